// Proves status, sub-status, content type and title of the host's own answers.
#include "server/iis/error_pages.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace wsus::iis {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Row {
  ErrorPage page;
  unsigned status;
  unsigned sub_status;
  unsigned win32_status;
  std::string content_type;
  std::string title;
};

TEST(ErrorPages, EachHasItsStatusTypeAndTitle) {
  for (auto const& row : {
           Row{not_found("10.0"), 404, 0, 2, "text/html", "IIS 10.0 Detailed Error - 404.0 - Not Found"},
           Row{method_not_allowed("10.0"), 405, 0, 0, "text/html",
               "IIS 10.0 Detailed Error - 405.0 - Method Not Allowed"},
           Row{request_entity_too_large("10.0"), 404, 13, 0, "text/html",
               "IIS 10.0 Detailed Error - 404.13 - Not Found"},
           Row{ssl_required("10.0"), 403, 4, 5, "text/html", "IIS 10.0 Detailed Error - 403.4 - Forbidden"},
           Row{directory_listing_denied("10.0"), 403, 14, 0, "text/html",
               "IIS 10.0 Detailed Error - 403.14 - Forbidden"},
           Row{range_not_satisfiable("10.0"), 416, 0, 0, "text/html",
               "IIS 10.0 Detailed Error - 416.0 - Requested Range Not Satisfiable"},
           Row{internal_server_error("10.0"), 500, 0, 0, "text/html",
               "IIS 10.0 Detailed Error - 500.0 - Internal Server Error"},
           Row{configuration_error("10.0", {}, "f"), 500, 19, 13, "text/html",
               "IIS 10.0 Detailed Error - 500.19 - Internal Server Error"},
           Row{maximum_request_length_exceeded(), 500, 0, 0, "text/html; charset=utf-8",
               "Maximum request length exceeded."},
           Row{request_timed_out(), 500, 0, 0, "text/html; charset=utf-8", "Request timed out."},
           Row{service_help_page("ClientWebService", {}), 200, 0, 0, "text/html; charset=utf-8",
               "ClientWebService Web Service"},
       }) {
    EXPECT_EQ(row.page.status, row.status) << row.title;
    EXPECT_EQ(row.page.sub_status, row.sub_status) << row.title;
    EXPECT_EQ(row.page.win32_status, row.win32_status) << row.title;
    EXPECT_EQ(row.page.content_type, row.content_type) << row.title;
    EXPECT_THAT(row.page.body, HasSubstr("<title>" + row.title + "</title>"));
  }
}

TEST(ErrorPages, ConfigurationErrorTellsFileLineAndReason) {
  auto const page = configuration_error("10.0", {.what = "'<' & more", .line = 7}, R"(C:\a\web.config)");
  EXPECT_THAT(page.body, HasSubstr("<b>Config Error</b> '&lt;' &amp; more<"));
  EXPECT_THAT(page.body, HasSubstr(R"(<b>Config File</b> \\?\C:\a\web.config<)"));
  EXPECT_THAT(page.body, HasSubstr("<b>Config Line</b> 7<"));
  EXPECT_THAT(configuration_error("10.0", {.what = "x", .line = 0}, "f").body, Not(HasSubstr("Config Line")));
}

TEST(ErrorPages, BadRequestIsThatOfHttpSysAndEscaped) {
  auto const page = bad_request("The request <verb> is invalid.");
  EXPECT_EQ(page.status, 400U);
  EXPECT_EQ(page.content_type, "text/html; charset=us-ascii");
  EXPECT_THAT(page.body, HasSubstr("<p>HTTP Error 400. The request &lt;verb&gt; is invalid.</p>"));
}

TEST(ErrorPages, TheTitleNamesTheVersionOfIis) {
  for (auto const* version : {"7.5", "10.0"}) {
    auto const title = fmt::format("<title>IIS {} Detailed Error - 4", version);
    for (auto const& page : {not_found(version), ssl_required(version), directory_listing_denied(version),
                             range_not_satisfiable(version), method_not_allowed(version)})
      EXPECT_THAT(page.body, HasSubstr(title));
    EXPECT_THAT(configuration_error(version, {}, "f").body, HasSubstr(fmt::format("IIS {} ", version)));
  }
}

TEST(ErrorPages, HelpPageListsTheOperationsThatItIsGiven) {
  std::array<std::string_view, 2> const offered{"SyncUpdates", "<b>"};
  auto const body = service_help_page("ClientWebService", offered).body;
  EXPECT_THAT(body, HasSubstr("<li>SyncUpdates</li>"));
  EXPECT_THAT(body, HasSubstr("<li>&lt;b&gt;</li>"));
  EXPECT_THAT(body, Not(HasSubstr("<li>GetConfig</li>")));
}

}  // namespace
}  // namespace wsus::iis
