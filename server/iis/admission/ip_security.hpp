// <ipSecurity>: whose addresses are let in.
#pragma once

#include "server/iis/config/path_settings.hpp"

#include <string_view>

namespace wsus::iis {

/// The most specific entry that has the address decides, else allowUnlisted. IPv4 masks ("255.255.255.0") and prefix
/// lengths; an IPv6 address is compared as text, without a mask (not simulated). Of equally specific ones the first.
[[nodiscard]] bool is_address_allowed(PathSettings const& settings, std::string_view address);

}  // namespace wsus::iis
