// One line of a log of the Configuration Manager client.
#include "client_sim/configmgr/cmtrace.hpp"

#include <gtest/gtest.h>

namespace wsus::configmgr {
namespace {

using std::chrono::minutes;

wusp::UtcTime local(std::string_view text) { return *wusp::parse_xsd_date_time(text); }

LogLine line(std::string_view text) {
  return {.text = text, .component = "ScanAgent", .file = "cscanagent.cpp", .thread = 5316};
}

TEST(CmTraceLine, HasTheFormOfAPublicLog) {
  EXPECT_EQ(cmtrace_line(line("CScanAgent::ScanComplete- Scan completion received."), local("2016-05-06T14:38:21.182Z"),
                         minutes(-300)),
            "<![LOG[CScanAgent::ScanComplete- Scan completion received.]LOG]!><time=\"14:38:21.182+300\" "
            "date=\"05-06-2016\" component=\"ScanAgent\" context=\"\" type=\"1\" thread=\"5316\" "
            "file=\"cscanagent.cpp:0\">\r\n");
}

TEST(CmTraceLine, CarriesTheBiasToUtcOfEveryZone) {
  auto const at = local("2026-10-04T16:00:00Z");
  EXPECT_NE(cmtrace_line(line("x"), at, minutes(60)).find("time=\"16:00:00.000-060\""), std::string::npos);
  EXPECT_NE(cmtrace_line(line("x"), at, minutes(0)).find("time=\"16:00:00.000+000\""), std::string::npos);
  EXPECT_NE(cmtrace_line(line("x"), at, minutes(840)).find("time=\"16:00:00.000-840\""), std::string::npos);
}

TEST(CmTraceLine, TellsHowBadItIs) {
  auto error = line("x");
  error.severity = Severity::error;
  EXPECT_NE(cmtrace_line(error, local("2026-10-04T16:00:00Z"), minutes(0)).find("type=\"3\""), std::string::npos);
}

TEST(CmTraceLine, ATextCanNeitherEndItsLineNorBeginAnother) {
  auto const text = cmtrace_line(line("title]LOG]!>\r\n<![LOG[forged"), local("2026-10-04T16:00:00Z"), minutes(0));
  EXPECT_TRUE(text.starts_with("<![LOG[title]LOG]>  <![LOG[forged]LOG]!><time=")) << text;
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  EXPECT_EQ(text.find("]LOG]!>"), text.rfind("]LOG]!>"));
}

}  // namespace
}  // namespace wsus::configmgr
