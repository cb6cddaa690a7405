// Proves status, sub-status, content type and title of the host's own answers.
#include "server/iis/error_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
           Row{not_found(), 404, 0, 2, "text/html", "IIS 10.0 Detailed Error - 404.0 - Not Found"},
           Row{method_not_allowed(), 405, 0, 0, "text/html", "IIS 10.0 Detailed Error - 405.0 - Method Not Allowed"},
           Row{request_entity_too_large(), 404, 13, 0, "text/html", "IIS 10.0 Detailed Error - 404.13 - Not Found"},
           Row{ssl_required(), 403, 4, 5, "text/html", "IIS 10.0 Detailed Error - 403.4 - Forbidden"},
           Row{directory_listing_denied(), 403, 14, 0, "text/html", "IIS 10.0 Detailed Error - 403.14 - Forbidden"},
           Row{range_not_satisfiable(), 416, 0, 0, "text/html",
               "IIS 10.0 Detailed Error - 416.0 - Requested Range Not Satisfiable"},
           Row{internal_server_error(), 500, 0, 0, "text/html",
               "IIS 10.0 Detailed Error - 500.0 - Internal Server Error"},
           Row{configuration_error({}, "f"), 500, 19, 13, "text/html",
               "IIS 10.0 Detailed Error - 500.19 - Internal Server Error"},
           Row{maximum_request_length_exceeded(), 500, 0, 0, "text/html; charset=utf-8",
               "Maximum request length exceeded."},
           Row{service_help_page("ClientWebService"), 200, 0, 0, "text/html; charset=utf-8",
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
  auto const page = configuration_error({.what = "'<' & more", .line = 7}, R"(C:\a\web.config)");
  EXPECT_THAT(page.body, HasSubstr("<b>Config Error</b> '&lt;' &amp; more<"));
  EXPECT_THAT(page.body, HasSubstr(R"(<b>Config File</b> \\?\C:\a\web.config<)"));
  EXPECT_THAT(page.body, HasSubstr("<b>Config Line</b> 7<"));
  EXPECT_THAT(configuration_error({.what = "x", .line = 0}, "f").body, Not(HasSubstr("Config Line")));
}

TEST(ErrorPages, BadRequestIsThatOfHttpSysAndEscaped) {
  auto const page = bad_request("The request <verb> is invalid.");
  EXPECT_EQ(page.status, 400U);
  EXPECT_EQ(page.content_type, "text/html; charset=us-ascii");
  EXPECT_THAT(page.body, HasSubstr("<p>HTTP Error 400. The request &lt;verb&gt; is invalid.</p>"));
}

TEST(ErrorPages, HelpPageListsTheOperationsOfItsService) {
  EXPECT_THAT(service_help_page("ClientWebService").body, HasSubstr("<li>SyncUpdates</li>"));
  EXPECT_THAT(service_help_page("ClientWebService").body, Not(HasSubstr("<li>GetAuthorizationCookie</li>")));
  EXPECT_THAT(service_help_page("SimpleAuthWebService").body, HasSubstr("<li>GetAuthorizationCookie</li>"));
}

}  // namespace
}  // namespace wsus::iis
