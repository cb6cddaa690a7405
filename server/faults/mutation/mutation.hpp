// Hostile replies: a good reply changed in ways that a seed chooses, each with a name by which it can be made again.
#pragma once

#include "server/faults/response_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {

/// One change of a reply. The numbers choose among what a reply offers, counted from 0 and round again, so that any
/// number fits any reply: the change can be told, made again, and made in another reply.
struct Mutation {
  std::string_view mutator{};  ///< a name of mutation::mutators(); lifetime: the program's
  std::uint32_t at = 0;        ///< which of its places: an element, a text, a byte, a block, a header
  std::uint32_t with = 0;      ///< which of the values that the mutator knows
  bool operator==(Mutation const&) const = default;
};

/// "replace_number at 17 with 3".
[[nodiscard]] std::string to_text(Mutation const& mutation);

/// Reads what to_text() writes; what is left out is 0. Empty for anything else.
[[nodiscard]] std::optional<Mutation> parse_mutation(std::string_view text);

/// Any `count` mutations. The same seed gives the same ones on every platform, and the first ones of a larger count.
[[nodiscard]] std::vector<Mutation> draw_mutations(std::uint64_t seed, std::size_t count);

/// A change that was made.
struct Mutated {
  Mutation mutation{};
  std::string what{};  ///< with the place: "the text of <RevisionID> at byte 512 is '2147483648'"
};

/// Makes the changes, each in what the one before has left, and tells those that found something to change. A body that
/// is coded with xpress is decoded for the changes of its text, and coded again. Pure but for `plan`. A plan with a
/// file keeps its file: only head and delivery change then.
std::vector<Mutated> mutate(ResponsePlan& plan, std::span<Mutation const> mutations);

}  // namespace wsus::faults
