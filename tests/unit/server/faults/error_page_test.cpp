// Pages of IIS and http.sys as plans: what goes on the wire and what only to the logs.
#include "server/faults/error_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::faults {
namespace {

using testing::HasSubstr;

TEST(ErrorPage, OfIisTellsItsPairAndAKnownOneHasItsWin32Status) {
  auto const known = iis_page(404, 3);
  EXPECT_EQ(known.win32_status, 50u);
  EXPECT_THAT(known.body, HasSubstr("<h2>HTTP Error 404.3 - Not Found</h2>"));
  EXPECT_THAT(known.body, HasSubstr("MIME type"));
  auto const unknown = iis_page(418, 7, "<p>more</p>\r\n");
  EXPECT_EQ(unknown.win32_status, 0u);
  EXPECT_THAT(unknown.body, HasSubstr("<h2>HTTP Error 418.7 - Status 418</h2>"));
  EXPECT_THAT(unknown.body, HasSubstr("<p>more</p>\r\n</body>"));
}

TEST(ErrorPage, AsAPlanHasTheHeadersOfItsHostInOrder) {
  auto const plan = page_plan(403, 4);
  EXPECT_EQ(plan.status, 403u);
  EXPECT_EQ(plan.sub_status, 4u);
  EXPECT_EQ(plan.win32_status, 5u);
  EXPECT_FALSE(plan.close);
  ASSERT_EQ(plan.headers.size(), 3u);
  EXPECT_EQ(plan.headers[0].value, "text/html");
  EXPECT_EQ(plan.headers[1].value, "Microsoft-IIS/10.0");
  EXPECT_EQ(plan.headers[2].value, "ASP.NET");
  EXPECT_EQ(plan.body, iis_page(403, 4).body);
}

TEST(ErrorPage, OfHttpSysIsEscapedAndCloses) {
  auto const plan = page_plan(http_sys_page(400, "Bad Request", "a < b"));
  EXPECT_EQ(plan.status, 400u);
  EXPECT_TRUE(plan.close);
  ASSERT_EQ(plan.headers.size(), 2u);
  EXPECT_EQ(plan.headers[1].value, "Microsoft-HTTPAPI/2.0");
  EXPECT_THAT(plan.body, HasSubstr("<p>HTTP Error 400. a &lt; b</p>"));
}

TEST(ErrorPage, WithoutABodyHasNoType) {
  auto const plan = page_plan(304, 0);
  EXPECT_EQ(plan.body, "");
  EXPECT_EQ(plan.headers.at(0).name, "Server");
}

}  // namespace
}  // namespace wsus::faults
