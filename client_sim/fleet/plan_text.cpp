// Storms and shards as people write them.
#include "client_sim/fleet/duration.hpp"
#include "client_sim/fleet/plan.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace wsus::fleet {
namespace {

struct KindName {
  StormKind kind;
  std::string_view name;
};
constexpr std::array<KindName, 2> kinds{
    {{StormKind::patch_day, "patch-day"}, {StormKind::susdb_switch, "susdb-switch"}}};

constexpr std::uint32_t most_shards = 1'000;

std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

}  // namespace

std::string_view to_string(StormKind kind) { return std::ranges::find(kinds, kind, &KindName::kind)->name; }

std::variant<Storm, Mistake> parse_storm(std::string_view text) {
  auto const at = text.find('@');
  auto const* const kind = std::ranges::find(kinds, text.substr(0, std::min(at, text.size())), &KindName::name);
  auto const mistake = Mistake{fmt::format("\"{}\" is no storm; allowed are patch-day and susdb-switch as in "
                                           "patch-day@2h+30min, {}",
                                           text, durations_allowed)};
  if (kind == kinds.end() || at == std::string_view::npos) return mistake;
  auto const times = text.substr(at + 1);
  auto const plus = std::min(times.find('+'), times.size());
  auto const begin = parse_duration(times.substr(0, plus));
  auto const window = plus == times.size() ? std::optional(FleetTime{}) : parse_duration(times.substr(plus + 1));
  if (!begin || !window) return mistake;
  return Storm{.kind = kind->kind, .at = *begin, .window = *window};
}

std::string text_of(Storm const& storm) {
  return without_blanks(
      fmt::format("{}@{}+{}", to_string(storm.kind), duration_text(storm.at), duration_text(storm.window)));
}

std::uint32_t Shard::of(std::uint32_t agents) const { return (agents + count - number) / count; }

std::variant<Shard, Mistake> parse_shard(std::string_view text) {
  auto const slash = std::min(text.find('/'), text.size());
  auto const number = number_of(text.substr(0, slash));
  auto const count = slash == text.size() ? std::nullopt : number_of(text.substr(slash + 1));
  if (number && count && *number >= 1 && *number <= *count && *count <= most_shards)
    return Shard{.number = *number, .count = *count};
  return Mistake{
      fmt::format("\"{}\" is no shard; allowed are 1/N to N/N with N from 1 to {}, as in 2/3", text, most_shards)};
}

}  // namespace wsus::fleet
