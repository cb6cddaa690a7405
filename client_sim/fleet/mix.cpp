// Reads mixes, and shares them out.
#include "client_sim/fleet/mix.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace wsus::fleet {
namespace {

constexpr unsigned most_weight = 1'000'000;

std::optional<unsigned> weight_of(std::string_view text) {
  unsigned weight = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  return whole && weight >= 1 && weight <= most_weight ? std::optional(weight) : std::nullopt;
}

}  // namespace

std::variant<Mix, Mistake> parse_mix(std::string_view text, std::string_view what, std::string_view allowed,
                                     std::function<bool(std::string_view)> const& is_known) {
  Mix mix;
  for (auto rest = text;;) {
    auto const comma = std::min(rest.find(','), rest.size());
    auto const part = rest.substr(0, comma);
    auto const sign = std::min(part.find('='), part.size());
    auto const name = part.substr(0, sign);
    if (!is_known(name)) return Mistake{fmt::format("\"{}\" is no {}; allowed are {}", name, what, allowed)};
    if (std::ranges::find(mix, name, &Share::name) != mix.end())
      return Mistake{fmt::format("\"{}\" is there twice; allowed is each {} once", name, what)};
    auto const weight = sign == part.size() ? std::optional(1U) : weight_of(part.substr(sign + 1));
    if (!weight)
      return Mistake{fmt::format("\"{}\" is no weight; allowed are 1 to {}, as in {}=70", part.substr(sign + 1),
                                 most_weight, name)};
    mix.push_back({.name = std::string(name), .weight = *weight});
    if (comma == rest.size()) return mix;
    rest.remove_prefix(comma + 1);
  }
}

std::string text_of(Mix const& mix) {
  std::string text;
  for (auto const& share : mix) text += fmt::format("{}{}={}", text.empty() ? "" : ",", share.name, share.weight);
  return text;
}

std::size_t share_of(Mix const& mix, std::uint64_t draw) {
  std::uint64_t total = 0;
  for (auto const& share : mix) total += share.weight;
  if (total == 0) return 0;
  auto left = draw % total;  // the error of the remainder is 2 to the power of -44 at most
  for (std::size_t i = 0; i < mix.size(); ++i) {
    if (left < mix[i].weight) return i;
    left -= mix[i].weight;
  }
  return 0;
}

}  // namespace wsus::fleet
