// What answers change in the cached updates, and what is asked of them (wusp-protocol 7.2). Internal to the room.
#pragma once

#include "client_sim/agent/messages.hpp"
#include "client_sim/agent/scan.hpp"
#include "client_sim/agent/update_circle.hpp"
#include "client_sim/machine/data_store.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace wsus::agent {

/// Revision ids of the cached updates, by the list of SyncUpdates that they go into; each in ascending order.
struct CachedIds {
  std::vector<int> installed_non_leaf{};
  std::vector<int> other{};
  std::vector<int> drivers{};

  [[nodiscard]] std::vector<int>& of(machine::CacheList list);
  [[nodiscard]] std::size_t size() const { return installed_non_leaf.size() + other.size() + drivers.size(); }
};

/// One revision under two revision ids.
struct DoubledRevision {
  int first = 0;
  int second = 0;
};

struct CacheView;

/// The cached updates during one scan. `needed` of a cached update says that its rules want it on this machine and that
/// it is offered or is a bundle's child; whether it counts is decided by its deployment's action, which may change
/// later. Lifetime: the store must outlive it.
class UpdateCache {
public:
  using Keep = std::function<std::shared_ptr<std::string const>(std::string const&)>;

  /// `keep`: where Core fragments are kept; empty: each in a text of its own.
  explicit UpdateCache(machine::DataStore& store, Keep keep = {}) : store_(store), keep_(std::move(keep)) {}

  /// Whether another software call is due: Truncated, or a new update that is not a leaf; never after an answer
  /// without new updates (wusp-protocol 7.2).
  [[nodiscard]] static bool wants_more(SyncReply const& reply);

  /// A new update is refused that is known under another revision id, from this answer or an earlier one, unless that
  /// one is out of scope now: then nothing has changed. Another revision of the same update is another matter.
  std::optional<DoubledRevision> apply(SyncReply const& reply, Evaluate const& evaluate,
                                       machine::Machine const& machine);
  /// Renumbers what the answer names, drops everything else (wusp-protocol 7.3).
  void apply(RefreshReply const& reply);
  void drop(std::vector<int> const& revision_ids);

  /// Evaluates cached updates again because the machine has changed since: its installed set, or a fact that rules ask
  /// about. Updates without a stored fragment, of older state files, follow the installed set alone.
  void evaluate_again(Evaluate const& evaluate, machine::Machine const& machine);

  /// Files, handlers, titles and license terms of needed updates; updates that are not cached are ignored.
  void apply(ExtendedReply const& reply, FragmentReaders const& readers);
  void apply(FileLocationsReply const& reply);
  /// Whether one of the cached updates has license terms to ask for.
  [[nodiscard]] bool has_license(std::vector<int> const& revision_ids, FragmentReaders const& readers) const;
  /// Every URL is worth nothing: the server has moved its files.
  void forget_locations();
  /// SHA-1 of the files of all cached updates, each once.
  [[nodiscard]] std::vector<std::string> known_files() const;
  /// SHA-1 of the files of needed updates that no URL is known for, each once.
  [[nodiscard]] std::vector<std::string> files_without_location() const;

  /// Kept and added to as updates arrive: a cold scan asks before each of its 180 calls. So between two calls the store
  /// is changed through this cache only, or emptied. Valid until the cache changes.
  [[nodiscard]] CachedIds const& ids();
  [[nodiscard]] std::vector<RefreshCacheCall::Identity> identities() const;

  /// Of the updates that came in this scan, one circle; they are forgotten, so that the next scan hears of them again.
  [[nodiscard]] std::vector<wusp::Guid> forget_circle();

  /// Decides on bundles, whose need is that of their children. Call when no more updates follow in this scan.
  void resolve_bundles();
  /// Forgets new bundles whose children have not all arrived: a later scan receives both and can decide.
  /// Call instead of resolve_bundles() when the scan breaks off.
  void forget_incomplete_bundles();

  /// Needed updates that no applicable one supersedes, as shown to a user.
  [[nodiscard]] std::vector<machine::CachedUpdate const*> needed() const;
  /// Revisions that extended information is needed for: needed updates and needed children of bundles.
  [[nodiscard]] std::vector<int> extended_info_ids() const;
  [[nodiscard]] std::vector<machine::CachedUpdate const*> installed() const;
  /// Deployed updates (not the children of bundles) that are in this state.
  [[nodiscard]] std::vector<machine::CachedUpdate const*> in_progress(machine::UpdateProgress progress) const;
  [[nodiscard]] std::size_t installed_categories() const;
  [[nodiscard]] std::size_t size() const { return store_.updates.size(); }
  [[nodiscard]] std::size_t evaluated() const { return evaluated_; }

private:
  [[nodiscard]] std::optional<DoubledRevision> find_doubled(SyncReply const& reply,
                                                            std::vector<Evaluation> const& evaluations);
  /// The revision id of a cached one that is the same, other than `revision_id` and not `leaving`.
  [[nodiscard]] std::optional<int> cached_as(Evaluation const& evaluation, int revision_id,
                                             std::vector<int> const& leaving);
  void add(ReceivedUpdate const& received, Evaluation const& evaluation);
  void decide(machine::CachedUpdate& update, Evaluation const& evaluation);
  void collect_ids();
  void set_locations(std::vector<FileLocation> const& locations);
  /// The id of the update when it has become a bundle's child, or is none any more.
  [[nodiscard]] std::optional<wusp::Guid> change(ReceivedUpdate const& received);
  /// Of these updates, by their ids, and of the bundles that hold them.
  void decide_again(std::unordered_set<wusp::Guid> undecided, Evaluate const& evaluate,
                    machine::Machine const& machine);
  /// What the present updates come to: worked out once and kept with them, so that scans that bring nothing, of any
  /// machine that shares them, need no walk.
  [[nodiscard]] std::shared_ptr<CacheView const> view() const;
  [[nodiscard]] bool counts(CacheView const& view, machine::CachedUpdate const& update) const;

  [[nodiscard]] std::shared_ptr<std::string const> kept(std::string const& core_xml) const;

  machine::DataStore& store_;
  Keep keep_;
  std::optional<CachedIds> ids_{};  ///< empty: to be collected
  /// Update id -> revision ids that the store had at some time of this scan; empty: to be collected.
  std::optional<std::unordered_multimap<wusp::Guid, int>> revisions_of_{};
  std::unordered_map<wusp::Guid, std::vector<wusp::Guid>> new_bundles_{};  ///< update id -> its children
  Relations new_relations_{};                                              ///< of what came in this scan
  std::set<int> out_of_this_scan_{};                                       ///< DeployedOutOfScopeRevisionIds
  std::size_t evaluated_ = 0;
};

}  // namespace wsus::agent
