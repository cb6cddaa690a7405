// Matching of firewall rules.
#include "client_sim/machine/system/firewall.hpp"

#include "windows/fs/caseless.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace wsus::machine {
namespace {

using windows::equal_caseless;

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    auto const comma = text.find(',');
    parts.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

/// "8530" or "8530-8531".
std::optional<std::pair<std::uint16_t, std::uint16_t>> range_of(std::string_view text) {
  auto const hyphen = text.find('-');
  auto const first = port_of(text.substr(0, hyphen));
  auto const last = hyphen == std::string_view::npos ? first : port_of(text.substr(hyphen + 1));
  if (!first || !last || *first > *last) return std::nullopt;
  return std::pair(*first, *last);
}

bool names_port(std::string_view list, std::uint16_t port) {
  if (equal_caseless(list, "any")) return true;
  auto const parts = split(list);
  return std::any_of(parts.begin(), parts.end(), [port](std::string_view part) {
    auto const range = range_of(part);
    return range && range->first <= port && port <= range->second;
  });
}

bool names_address(std::string_view list, std::string_view address) {
  if (equal_caseless(list, "any")) return true;
  auto const parts = split(list);
  return std::find(parts.begin(), parts.end(), address) != parts.end();
}

bool concerns(FirewallRule const& rule, std::string_view address, std::uint16_t port) {
  bool const tcp = equal_caseless(rule.protocol, "any") || equal_caseless(rule.protocol, "TCP");
  return rule.enabled && !rule.inbound && tcp && names_address(rule.remote_address, address) &&
         names_port(rule.remote_port, port);
}

}  // namespace

Passage passage_of(std::vector<Barrier> const& barriers, std::string_view address, std::uint16_t port) {
  auto const found = std::find_if(barriers.begin(), barriers.end(), [&](Barrier const& barrier) {
    return (barrier.address.empty() || barrier.address == address) && (barrier.port == 0 || barrier.port == port);
  });
  return found == barriers.end() ? Passage::open : found->effect;
}

bool lets_out(std::vector<FirewallRule> const& rules, std::string_view address, std::uint16_t port) {
  return std::none_of(rules.begin(), rules.end(),
                      [&](FirewallRule const& rule) { return rule.blocks && concerns(rule, address, port); });
}

bool is_port_list(std::string_view text) {
  if (equal_caseless(text, "any")) return true;
  auto const parts = split(text);
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return range_of(part).has_value(); });
}

}  // namespace wsus::machine
