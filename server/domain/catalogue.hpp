// The updates a WSUS server knows: revisions, their relations and their deployment. No I/O, no XML.
#pragma once

#include "server/domain/flat_lists.hpp"
#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/guid.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace wsus::domain {

/// wusp-protocol 6.1.
enum class UpdateType { software, driver, category, detectoid };
/// "Software" and so on: the text of Properties/@UpdateType.
[[nodiscard]] std::string_view to_string(UpdateType type);

/// CategoryInformation/@CategoryType (wusp-protocol 8.3). `none` for everything that is no category.
enum class CategoryType { none, company, product_family, product, update_classification };
/// "ProductFamily" and so on; empty for `none`.
[[nodiscard]] std::string_view to_string(CategoryType type);

/// wusp-protocol 4.3.
enum class DeploymentAction { install, optional_install, uninstall, pre_deployment_check, block, evaluate, bundle };
[[nodiscard]] std::string_view to_string(DeploymentAction action);

/// Update GUID and revision number: the identity that is the same on every server.
struct UpdateIdentity {
  wusp::Guid update_id{};
  int revision_number = 0;
  auto operator<=>(UpdateIdentity const&) const = default;
};

/// One clause of a prerequisite formula in CNF: at least one of these updates must be installed.
struct PrerequisiteClause {
  std::vector<wusp::Guid> any_of{};
  bool is_category = false;  ///< AtLeastOne/@IsCategory: membership; counts like any other clause (wusp-protocol 6.2)
};

/// An administrator's decision about a revision.
struct Deployment {
  int id = 0;
  DeploymentAction action = DeploymentAction::evaluate;
  bool is_assigned = true;
  wusp::UtcTime last_change{};  ///< compared with the anchor in the cookie; only its day goes on the wire
  std::optional<wusp::UtcTime> deadline{};
};

/// A decision for one target group; it takes the place of the one for all computers (server/domain/approvals.hpp).
struct GroupDeployment {
  std::string target_group{};  ///< compared without regard to case
  Deployment deployment{};
};

/// A content file. Digests are raw bytes.
struct File {
  std::string name{};
  std::uint64_t size = 0;
  wusp::UtcTime modified{};
  std::array<std::uint8_t, 20> sha1{};
  std::array<std::uint8_t, 32> sha256{};
  std::uint64_t content_seed = 0;  ///< the lab makes the bytes from this, the name and the size (catalogue/content.hpp)
};

/// The texts of a LocalizedProperties fragment (wusp-protocol 8.3). Empty texts are left out.
struct LocalizedTexts {
  std::string language{};  ///< IETF tag, e.g. "de" or "pt-BR"
  std::string title{};
  std::string description{};
  std::string uninstall_notes{};
  std::string more_info_url{};
  std::string support_url{};
};

/// An EulaFile of a revision (wusp-protocol 8.3).
struct Eula {
  std::string language{};
  std::string geo_id{};  ///< ISO 3166 alpha-3; empty: everywhere
  File file{};
};

/// FeatureScore of a driver row: lower is better (wusp-protocol 6.1).
struct FeatureScore {
  std::string operating_system{};  ///< "amd64.10.0", compared without regard to case
  int score = 255;                 ///< 0 to 255
};

/// One row of a driver: WindowsDriverMetaData and the Driver tables (wusp-protocol 6.1, 8.4).
struct DriverRow {
  std::string hardware_id{};
  wusp::UtcTime ver_date{};
  std::uint64_t ver_version = 0;  ///< four parts of 16 bits, the first one highest
  std::string device_class{};
  std::string company{};
  std::string provider{};
  std::string manufacturer{};
  std::string model{};
  int whql_driver_id = 0;
  std::vector<std::string> compatible_providers{};
  std::vector<FeatureScore> feature_scores{};
  std::vector<wusp::Guid> distribution_computer_hardware_ids{};
  std::vector<wusp::Guid> target_computer_hardware_ids{};
};

/// Fragments of an imported document, delivered as they are instead of ones made from the fields of the revision.
struct ImportedFragments {
  std::string core{};
  std::string extended{};
  std::vector<LocalizedTexts> titles{};                          ///< for people; the texts below go on the wire
  std::vector<std::pair<std::string, std::string>> localized{};  ///< language, LocalizedProperties fragment
};

/// What else ExtendedProperties says (wusp-protocol 8.3). Empty texts are left out.
struct ExtendedProperties {
  std::string msrc_severity{};  ///< "Critical", "Important", "Moderate", "Low"
  std::string kb_article_id{};  ///< "5000201"
  std::string security_bulletin_id{};
  std::string support_url{};
  std::string impact{};                       ///< InstallationBehavior/@Impact
  std::string reboot_behavior{};              ///< InstallationBehavior/@RebootBehavior; empty: NeverReboots
  bool can_uninstall = false;                 ///< an UninstallationBehavior is written
  bool is_beta = false;                       ///< @IsBeta
  std::string compatible_protocol_version{};  ///< @CompatibleProtocolVersion: "5.0"
};

/// What an exit code of a command-line installer means (HandlerSpecificData, wusp-protocol 8.3).
struct ReturnCode {
  int code = 0;
  std::string result = "Succeeded";  ///< "Succeeded", "Failed", "Cancelled"
  bool reboot = false;
};

/// InstallCommand of a command-line installer (wusp-protocol 8.3).
struct InstallCommand {
  std::string program{};  ///< empty: the first file
  std::string arguments = "/quiet /norestart";
  bool reboot_by_default = false;
  std::string default_result = "Failed";
  std::vector<ReturnCode> return_codes{{}, {.code = 3010, .reboot = true}};
};

/// One revision of an update.
struct Revision {
  int id = 0;  ///< RevisionID, the server-local number in most messages; > 0, unique
  UpdateIdentity identity{};
  UpdateType type = UpdateType::software;
  CategoryType category_type = CategoryType::none;
  bool prohibits_subcategories = false;             ///< of categories: CategoryInformation/@ProhibitsSubcategories
  bool excluded_by_default = false;                 ///< of categories: CategoryInformation/@ExcludedByDefault
  std::vector<PrerequisiteClause> prerequisites{};  ///< all must hold
  std::vector<std::vector<UpdateIdentity>> bundled_updates{};  ///< CNF over exact revisions
  std::vector<wusp::Guid> superseded_updates{};
  bool explicitly_deployable = false;
  std::string is_installed{};    ///< applicability expression as fragment text, e.g. "<True />"; empty: no rule
  std::string is_installable{};  ///< the same
  std::string is_superseded{};   ///< the same
  std::string title{};           ///< in English, the default language
  std::string description{};
  std::vector<LocalizedTexts> translations{};  ///< other languages
  ExtendedProperties extended{};
  std::optional<wusp::Guid> eula_id{};  ///< Properties/@EulaID
  std::vector<Eula> eulas{};
  std::vector<DriverRow> drivers{};  ///< of drivers: at least one
  std::string handler{};             ///< last part of the handler URI, e.g. "CommandLineInstallation"; empty: none
  InstallCommand install_command{};  ///< of command-line installers with files
  std::string cbs_package{};         ///< of the handler Cbs: CbsData/@PackageIdentity; empty: no CbsData
  std::vector<File> files{};
  Deployment deployment{};                              ///< for all computers
  std::vector<GroupDeployment> group_deployments{};     ///< at most one a group
  std::shared_ptr<ImportedFragments const> imported{};  ///< null: fragments are made from the fields above
  bool declined = false;                                ///< declined revisions are deployed to nobody
};

/// Position of a revision in its catalogue. Dense, 0-based.
using RevisionIndex = std::uint32_t;

/// Position of a distinct prerequisite clause. Dense, 0-based. Revisions with the same clause share it.
using ClauseIndex = std::uint32_t;

/// Where a driver row stands: at(revision).drivers[row].
struct DriverRowPlace {
  RevisionIndex revision = 0;
  std::uint32_t row = 0;
};

/// An immutable set of revisions with the look-ups that delivery needs.
///
/// Of several revisions of one update only the highest number is current; the others are never in scope.
/// Thread safety: const access from any thread. Cost: built once, O(n).
class Catalogue {
public:
  Catalogue() = default;
  /// Throws std::invalid_argument for ids below 1 and for duplicate ids or identities: loaders check first and name
  /// the place.
  explicit Catalogue(std::vector<Revision> revisions);

  [[nodiscard]] std::vector<Revision> const& revisions() const { return revisions_; }
  [[nodiscard]] Revision const& at(RevisionIndex index) const { return revisions_[index]; }
  [[nodiscard]] std::optional<RevisionIndex> find(int revision_id) const {
    if (by_dense_id_.empty()) return find_sparse(revision_id);
    auto const slot = static_cast<std::uint64_t>(std::int64_t{revision_id} - first_id_);  // below first_id_: huge
    if (slot >= by_dense_id_.size() || by_dense_id_[slot] == no_revision) return std::nullopt;
    return by_dense_id_[slot];
  }
  [[nodiscard]] std::optional<RevisionIndex> find(UpdateIdentity const& identity) const;
  /// The current (highest) revision of an update.
  [[nodiscard]] std::optional<RevisionIndex> current(wusp::Guid const& update_id) const;

  /// False when some current revision lists this update as a prerequisite (wusp-protocol 6.2).
  [[nodiscard]] bool is_leaf(RevisionIndex index) const { return is_leaf_[index] != 0; }
  /// Deployed, or a transitive prerequisite or bundle member of something deployed; current; not declined.
  /// Deployed are Install, OptionalInstall, Uninstall, PreDeploymentCheck, and Evaluate with a deployment id; Bundle
  /// only through a parent; Block keeps a revision out altogether (assumption: wusp-protocol 4.3 allows "not at all").
  [[nodiscard]] bool in_scope(RevisionIndex index) const { return in_scope_[index] != 0; }

  /// The prerequisite formula: every one of these clauses must hold.
  [[nodiscard]] std::span<ClauseIndex const> clauses(RevisionIndex index) const { return clauses_[index]; }
  /// A clause holds when one of these current revisions is installed. Updates that the server does not know are left
  /// out, so a clause without members never holds.
  [[nodiscard]] std::span<RevisionIndex const> clause_members(ClauseIndex clause) const {
    return clause_members_[clause];
  }
  [[nodiscard]] std::size_t clause_count() const { return clause_members_.size(); }
  /// Clauses that hold when this revision is installed.
  [[nodiscard]] std::span<ClauseIndex const> clauses_with(RevisionIndex index) const { return clauses_with_[index]; }

  /// Current revisions with an IsCategory clause that names this one.
  [[nodiscard]] std::span<RevisionIndex const> members_of_category(RevisionIndex index) const {
    return members_of_category_[index];
  }
  /// Bundled revisions that the server knows.
  [[nodiscard]] std::span<RevisionIndex const> bundled(RevisionIndex index) const { return bundled_[index]; }

  /// Everything in scope but drivers, non-leaf revisions first (that order shortens a dialogue, wusp-protocol 6.2).
  [[nodiscard]] std::span<RevisionIndex const> software_scope() const { return software_scope_; }
  /// Those of software_scope() that have no clauses: needed by everybody.
  [[nodiscard]] std::span<RevisionIndex const> unconditional_software() const { return unconditional_software_; }
  /// Those of software_scope() whose rarest clause this is: while it does not hold, none of them needs a closer look.
  /// Each revision with clauses is in exactly one of these lists.
  [[nodiscard]] std::span<RevisionIndex const> software_waiting_for(ClauseIndex clause) const {
    return software_waiting_for_[clause];
  }
  /// Drivers in scope.
  [[nodiscard]] std::span<RevisionIndex const> driver_scope() const { return driver_scope_; }

  /// Rows of drivers in scope with this hardware id, which is given in lower case.
  [[nodiscard]] std::span<DriverRowPlace const> driver_rows(std::string_view lower_hardware_id) const;

  /// When what SyncUpdates tells about a cached revision changed last: its deployment, or IsLeaf, which turns false
  /// with the first deployment change of a revision that names it (wusp-protocol 6.2; that this is its time is an
  /// assumption).
  [[nodiscard]] wusp::UtcTime last_change(RevisionIndex index) const { return last_changes_[index]; }
  /// The latest deployment change of all: the anchor that a synchronised client holds.
  [[nodiscard]] wusp::UtcTime last_change() const { return last_change_; }

private:
  static constexpr RevisionIndex no_revision = ~RevisionIndex{0};

  [[nodiscard]] std::optional<RevisionIndex> find_sparse(int revision_id) const;
  void index_ids();
  void index_updates();
  void index_clauses();
  void index_categories();
  void index_bundles();
  void mark_leaves();
  void mark_scope();
  void list_scope();
  void list_waiting();
  void index_drivers();
  void note_changes();

  std::vector<Revision> revisions_{};
  int first_id_ = 0;
  std::vector<RevisionIndex> by_dense_id_{};                   ///< by id - first_id_, when ids lie close together
  std::vector<std::pair<int, RevisionIndex>> by_sparse_id_{};  ///< sorted, when they do not
  std::unordered_map<wusp::Guid, RevisionIndex> current_{};
  std::vector<RevisionIndex> older_{};  ///< next older revision of the same update
  FlatLists<ClauseIndex> clauses_{};
  FlatLists<RevisionIndex> clause_members_{};
  FlatLists<ClauseIndex> clauses_with_{};
  FlatLists<RevisionIndex> members_of_category_{};
  FlatLists<RevisionIndex> bundled_{};
  std::vector<std::uint8_t> is_leaf_{};
  std::vector<std::uint8_t> in_scope_{};
  std::vector<RevisionIndex> software_scope_{};
  std::vector<RevisionIndex> unconditional_software_{};
  FlatLists<RevisionIndex> software_waiting_for_{};
  std::vector<RevisionIndex> driver_scope_{};
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::vector<DriverRowPlace>, TextHash, std::equal_to<>> driver_rows_{};
  std::vector<wusp::UtcTime> last_changes_{};
  wusp::UtcTime last_change_{};
};

/// A copy in which every revision of each superseded update is declined (as the WSUS clean-up does). Only current
/// revisions that are not declined supersede. With options: server/domain/decline.hpp.
[[nodiscard]] Catalogue decline_superseded(Catalogue const& catalogue);

}  // namespace wsus::domain
