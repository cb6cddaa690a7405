// Addresses and masks: see ip_security.hpp.
#include "server/iis/admission/ip_security.hpp"

#include "windows/fs/caseless.hpp"

#include <bit>
#include <charconv>
#include <cstdint>
#include <optional>
#include <system_error>

namespace wsus::iis {
namespace {

std::optional<std::uint32_t> small_number(std::string_view text, std::uint32_t most) {
  std::uint32_t number = 0;
  auto const end = text.data() + text.size();
  auto const [read, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && read == end && number <= most ? std::optional(number) : std::nullopt;
}

/// "10.1.2.3"; nothing for what is no IPv4 address.
std::optional<std::uint32_t> ipv4(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    auto const point = text.find('.');
    bool const is_last = part == 3;
    if (is_last != (point == std::string_view::npos)) return std::nullopt;
    auto const number = small_number(text.substr(0, point), 255);
    if (!number) return std::nullopt;
    address = address << 8U | *number;
    text.remove_prefix(is_last ? text.size() : point + 1);
  }
  return address;
}

std::uint32_t mask_of(std::string_view text) {
  if (auto const mask = ipv4(text)) return *mask;
  auto const bits = small_number(text, 32).value_or(32);
  return bits == 0 ? 0 : ~std::uint32_t{0} << (32U - bits);
}

/// How many bits the rule names, when it has the address.
std::optional<int> fit(IpRule const& rule, std::string_view address) {
  auto const wanted = ipv4(address);
  auto const own = ipv4(rule.address);
  if (!wanted || !own) return windows::equal_caseless(rule.address, address) ? std::optional(32) : std::nullopt;
  auto const mask = mask_of(rule.mask);
  if ((*wanted & mask) != (*own & mask)) return std::nullopt;
  return std::popcount(mask);
}

}  // namespace

bool is_address_allowed(PathSettings const& settings, std::string_view address) {
  bool allowed = settings.allow_unlisted_addresses;
  int best = -1;
  for (auto const& rule : settings.addresses) {
    auto const bits = fit(rule, address);
    if (!bits || *bits <= best) continue;
    best = *bits;
    allowed = rule.allowed;
  }
  return allowed;
}

}  // namespace wsus::iis
