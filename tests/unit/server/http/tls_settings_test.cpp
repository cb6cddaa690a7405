// From the plan of a handshake to the settings of its context.
#include "server/http/tls_settings.hpp"

#include "server/http/http_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::http {
namespace {

TEST(TlsPlanSettings, AreTheListenersWhereThePlanSaysNothing) {
  TlsSettings const ordinary{.certificate_chain = "chain", .private_key = "key"};
  auto const same = with_plan(ordinary, {});
  EXPECT_EQ(same.certificate_chain, "chain");
  EXPECT_EQ(same.private_key, "key");
  EXPECT_EQ(same.minimum, TlsVersion::v1_2);
  EXPECT_EQ(same.maximum, TlsVersion::v1_3);
  EXPECT_FALSE(same.weak_ciphers_only);
  EXPECT_FALSE(same.demands_client_certificate);
}

TEST(TlsPlanSettings, TheNewestVersionIsTheLimitAndTheOldestFollowsIt) {
  auto const with_newest = [](std::uint16_t version) { return with_plan({}, {.newest_version = version}); };
  EXPECT_EQ(with_newest(0x0304).minimum, TlsVersion::v1_2);
  EXPECT_EQ(with_newest(0x0304).maximum, TlsVersion::v1_3);
  EXPECT_EQ(with_newest(0x0303).minimum, TlsVersion::v1_2);
  EXPECT_EQ(with_newest(0x0303).maximum, TlsVersion::v1_2);
  EXPECT_EQ(with_newest(0x0302).minimum, TlsVersion::v1_1);
  EXPECT_EQ(with_newest(0x0302).maximum, TlsVersion::v1_1);
  EXPECT_EQ(with_newest(0x0301).minimum, TlsVersion::v1_0);
  EXPECT_EQ(with_newest(0x0301).maximum, TlsVersion::v1_0);
}

TEST(TlsPlanSettings, ANewestVersionAboveTheListenersIsOffered) {
  EXPECT_EQ(with_plan({.maximum = TlsVersion::v1_2}, {.newest_version = 0x0304}).maximum, TlsVersion::v1_3);
}

TEST(TlsPlanSettings, WeakCiphersStopAtTheVersionThatHasThem) {
  auto const weak = with_plan({.minimum = TlsVersion::v1_3}, {.weak_ciphers_only = true});
  EXPECT_TRUE(weak.weak_ciphers_only);
  EXPECT_EQ(weak.minimum, TlsVersion::v1_2);
  EXPECT_EQ(weak.maximum, TlsVersion::v1_2);
  EXPECT_EQ(with_plan({}, {.newest_version = 0x0301, .weak_ciphers_only = true}).maximum, TlsVersion::v1_0);
  EXPECT_EQ(with_plan({}, {.newest_version = 0x0304, .weak_ciphers_only = true}).maximum, TlsVersion::v1_2);
}

TEST(TlsPlanSettings, AClientCertificateIsDemandedByThePlanOrByTheListener) {
  EXPECT_TRUE(with_plan({}, {.demands_client_certificate = true}).demands_client_certificate);
  EXPECT_TRUE(with_plan({.demands_client_certificate = true}, {}).demands_client_certificate);
}

TEST(TlsPlanSettings, AVersionThatDoesNotExistIsNamed) {
  for (auto const version : {std::uint16_t{0x0300}, std::uint16_t{0x0305}, std::uint16_t{1}}) {
    try {
      (void)with_plan({}, {.newest_version = version});
      ADD_FAILURE() << version;
    } catch (TlsError const& e) {
      EXPECT_THAT(e.what(), testing::HasSubstr("known are 0x0301 to 0x0304"));
    }
  }
}

}  // namespace
}  // namespace wsus::http
