// Which servers may be measured.
#include "scenarios/measurement/target.hpp"

#include <gmock/gmock.h>

namespace wsus::measurement {
namespace {

using testing::HasSubstr;

std::string server_of(std::variant<Target, std::string> const& read) {
  auto const* target = std::get_if<Target>(&read);
  return target != nullptr ? std::get<std::string>(target->server) : std::get<std::string>(read);
}

TEST(MeasuredServer, OnLoopbackIsTakenAsItIs) {
  EXPECT_EQ(server_of(read_target("http://127.0.0.1:8530", false)), "http://127.0.0.1:8530");
  EXPECT_EQ(server_of(read_target("http://127.9.9.9", false)), "http://127.9.9.9:80");
  EXPECT_EQ(server_of(read_target("https://LocalHost:8531/", false)), "https://LocalHost:8531");
  EXPECT_EQ(server_of(read_target("http://[::1]:8530", false)), "http://[::1]:8530");
}

TEST(MeasuredServer, MayBeAMockOfTheLabsOwn) {
  auto const read = read_target("mock", false);
  ASSERT_TRUE(std::holds_alternative<Target>(read));
  EXPECT_TRUE(std::holds_alternative<OwnMock>(std::get<Target>(read).server));
}

TEST(MeasuredServer, OutsideOfLoopbackHasToBeAllowed) {
  for (auto const* text : {"http://192.0.2.7:8530", "http://wsus.lab.example:8530", "https://[2001:db8::1]",
                           "http://128.0.0.1", "http://localhost.example", "http://0.0.0.0:8530"}) {
    auto const refused = read_target(text, false);
    ASSERT_TRUE(std::holds_alternative<std::string>(refused)) << text;
    EXPECT_THAT(std::get<std::string>(refused), HasSubstr("allowed with --allow-remote"));
    EXPECT_TRUE(std::holds_alternative<Target>(read_target(text, true))) << text;
  }
}

TEST(MeasuredServer, OnLoopbackNothingLeadsElsewhere) {
  EXPECT_FALSE(std::get<Target>(read_target("http://127.0.0.1:8530", false)).remote);
  EXPECT_TRUE(std::get<Target>(read_target("http://192.0.2.7:8530", true)).remote);
}

TEST(MeasuredServer, WhatIsNoAddressIsToldSo) {
  for (auto const* text : {"", "127.0.0.1:8530", "ftp://127.0.0.1", "http://", "http://a b"}) {
    auto const read = read_target(text, true);
    ASSERT_TRUE(std::holds_alternative<std::string>(read)) << text;
    EXPECT_THAT(std::get<std::string>(read), HasSubstr("is no address of a server"));
  }
  EXPECT_THAT(std::get<std::string>(read_target("http://127.0.0.1:8530/ClientWebService", false)),
              HasSubstr("has a path"));
}

}  // namespace
}  // namespace wsus::measurement
