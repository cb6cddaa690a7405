// What a host makes of a request: whom it was meant for, and where a redirect sends it.
#include "scenarios/network/host_answer.hpp"

#include <gtest/gtest.h>

namespace wsus::lab {
namespace {

struct DestinationRow {
  std::string_view target;
  std::string_view host_header;
  std::string_view host;
  std::uint16_t port;
  std::string_view path;
};

TEST(DestinationOf, IsInTheRequestLineOfAProxyRequestElseInTheHostHeader) {
  for (auto const& [target, header, host, port, path] : {
           DestinationRow{"/x?y=z", "wsus.lab.example:8530", "wsus.lab.example", 8530, "/x?y=z"},
           DestinationRow{"/x", "wsus.lab.example", "wsus.lab.example", 80, "/x"},
           DestinationRow{"http://wsus.lab.example:8530/x?y=http://z", "proxy.lab.example:8080", "wsus.lab.example",
                          8530, "/x?y=http://z"},
           DestinationRow{"http://wsus.lab.example/x", "", "wsus.lab.example", 80, "/x"},
           DestinationRow{"http://wsus.lab.example:8530", "", "wsus.lab.example", 8530, "/"},
           DestinationRow{"", "wsus.lab.example", "wsus.lab.example", 80, "/"},
       }) {
    auto const destination = destination_of(target, header);
    ASSERT_TRUE(destination) << target;
    EXPECT_EQ(destination->host, host) << target;
    EXPECT_EQ(destination->port, port) << target;
    EXPECT_EQ(destination->target, path) << target;
  }
}

struct NobodyRow {
  std::string_view target;
  std::string_view host_header;
};

TEST(DestinationOf, IsNobodyWhenNeitherNamesAHost) {
  for (auto const& [target, header] :
       {NobodyRow{"/x", ""}, NobodyRow{"/x", ":8530"}, NobodyRow{"/x", "wsus:"}, NobodyRow{"/x", "wsus:65536"},
        NobodyRow{"/x", "wsus:85x"}, NobodyRow{"http://", "wsus"}, NobodyRow{"http:///x", "wsus"}})
    EXPECT_FALSE(destination_of(target, header)) << target << " for " << header;
}

Destination const asked{.host = "wsus.lab.example", .port = 8530, .target = "/ClientWebService/client.asmx?a=b"};

TEST(LocationOf, ItselfIsTheVeryUrlThatWasAskedFor) {
  EXPECT_EQ(location_of({}, asked), "http://wsus.lab.example:8530/ClientWebService/client.asmx?a=b");
  EXPECT_EQ(location_of({}, {.host = "wsus.lab.example", .port = 80, .target = "/x"}), "http://wsus.lab.example/x");
}

struct LocationRow {
  std::string redirect_to;
  bool keep_path;
  std::string_view location;
};

TEST(LocationOf, AUrlGetsTheRequestedPathUnlessItIsExact) {
  for (auto const& [to, keep_path, location] :
       {LocationRow{"http://a.example", true, "http://a.example/ClientWebService/client.asmx?a=b"},
        LocationRow{"http://a.example/", true, "http://a.example/ClientWebService/client.asmx?a=b"},
        LocationRow{"http://a.example:81/x/", true, "http://a.example:81/x/ClientWebService/client.asmx?a=b"},
        LocationRow{"http://a.example/login", false, "http://a.example/login"},
        LocationRow{"http://a.example/", false, "http://a.example/"}})
    EXPECT_EQ(location_of({.to = to, .keep_path = keep_path}, asked), location);
}

}  // namespace
}  // namespace wsus::lab
