// Drawing, telling and making of mutations: see mutation.hpp.
#include "server/faults/mutation/mutation.hpp"

#include "server/faults/mutation/coded_blocks.hpp"
#include "server/faults/mutation/mutator.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace wsus::faults {
namespace {

using mutation::ChangeBody;
using mutation::ChangePlan;
using mutation::Choice;

/// More than a reply of the lab has of anything but bytes.
constexpr std::uint64_t places = 1'000'000;
constexpr std::uint64_t values = 1'000;

/// SplitMix64: the same on every platform. Source of the constants: Sebastiano Vigna, splitmix64.c (public domain).
class Draw {
public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t bound) {
    state_ += 0x9e3779b97f4a7c15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return (mixed ^ (mixed >> 31U)) % bound;
  }

private:
  std::uint64_t state_;
};

/// Cuts " at 17" off the front; leaves a text alone that does not begin so. False: it does, and no number follows.
bool take_number(std::string_view& rest, std::string_view word, std::uint32_t& number) {
  if (!rest.starts_with(word)) return true;
  rest.remove_prefix(word.size());
  auto const [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc{}) return false;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return true;
}

/// The body without its coding. False: it has one that cannot be taken off, by an earlier change.
bool decode(std::string& body) {
  auto decoded = xpress::decode(body, mutation::largest_body);
  auto* const plain = std::get_if<std::string>(&decoded);
  if (plain == nullptr) return false;
  body = std::move(*plain);
  return true;
}

std::string change_text(ResponsePlan& plan, ChangeBody change, Choice choice) {
  if (plan.file || plan.body.empty()) return {};
  if (!mutation::is_coded(plan)) return change(plan.body, choice);
  auto body = plan.body;
  if (!decode(body)) return {};
  auto what = change(body, choice);
  if (!what.empty()) plan.body = xpress::encode(body);
  return what;
}

}  // namespace

std::string to_text(Mutation const& mutation) {
  return fmt::format("{} at {} with {}", mutation.mutator, mutation.at, mutation.with);
}

std::optional<Mutation> parse_mutation(std::string_view text) {
  auto const* const mutator = mutation::find_mutator(text.substr(0, text.find(' ')));
  if (mutator == nullptr) return std::nullopt;
  Mutation result{.mutator = mutator->name};
  auto rest = text.substr(mutator->name.size());
  bool const read = take_number(rest, " at ", result.at) && take_number(rest, " with ", result.with);
  return read && rest.empty() ? std::optional(result) : std::nullopt;
}

std::vector<Mutation> draw_mutations(std::uint64_t seed, std::size_t count) {
  auto const known = mutation::mutators();
  Draw draw(seed);
  std::vector<Mutation> drawn;
  drawn.reserve(count);
  while (drawn.size() < count) {
    auto const& mutator = known[draw.below(known.size())];
    auto const at = static_cast<std::uint32_t>(draw.below(places));
    drawn.push_back({.mutator = mutator.name, .at = at, .with = static_cast<std::uint32_t>(draw.below(values))});
  }
  return drawn;
}

std::vector<Mutated> mutate(ResponsePlan& plan, std::span<Mutation const> mutations) {
  std::vector<Mutated> made;
  for (auto const& mutation : mutations) {
    auto const* const mutator = mutation::find_mutator(mutation.mutator);
    if (mutator == nullptr) continue;
    Choice const choice{.at = mutation.at, .with = mutation.with};
    auto const* const of_body = std::get_if<ChangeBody>(&mutator->change);
    auto what =
        of_body != nullptr ? change_text(plan, *of_body, choice) : std::get<ChangePlan>(mutator->change)(plan, choice);
    if (!what.empty()) made.push_back({.mutation = mutation, .what = std::move(what)});
  }
  return made;
}

}  // namespace wsus::faults
