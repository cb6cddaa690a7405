// The calls a scan makes and their answers, as plain values: what the state machine says and hears.
#pragma once

#include "client_sim/agent/failure.hpp"
#include "client_sim/machine/data_store.hpp"
#include "client_sim/machine/machine.hpp"
#include "wsdl/wusp/guid.hpp"
#include "wsdl/wusp/service.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::agent {

struct GetConfigCall {
  std::string protocol_version{};
};
struct GetAuthorizationCookieCall {
  std::string client_id{};
  std::optional<std::string> target_group{};  ///< omitted on the wire when no policy is set
  std::string dns_name{};
};
struct GetCookieCall {
  std::string plug_in_id{};
  std::string authorization_data{};  ///< raw bytes
  std::optional<machine::ClientCookie> old_cookie{};
  std::string last_change{};
  std::string current_time{};
  std::string protocol_version{};
};
struct RegisterComputerCall {
  machine::ClientCookie cookie{};
  std::string dns_name{};
  machine::SystemFacts facts{};
  std::string client_version{};  ///< "1507.2601.30012.0"
  int service_pack_major = 0;
  int service_pack_minor = 0;
};
struct StartCategoryScanCall {
  struct Relationship {
    int index_of_and_group = 0;
    wusp::Guid category_id{};
  };
  std::vector<Relationship> requested{};
};
struct SyncUpdatesCall {
  machine::ClientCookie cookie{};
  std::vector<int> installed_non_leaf{};  ///< omitted on the wire when empty
  std::vector<int> other_cached{};        ///< the same
  std::vector<int> cached_drivers{};
  bool skip_software = false;
  std::vector<wusp::Guid> filter_categories{};  ///< what StartCategoryScan preferred; omitted on the wire when empty
  machine::Hardware hardware{};                 ///< driver pass only: SystemSpec and ComputerSpec
  std::string feature_score_matching_key{};     ///< driver pass only: "AMD64.10.0"
};
struct RefreshCacheCall {
  machine::ClientCookie cookie{};
  struct Identity {
    wusp::Guid update_id{};
    int revision_number = 0;
  };
  std::vector<Identity> global_ids{};
};
struct GetExtendedUpdateInfoCall {
  machine::ClientCookie cookie{};
  std::vector<int> revision_ids{};
  std::vector<std::string> locales{};
  bool with_licenses = false;  ///< one of the revisions has license terms: their files are asked for too
};
struct GetFileLocationsCall {
  machine::ClientCookie cookie{};
  std::vector<std::string> file_digests{};  ///< raw SHA-1, 20 bytes each
};
struct ReportEventBatchCall {
  machine::ClientCookie cookie{};
  std::string client_time{};
  std::string client_id{};
  std::string dns_name{};
  machine::SystemFacts facts{};
  std::vector<machine::PendingEvent> events{};
  int service_pack_major = 0;
  int service_pack_minor = 0;
};

using Call = std::variant<GetConfigCall, GetAuthorizationCookieCall, GetCookieCall, RegisterComputerCall,
                          StartCategoryScanCall, SyncUpdatesCall, RefreshCacheCall, GetExtendedUpdateInfoCall,
                          GetFileLocationsCall, ReportEventBatchCall>;

/// Which service and operation a call goes to.
struct CallName {
  wusp::Service service;
  std::string_view operation;
};
[[nodiscard]] CallName name_of(Call const& call);

/// A call with the URL it goes to.
struct AddressedCall {
  std::string url{};
  Call call{};
};

struct ReceivedUpdate {
  int revision_id = 0;
  std::string action{};
  bool is_leaf = true;
  std::string core_xml{};  ///< empty in ChangedUpdates
  int deployment_id = 0;
  std::string deadline{};  ///< dateTime text; empty: none
};
struct AuthorizationReply {
  std::string plug_in_id{};
  std::string data{};
};
struct CookieReply {
  machine::ClientCookie cookie{};
};
struct CategoryScanReply {
  std::vector<wusp::Guid> preferred{};
  std::vector<wusp::Guid> in_error{};
};
struct SyncReply {
  std::vector<ReceivedUpdate> new_updates{};
  std::vector<ReceivedUpdate> changed_updates{};
  std::vector<int> out_of_scope{};
  std::vector<int> deployed_out_of_scope{};
  bool truncated = false;
  std::optional<machine::ClientCookie> new_cookie{};
  bool driver_sync_not_needed = false;
};
struct RefreshReply {
  struct Item {
    int revision_id = 0;
    wusp::Guid update_id{};
    int revision_number = 0;
    bool is_leaf = true;
    std::string action{};  ///< empty: the answer has no Deployment, and the known one stays
    int deployment_id = 0;
    std::string deadline{};  ///< dateTime text; empty: none
  };
  std::vector<Item> items{};
};
/// Where a file lies, by its digest.
struct FileLocation {
  std::string file_digest{};  ///< raw SHA-1
  std::string url{};
};
struct ExtendedReply {
  struct Title {
    int revision_id = 0;
    std::string localized_xml{};  ///< LocalizedProperties fragment
  };
  std::vector<Title> localized{};
  struct Extended {
    int revision_id = 0;
    std::string extended_xml{};  ///< Extended fragment
  };
  std::vector<Extended> extended{};
  struct License {
    int revision_id = 0;
    std::string eula_xml{};  ///< Eula fragment: an EulaFile
  };
  std::vector<License> licenses{};
  std::vector<FileLocation> file_locations{};
  std::vector<int> out_of_scope{};
};
struct FileLocationsReply {
  std::vector<FileLocation> file_locations{};
  std::optional<machine::ClientCookie> new_cookie{};
};
/// What was true of an answer beside its content.
struct ReplyFacts {
  bool xpress = false;  ///< its body came in the content coding xpress (wusp-protocol 2.3)
};

/// An answer without content: RegisterComputer, ReportEventBatch.
struct EmptyReply {};

using Reply = std::variant<Failure, machine::CachedConfig, AuthorizationReply, CookieReply, CategoryScanReply,
                           SyncReply, RefreshReply, ExtendedReply, FileLocationsReply, EmptyReply>;

}  // namespace wsus::agent
