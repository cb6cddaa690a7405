// URLs of web services.
#include "client_sim/transport/url.hpp"

#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

struct Good {
  std::string text, host;
  std::uint16_t port;
  std::string target, host_header, host_and_port;
};

TEST(Url, IsTakenApart) {
  std::vector<Good> const table{
      {"http://wsus:8530/ClientWebService/client.asmx", "wsus", 8530, "/ClientWebService/client.asmx", "wsus:8530",
       "wsus:8530"},
      {"HTTP://192.0.2.1/", "192.0.2.1", 80, "/", "192.0.2.1", "192.0.2.1:80"},
      {"http://wsus:80/a", "wsus", 80, "/a", "wsus", "wsus:80"},
      {"http://wsus:8080/a", "wsus", 8080, "/a", "wsus:8080", "wsus:8080"},
      {"http://wsus", "wsus", 80, "/", "wsus", "wsus:80"},
      {"http://wsus?x=1", "wsus", 80, "/?x=1", "wsus", "wsus:80"},
      {"http://[2001:db8::1]:8530/a?b=c", "2001:db8::1", 8530, "/a?b=c", "[2001:db8::1]:8530", "[2001:db8::1]:8530"},
      {"http://[::1]/", "::1", 80, "/", "[::1]", "[::1]:80"},
      {"http://h:65535/", "h", 65535, "/", "h:65535", "h:65535"},
      {"https://wsus/a", "wsus", 443, "/a", "wsus", "wsus:443"},
      {"HTTPS://wsus:443/a", "wsus", 443, "/a", "wsus", "wsus:443"},
      {"https://wsus:80/a", "wsus", 80, "/a", "wsus:80", "wsus:80"},
      {"https://wsus:8531/a", "wsus", 8531, "/a", "wsus:8531", "wsus:8531"},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.text);
    auto const parsed = parse_url(row.text);
    ASSERT_TRUE(std::holds_alternative<Url>(parsed));
    auto const& url = std::get<Url>(parsed);
    EXPECT_EQ(url.host, row.host);
    EXPECT_EQ(url.port, row.port);
    EXPECT_EQ(url.target, row.target);
    EXPECT_EQ(url.host_header(), row.host_header);
    EXPECT_EQ(url.host_and_port(), row.host_and_port);
  }
}

struct Bad {
  std::string text;
  unsigned error;
  std::string part_of_what;
};

TEST(Url, IsRefusedWithTheNumberOfWinHttp) {
  std::vector<Bad> const table{
      {"", 12005, "http://"},
      {"wsus:8530", 12005, "http://"},
      {"wss://wsus:8531/", 12006, "\"wss\""},
      {"ftp://wsus/", 12006, "\"ftp\""},
      {"://wsus/", 12006, "\"\""},
      {"http://", 12005, "host name"},
      {"http:///path", 12005, "host name"},
      {"http://user@wsus/", 12005, "host name"},
      {"http://ws us/", 12005, "host name"},
      {"http://wsus:/", 12005, "port"},
      {"http://wsus:0/", 12005, "port"},
      {"http://wsus:65536/", 12005, "port"},
      {"http://wsus:85x/", 12005, "port"},
      {"http://wsus:-1/", 12005, "port"},
      {"http://[::1/", 12005, "host name"},
      {"http://[192.0.2.1]/", 12005, "host name"},
      {"http://[::1]8530/", 12005, "port"},
      {"http://wsus/a b", 12005, "path"},
      {"http://wsus/a#b", 12005, "path"},
      {"http://wsus/\r\nX: y", 12005, "path"},
      {"http://w\xc3\xbcs/", 12005, "host name"},
      {"http://" + std::string(256, 'a') + "/", 12005, "host name"},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.text);
    auto const parsed = parse_url(row.text);
    ASSERT_TRUE(std::holds_alternative<UrlError>(parsed));
    EXPECT_EQ(std::get<UrlError>(parsed).error, row.error);
    EXPECT_THAT(std::get<UrlError>(parsed).what, testing::HasSubstr(row.part_of_what));
  }
}

}  // namespace
}  // namespace wsus::transport
