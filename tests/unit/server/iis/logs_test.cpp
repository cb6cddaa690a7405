// Proves the rows of the server's logs, byte for byte.
#include "server/iis/logs.hpp"

#include <gtest/gtest.h>

namespace wsus::iis {
namespace {

using namespace std::chrono;

wusp::UtcTime at(year_month_day day, wusp::Ticks of_day) { return wusp::UtcTime(sys_days(day)) + of_day; }
wusp::UtcTime const evening = at(2014y / 1 / 16, 18h + 53min + 54s + 231ms);

TEST(Logs, SoftwareDistributionRowIsThatOfAPublishedLog) {
  EXPECT_EQ(format(SoftwareDistributionEntry{.time = evening,
                                             .severity = "Change",
                                             .source = "w3wp.58",
                                             .method = "AdminDataAccess.StartSubscriptionManually",
                                             .text = "Synchronization manually started"}),
            "2014-01-16 18:53:54.231 UTC\tChange\tw3wp.58\tAdminDataAccess.StartSubscriptionManually\tSynchronization "
            "manually started\r\n");
}

TEST(Logs, MillisecondsAreCutAndPadded) {
  auto const row = format(SoftwareDistributionEntry{.time = at(2026y / 10 / 4, 7ms + wusp::Ticks(9'999))});
  EXPECT_EQ(row.substr(0, 27), "2026-10-04 00:00:00.007 UTC");
}

TEST(Logs, ThrowExceptionTextIsThatOfTheArticle) {
  EXPECT_EQ(throw_exception_text("http://WSUSServerName:8530/ClientWebService/client.asmx", "GUID", "InvalidParameters",
                                 "parameters.InstalledNonLeafUpdateIDs", "Client_ID"),
            "ThrowException: actor = http://WSUSServerName:8530/ClientWebService/client.asmx, ID=GUID, "
            "ErrorCode=InvalidParameters, Message=parameters.InstalledNonLeafUpdateIDs, Client=Client_ID");
}

TEST(Logs, W3cHeaderNamesTheDefaultFields) {
  EXPECT_EQ(
      w3c_header(evening, "10.0"),
      "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2014-01-16 18:53:54\r\n"
      "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) "
      "sc-status sc-substatus sc-win32-status time-taken\r\n");
}

TEST(Logs, W3cRowHasOneColumnPerFieldOfTheHeader) {
  W3cEntry const entry{.time = evening,
                       .server_ip = "10.10.10.5",
                       .method = "POST",
                       .uri_stem = "/ClientWebService/Client.asmx",
                       .uri_query = {},
                       .port = 8530,
                       .user_name = {},
                       .client_ip = "10.10.10.221",
                       .user_agent = "Windows-Update-Agent/1507.2601.30012.0 Client-Protocol/2.90",
                       .referer = {},
                       .status = 500,
                       .sub_status = 24,
                       .win32_status = 50,
                       .time_taken_ms = 508};
  EXPECT_EQ(format(entry), "2014-01-16 18:53:54 10.10.10.5 POST /ClientWebService/Client.asmx - 8530 - 10.10.10.221 "
                           "Windows-Update-Agent/1507.2601.30012.0+Client-Protocol/2.90 - 500 24 50 508\r\n");
}

TEST(Logs, TextFromOutsideCannotBeginAnotherRowOrColumn) {
  auto const row = format(SoftwareDistributionEntry{
      .time = evening, .severity = "Error", .method = "A.B", .text = "Client=a\r\n2014-01-16 18:53:54.231 UTC\tInfo"});
  EXPECT_EQ(row, "2014-01-16 18:53:54.231 UTC\tError\tw3wp.12\tA.B\tClient=a  2014-01-16 18:53:54.231 UTC Info\r\n");
  W3cEntry const entry{.time = evening, .uri_stem = "/a b\r\n#Fields:", .user_agent = "x\ty"};
  EXPECT_EQ(format(entry), "2014-01-16 18:53:54 - - /a+b++#Fields: - 0 - - x+y - 0 0 0 0\r\n");
}

TEST(Logs, W3cFileIsNamedAfterTheUtcDay) {
  EXPECT_EQ(w3c_file_name(at(2026y / 10 / 4, 0s)), "u_ex261004.log");
  EXPECT_EQ(w3c_file_name(at(2026y / 10 / 4, 24h - wusp::Ticks(1))), "u_ex261004.log");
  EXPECT_EQ(w3c_file_name(at(2009y / 1 / 2, 0s)), "u_ex090102.log");
}

}  // namespace
}  // namespace wsus::iis
