// Proves whose addresses are let in.
#include "server/iis/admission/ip_security.hpp"

#include <gtest/gtest.h>

namespace wsus::iis {
namespace {

TEST(IpSecurity, WithoutEntriesTheSwitchDecides) {
  EXPECT_TRUE(is_address_allowed({}, "10.0.0.1"));
  EXPECT_FALSE(is_address_allowed({.allow_unlisted_addresses = false}, "10.0.0.1"));
}

TEST(IpSecurity, TheMostSpecificEntryDecides) {
  PathSettings settings;
  settings.addresses = {{.address = "10.1.0.0", .mask = "255.255.0.0", .allowed = false},
                        {.address = "10.1.2.0", .mask = "24", .allowed = true},
                        {.address = "10.1.2.3", .allowed = false},
                        {.address = "::1", .allowed = false}};
  EXPECT_TRUE(is_address_allowed(settings, "10.2.0.1"));
  EXPECT_FALSE(is_address_allowed(settings, "10.1.9.9"));
  EXPECT_TRUE(is_address_allowed(settings, "10.1.2.4"));
  EXPECT_FALSE(is_address_allowed(settings, "10.1.2.3"));
  EXPECT_FALSE(is_address_allowed(settings, "::1"));
  EXPECT_TRUE(is_address_allowed(settings, "::2"));
  EXPECT_TRUE(is_address_allowed(settings, "10.1.2"));
}

TEST(IpSecurity, AMaskOfZeroIsEverybody) {
  PathSettings settings;
  settings.addresses = {{.address = "0.0.0.0", .mask = "0.0.0.0", .allowed = false}};
  EXPECT_FALSE(is_address_allowed(settings, "192.168.7.7"));
}

}  // namespace
}  // namespace wsus::iis
