// A catalogue under construction: what the parts of the generator share. Internal to this room.
#pragma once

#include "server/catalogue/generator.hpp"
#include "server/catalogue/random.hpp"
#include "server/domain/catalogue.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::catalogue {

/// How many revisions of each kind there will be.
struct Plan {
  std::size_t classifications = 0;
  std::array<std::size_t, 5> levels{};  ///< company, families, products, detectoids, detectoids of detectoids
  std::size_t servicing_chains = 0;     ///< chains of non-leaf updates, three each
  std::size_t leaf_chains = 0;          ///< chains of leaves, three each
  std::size_t absent = 0;               ///< non-leaf and not installed on the default machine
  std::size_t leaves = 0;               ///< everything else
};

/// Throws std::invalid_argument when a size is out of its range.
[[nodiscard]] Plan make_plan(GeneratorSizes const& sizes);

inline constexpr std::size_t chain_length = 3;

/// Positions of non-leaf revisions, by role.
struct NonLeaves {
  std::vector<std::size_t> classifications{};
  std::array<std::vector<std::size_t>, 5> levels{};
  std::vector<std::size_t> servicing{};  ///< chain after chain, oldest first
  std::vector<std::size_t> absent{};
  /// The deepest categories that there are.
  [[nodiscard]] std::vector<std::size_t> const& products() const;
};

/// An update that is delivered by itself, not as part of a bundle.
struct Leaves {
  std::vector<std::size_t> delivered{};    ///< prerequisites hold on the default machine
  std::vector<std::size_t> undelivered{};  ///< prerequisites are absent there
  std::vector<std::size_t> carriers{};     ///< may carry files; the needed ones come first
};

/// Hands out revisions with ids, identities and deployments.
class Generation {
public:
  explicit Generation(GeneratorSizes const& sizes);

  /// Adds a revision with a deployment of this action; returns its position.
  std::size_t add(domain::UpdateType type, domain::DeploymentAction action, std::string title);

  [[nodiscard]] domain::Revision& at(std::size_t position) { return revisions_[position]; }
  [[nodiscard]] wusp::Guid const& guid(std::size_t position) const { return revisions_[position].identity.update_id; }
  /// Adds a revision as it is.
  void add(domain::Revision revision) { revisions_.push_back(std::move(revision)); }

  /// A clause that any of these positions satisfies.
  [[nodiscard]] domain::PrerequisiteClause clause(std::vector<std::size_t> const& any_of, bool is_category) const;
  void require(std::size_t position, std::vector<std::size_t> const& any_of, bool is_category = false) {
    at(position).prerequisites.push_back(clause(any_of, is_category));
  }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] GeneratorSizes const& sizes() const { return sizes_; }
  [[nodiscard]] std::size_t size() const { return revisions_.size(); }
  [[nodiscard]] std::vector<domain::Revision> const& revisions() const { return revisions_; }
  [[nodiscard]] std::vector<domain::Revision> take() && { return std::move(revisions_); }

private:
  GeneratorSizes sizes_;
  Random random_;
  std::vector<int> ids_{};
  std::vector<domain::Revision> revisions_{};
};

/// Rules of wusp-protocol 8.4 that hold, or do not hold, on the default machine.
[[nodiscard]] std::string_view true_rule(Random& random);
[[nodiscard]] std::string false_rule(Random& random);

[[nodiscard]] NonLeaves add_non_leaves(Generation& generation, Plan const& plan);
[[nodiscard]] Leaves add_leaves(Generation& generation, Plan const& plan, NonLeaves const& non_leaves);

/// Throws std::invalid_argument for a language that is no tag, is English or is there twice.
void check_extras(GeneratorSizes const& sizes);
void add_drivers(Generation& generation, NonLeaves const& non_leaves);
/// For every revision that is there.
void add_translations(Generation& generation);

}  // namespace wsus::catalogue
