// One call of a service: what it is given, and what it leaves behind for journal and logs.
#pragma once

#include "server/domain/settings.hpp"
#include "server/faults/rules/exchange_faults.hpp"
#include "server/services/page_cache.hpp"
#include "server/services/wsus_state.hpp"
#include "server/susdb/database.hpp"
#include "wsdl/wire/engine.hpp"
#include "wsdl/wusp/error_code.hpp"
#include "wsdl/wusp/service.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::services {

/// Entries of a request's lists, as sent.
struct ListSizes {
  std::size_t installed_non_leaf_ids = 0;
  std::size_t other_cached_ids = 0;
  std::size_t cached_driver_ids = 0;
};

/// What a service leaves behind besides its answer.
struct CallRecord {
  std::string operation{};           ///< local name of the body element
  std::string client_id{};           ///< from the request or its cookie; empty when unknown
  std::string dns_name{};            ///< as sent, or of the computer's entry; only looked up for fault rules
  std::string target_group{};        ///< as sent, or of the cookie; empty when unknown
  std::string internal_error{};      ///< what an operation threw, when the answer is an InternalServerError of ours
  std::string error_method{};        ///< who SoftwareDistribution.log says has thrown it; empty: the operation
  std::optional<ListSizes> lists{};  ///< of a SyncUpdates or SyncPrinterCatalog request
  std::vector<std::int32_t> reported_hresults{};  ///< of events that were reported; not 0
};

/// Lifetime: valid during one dispatch.
struct ServiceCall {
  WsusState& state;
  wusp::Service service;
  /// What the whole call works on, however often they are replaced meanwhile. Never null.
  std::shared_ptr<domain::Settings const> settings = state.settings();
  domain::RequestLimits limits{};            ///< of web.config
  std::string base_url{};                    ///< "http://host:port" as the client addressed it: base of content URLs
  std::string service_url{};                 ///< of this service as the client addressed it: faultactor
  faults::ExchangeFaults* faults = nullptr;  ///< null: none, or already asked
  faults::ExchangeView const* request = nullptr;  ///< what faults are asked about; not null where `faults` is not
  susdb::Database const* database = nullptr;      ///< null: one that is always there, or already examined
  /// What is damaged of the database's rows. Never null.
  std::shared_ptr<susdb::SusDb const> rows =
      database == nullptr ? std::make_shared<susdb::SusDb const>() : database->state();
  std::shared_ptr<cookies::CookieSealer const> sealer{};  ///< of the node that answers; null: the state's
  CallRecord record{};
  std::optional<faults::ResponsePlan> replacement{};  ///< a fault's answer: goes out instead of the engine's
  /// httpRuntime's executionTimeout; 0: ASP.NET waits for ever.
  std::chrono::seconds execution_timeout = susdb::default_execution_timeout;
  bool timed_out = false;              ///< ASP.NET gave up after that time: its page goes out
  std::chrono::milliseconds takes{0};  ///< of the database's queries
  std::shared_ptr<void> lease{};       ///< what the call holds until its answer is out (faults::ResponsePlan)
  PageCache* pages = nullptr;          ///< null: every page is written anew
  /// Of SyncUpdates, where `pages` is not null: what its page of updates depends on, and the page itself when it is
  /// known; then the answer has an empty NewUpdates in its place. complete_page() puts it there.
  std::optional<PageKey> page{};
  std::shared_ptr<std::string const> known_page{};
};

/// A refusal of MS-WUSP: becomes the SOAP fault of the call. Thrown by operations, caught where they are dispatched.
struct Refused {
  wusp::ErrorCode error_code;
  std::string message{};
  wire::FaultCode fault_code = wire::FaultCode::client;
};

/// The fault that a refusal becomes: a new ID, Method with its quotes (wusp-protocol 5.1).
[[nodiscard]] wire::SoapFault make_fault(ServiceCall const& call, Refused const& refused);

/// Of the node that answers this call.
[[nodiscard]] cookies::CookieSealer const& sealer_of(ServiceCall const& call);

/// The call as fault rules see it. Lifetime: views into `record`.
[[nodiscard]] faults::CallFacts facts_of(wusp::Service service, CallRecord const& record);

/// Another answer is in the call: the operation ends without a word of its own. Caught where calls are dispatched.
struct Replaced {};

/// Asks the fault rules about the call, then the database; throws the Refused of what refuses it, Replaced when there
/// is another answer. They are asked once, later calls do nothing. An operation that names its client asks as soon as
/// it has written it to the record, before it checks or changes anything, so that an injected refusal is logged with
/// its client as a natural one is; for operations without a client `answer` asks at the end.
void examine(ServiceCall& call);

/// The dispatch of the service that `call` names. Lifetime: `call` must outlive the result.
[[nodiscard]] wire::Engine::Dispatch dispatch_of(ServiceCall& call);

}  // namespace wsus::services
