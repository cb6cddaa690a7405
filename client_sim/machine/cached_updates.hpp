// The cached revisions of a datastore: what is known of each, and all of them as a value that is cheap to copy.
#pragma once

#include "wsdl/wusp/guid.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wsus::machine {

/// Which list of SyncUpdates a cached revision goes into (wusp-protocol 7.2).
enum class CacheList { installed_non_leaf, other, driver };

/// A file of an update, as Extended fragment and FileLocations tell. Digests are raw bytes.
struct UpdateFile {
  std::string name{};
  std::uint64_t size = 0;
  std::string sha1{};       ///< 20 bytes
  std::string sha256{};     ///< 32 bytes; empty: the fragment has no AdditionalDigest
  std::string url{};        ///< empty: no location was given
  bool is_license = false;  ///< the text of the update's license terms, which the agent fetches itself
  bool operator==(UpdateFile const&) const = default;
};

/// What the agent has done with an update so far.
enum class UpdateProgress { none, downloaded, installed, pending_reboot, failed };

/// What an exit code of an update's installer means: a row of HandlerSpecificData (wusp-protocol 8.3).
struct HandlerReturnCode {
  int code = 0;
  std::string result{};  ///< "Succeeded", "Failed", "Cancelled"
  bool reboot = false;
  bool operator==(HandlerReturnCode const&) const = default;
};

/// What is known of an update that was needed: kept until it leaves the cache.
struct UpdateDetails {
  std::string title{};
  std::string handler{};                          ///< ExtendedProperties/@Handler; empty: none
  std::vector<UpdateFile> files{};                ///< those of the bundle's children are kept with the children
  bool reboot_required = false;                   ///< RebootBehavior: every success asks for a restart
  bool reboot_by_default = false;                 ///< success by an exit code that the table does not list does
  std::vector<HandlerReturnCode> return_codes{};  ///< of InstallCommand; empty: the handler has no such table
  std::string default_result{};                   ///< of exit codes that the table does not list
  bool operator==(UpdateDetails const&) const = default;
};

/// A cached revision. `list` is the result of the last applicability evaluation.
struct CachedUpdate {
  int revision_id = 0;
  wusp::Guid update_id{};
  int revision_number = 0;
  bool is_leaf = true;
  CacheList list = CacheList::other;
  std::string action{};      ///< Deployment/Action text
  bool is_category = false;  ///< UpdateType Category
  bool needed = false;       ///< would be offered: Install, not installed, installable
  bool installed = false;
  /// The Core fragment: evaluated again when the machine has changed, and by `why`. Shared by copies and snapshots.
  std::shared_ptr<std::string const> core_xml{};
  int deployment_id = 0;
  std::string deadline{};  ///< dateTime text; empty: none
  std::optional<UpdateDetails> details{};
  UpdateProgress progress = UpdateProgress::none;
  std::vector<wusp::Guid> bundled_updates{};  ///< the children of a bundle; empty: it is none
  /// What it names in SupersededUpdates, as the last evaluation read it; see client_sim/agent/supersedence.hpp.
  std::vector<wusp::Guid> superseded_updates{};
  unsigned install_failures = 0;  ///< how often its installation has failed so far
  std::string device_id{};        ///< of a driver: the hardware id of the device that it is for; empty: not known
  /// Of fragments it is compared whether they are one text, not whether they read alike.
  bool operator==(CachedUpdate const&) const = default;
};

/// What somebody has worked out of cached updates and keeps with them (CachedUpdates::keep). Immutable once it is kept.
struct WorkedOut {
  virtual ~WorkedOut() = default;
};

/// The cached updates by revision id. A value: a copy shares its content until one of the two is edited, so that
/// snapshots and the machines of a fleet pay for what differs between them. Readers see a map.
/// Thread safety: values may be copied, read and destroyed in different threads, but one that has been edited since it
/// was last copied belongs to one thread.
class CachedUpdates {
public:
  using Map = std::map<int, CachedUpdate>;

  CachedUpdates() = default;
  explicit CachedUpdates(Map map);
  ~CachedUpdates() = default;
  CachedUpdates(CachedUpdates const& other);
  CachedUpdates& operator=(CachedUpdates const& other);
  CachedUpdates(CachedUpdates&&) noexcept = default;
  CachedUpdates& operator=(CachedUpdates&&) noexcept = default;

  [[nodiscard]] Map::const_iterator begin() const { return map().begin(); }
  [[nodiscard]] Map::const_iterator end() const { return map().end(); }
  [[nodiscard]] Map::const_iterator find(int revision_id) const { return map().find(revision_id); }
  /// Throws std::out_of_range.
  [[nodiscard]] CachedUpdate const& at(int revision_id) const { return map().at(revision_id); }
  [[nodiscard]] std::size_t size() const { return map().size(); }
  [[nodiscard]] bool empty() const { return map().empty(); }

  /// The map to change: this value's own from now on. What was kept with it is gone. Iterators and references taken
  /// before may belong to the content that was shared. The map is good until the value is copied.
  Map& edit();
  void clear() { content_.reset(); }

  /// Whether both are copies of one content that neither has edited since: a question of identity, not of equality.
  [[nodiscard]] bool shares_with(CachedUpdates const& other) const { return content_ == other.content_; }

  /// Kept with the content, for whoever shares it, until it is edited; of several the last one. Null: nothing was kept.
  /// What is worked out by the readers of one room is of one type.
  [[nodiscard]] std::shared_ptr<WorkedOut const> kept() const;
  void keep(std::shared_ptr<WorkedOut const> worked_out) const;

private:
  struct Content;

  [[nodiscard]] Map const& map() const;

  std::shared_ptr<Content> content_{};  ///< null: empty
  /// Nobody else has this content. Copying ends it, for the source too; who copies one that is shared writes nothing.
  mutable bool own_ = false;
};

}  // namespace wsus::machine
