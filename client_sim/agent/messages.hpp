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
};
struct SyncUpdatesCall {
  machine::ClientCookie cookie{};
  std::vector<int> installed_non_leaf{};  ///< omitted on the wire when empty
  std::vector<int> other_cached{};        ///< the same
  std::vector<int> cached_drivers{};
  bool skip_software = false;
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
};
struct ReportEventBatchCall {
  machine::ClientCookie cookie{};
  std::string client_time{};
  std::string client_id{};
  std::string dns_name{};
  machine::SystemFacts facts{};
  std::vector<machine::PendingEvent> events{};
};

using Call = std::variant<GetConfigCall, GetAuthorizationCookieCall, GetCookieCall, RegisterComputerCall,
                          SyncUpdatesCall, RefreshCacheCall, GetExtendedUpdateInfoCall, ReportEventBatchCall>;

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
};
struct AuthorizationReply {
  std::string plug_in_id{};
  std::string data{};
};
struct CookieReply {
  machine::ClientCookie cookie{};
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
    std::string action{};
  };
  std::vector<Item> items{};
};
struct ExtendedReply {
  struct Title {
    int revision_id = 0;
    std::string localized_xml{};  ///< LocalizedProperties fragment
  };
  std::vector<Title> localized{};
  std::vector<int> out_of_scope{};
};
/// An answer without content: RegisterComputer, ReportEventBatch.
struct EmptyReply {};

using Reply = std::variant<Failure, machine::CachedConfig, AuthorizationReply, CookieReply, SyncReply, RefreshReply,
                           ExtendedReply, EmptyReply>;

}  // namespace wsus::agent
