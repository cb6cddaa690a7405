// mutated: a message is changed as a seed draws it, or by changes that are named: what `wsus-lab mutate` tries and what
// the scenarios say that it writes.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"
#include "server/faults/mutation/mutation.hpp"
#include "server/faults/mutation/mutator.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

namespace wsus::faults {
namespace {

constexpr std::int64_t most_mutations = 100;

class MutatedReply final : public ReplyFault {
public:
  explicit MutatedReply(std::vector<Mutation> mutations) : mutations_(std::move(mutations)) {}
  /// Body and coding have been made; it takes the coding off and puts it on again where it has to.
  [[nodiscard]] ReplyStep step() const override { return ReplyStep::head; }
  [[nodiscard]] bool apply(Reply& reply) const override {
    return is_soap_message(reply) && !mutate(reply.plan, mutations_).empty();
  }

private:
  std::vector<Mutation> mutations_;
};

Mutation read_mutation(config::Node const& node) {
  auto const text = node.text();
  if (auto const mutation = parse_mutation(text)) return *mutation;
  std::vector<std::string_view> names;
  for (auto const& mutator : mutation::mutators()) names.push_back(mutator.name);
  auto const name = std::string_view(text).substr(0, text.find(' '));
  if (mutation::find_mutator(name) != nullptr)
    node.fail(fmt::format("'{}'", text), fmt::format("{} at N with M, in whole numbers from 0", name));
  auto const near = config::nearest(name, names);
  node.fail(fmt::format("'{}'{}", text, near.empty() ? "" : fmt::format(", did you mean '{}'?", near)),
            fmt::format("the name of a change, then at N with M; known: {}", fmt::join(names, ", ")));
}

std::vector<Mutation> read_all(config::Node const& node) {
  std::vector<Mutation> mutations;
  for (auto const& item : config::one_or_more(node)) mutations.push_back(read_mutation(item));
  if (mutations.size() > static_cast<std::size_t>(most_mutations))
    node.fail(fmt::format("{} changes", mutations.size()), fmt::format("at most {}", most_mutations));
  return mutations;
}

}  // namespace

Fault read_mutated(config::Node const& node) {
  config::allow_only(node, {"by", "seed", "count"});
  auto const by = node.child("by");
  auto const seed = node.child("seed");
  auto const count = node.child("count");
  if (by && seed) by->fail("by together with seed", "one of them");
  if (count && !seed) count->fail("count without seed", "count only with seed");
  if (by) return std::make_shared<MutatedReply const>(read_all(*by));
  auto const drawn_from = node.required("seed").integer(0, std::numeric_limits<std::int64_t>::max());
  auto const number = count ? count->integer(1, most_mutations) : 1;
  return std::make_shared<MutatedReply const>(
      draw_mutations(static_cast<std::uint64_t>(drawn_from), static_cast<std::size_t>(number)));
}

}  // namespace wsus::faults
