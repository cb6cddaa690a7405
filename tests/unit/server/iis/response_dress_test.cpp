// Dress of responses as a pure function, and the table of server generations.
#include "server/iis/response_dress.hpp"

#include <gtest/gtest.h>

namespace wsus::iis {
namespace {

std::vector<faults::Header> captured() {
  return {{"Cache-Control", "private"},
          {"Server", "Microsoft-IIS/10.0"},
          {"X-AspNet-Version", "4.0.30319"},
          {"X-Powered-By", "ASP.NET"},
          {"Date", "now"},
          {"Connection", "close"}};
}

std::string shown(std::vector<faults::Header> const& headers) {
  std::string text;
  for (auto const& header : headers) text += header.name + "=" + header.value + ";";
  return text;
}

TEST(ResponseDress, TheDefaultChangesNothing) { EXPECT_EQ(shown(dressed(captured(), {})), shown(captured())); }

TEST(ResponseDress, LowerCaseChangesNamesAndLeavesValues) {
  EXPECT_EQ(shown(dressed({{"Content-Type", "Text/XML"}, {"ETag", "\"AB\""}}, {.header_case = HeaderCase::lower})),
            "content-type=Text/XML;etag=\"AB\";");
}

TEST(ResponseDress, ListedHeadersComeFirstTheOthersKeepTheirOrder) {
  EXPECT_EQ(shown(dressed({{"A", "1"}, {"B", "2"}, {"C", "3"}, {"B", "4"}, {"D", "5"}},
                          {.header_order = {"d", "Absent", "b"}})),
            "D=5;B=2;B=4;A=1;C=3;");
}

TEST(ResponseDress, VersionsAreReplacedOrLeftOut) {
  EXPECT_EQ(shown(dressed(captured(), {.server = "Microsoft-IIS/8.5", .asp_net_version = "2.0.50727"})),
            "Cache-Control=private;Server=Microsoft-IIS/8.5;X-AspNet-Version=2.0.50727;X-Powered-By=ASP.NET;Date=now;"
            "Connection=close;");
  EXPECT_EQ(shown(dressed(captured(), {.server = "", .asp_net_version = "", .powered_by = false})),
            "Cache-Control=private;Date=now;Connection=close;");
}

TEST(ResponseDress, WhatIsNotIisKeepsItsServerText) {
  for (auto const* server : {"Microsoft-HTTPAPI/2.0", "squid/5.7"}) {
    EXPECT_EQ(shown(dressed({{"Server", server}}, {.server = "Microsoft-IIS/7.5"})),
              std::string("Server=") + server + ";");
    EXPECT_EQ(shown(dressed({{"Server", server}}, {.server = ""})), std::string("Server=") + server + ";");
  }
  EXPECT_EQ(shown(dressed({}, {.server = "Microsoft-IIS/7.5"})), "");  // nothing is added
}

TEST(ResponseDress, OnlySoapFaultsAreKeptOpenAndOnlyWhenTold) {
  faults::ResponsePlan const fault{
      .status = 500, .headers = {{"content-type", "text/xml; charset=utf-8"}}, .close = true};
  faults::ResponsePlan const page{.status = 500, .headers = {{"Content-Type", "text/html"}}, .close = true};
  faults::ResponsePlan const malformed{.status = 400, .headers = {{"Content-Type", "text/xml"}}, .close = true};
  faults::ResponsePlan const success{.status = 200, .headers = {{"Content-Type", "text/xml"}}};
  EXPECT_TRUE(closes(fault, {}));
  EXPECT_FALSE(closes(fault, {.faults_close = false}));
  EXPECT_TRUE(closes(page, {.faults_close = false}));
  EXPECT_TRUE(closes(malformed, {.faults_close = false}));
  EXPECT_FALSE(closes(success, {}));
}

TEST(ServerProfiles, EachGenerationHasItsVersions) {
  struct Row {
    char const* name;
    char const* server;
    char const* asp_net;
    std::size_t page;
    bool asmx_only;
  };
  std::vector<Row> const rows{{"wsus-3.0-sp2", "Microsoft-IIS/7.5", "2.0.50727", 200, true},
                              {"2012", "Microsoft-IIS/8.0", "4.0.30319", 30, false},
                              {"2012r2", "Microsoft-IIS/8.5", "4.0.30319", 30, false},
                              {"2016", "Microsoft-IIS/10.0", "4.0.30319", 30, false},
                              {"2019", "Microsoft-IIS/10.0", "4.0.30319", 30, false},
                              {"2022", "Microsoft-IIS/10.0", "4.0.30319", 30, false},
                              {"2025", "Microsoft-IIS/10.0", "4.0.30319", 30, false}};
  EXPECT_EQ(server_profiles().size(), rows.size());
  for (auto const& row : rows) {
    auto const* profile = find_server_profile(row.name);
    ASSERT_NE(profile, nullptr) << row.name;
    EXPECT_EQ(dress_of(*profile).server, row.server) << row.name;
    EXPECT_EQ(dress_of(*profile).asp_net_version, row.asp_net) << row.name;
    EXPECT_EQ(profile->page_updates, row.page) << row.name;
    EXPECT_EQ(profile->asmx_only, row.asmx_only) << row.name;
    EXPECT_EQ(profile->protocol_version, "3.2") << row.name;
    EXPECT_FALSE(profile->source.empty()) << row.name;
  }
}

TEST(ServerProfiles, TheNewestLooksAsTheCapturesDo) {
  auto const dress = dress_of(server_profiles().back());
  EXPECT_EQ(shown(dressed(captured(), dress)), shown(captured()));
  EXPECT_EQ(find_server_profile("2003"), nullptr);
  EXPECT_EQ(find_server_profile(""), nullptr);
}

}  // namespace
}  // namespace wsus::iis
