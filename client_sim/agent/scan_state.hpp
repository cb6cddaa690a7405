// The inside of a scan. Internal to the room: scan.cpp drives, handshake.cpp and sync_loop.cpp know their steps,
// scan_end.cpp ends it.
#pragma once

#include "client_sim/agent/scan.hpp"
#include "client_sim/agent/server_address.hpp"
#include "client_sim/agent/step.hpp"
#include "client_sim/agent/update_cache.hpp"

#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace wsus::agent {

/// What an answer did to its step.
enum class Progress { step_done, step_again };
using Outcome = std::variant<Progress, Failure>;

/// The answer's content when it is of the kind that the step waits for, else null.
template <typename Content>
[[nodiscard]] Content* content_of(Reply& reply) {
  return std::get_if<Content>(&reply);
}

struct Scan::State {
  State(machine::Machine& machine_in, AgentLog& log_in, Evaluate evaluate_in, AgentSettings settings_in,
        FragmentReaders readers_in);

  // scan_begin.cpp
  Action begin();
  Action begin_with_server();
  Action on_content(ContentReply const& reply);
  Action skip_scan(Failure const& failure);
  void evaluate_again_when_due();
  [[nodiscard]] bool wants_drivers() const;
  [[nodiscard]] bool can_filter_categories() const;

  // scan.cpp
  Action next();
  Action repeat_call();
  [[nodiscard]] std::string url_of(Step step) const;  ///< that the step's call goes to
  Action stay_away(std::string const& url, wusp::UtcTime until);
  Action on_reply(Reply reply);
  Action on_failure(Failure const& failure);
  [[nodiscard]] bool try_recovery(Failure const& failure);
  [[nodiscard]] bool is_ahead(Step step) const;  ///< among the steps still to do, the current one too
  void plan_sync_again();
  void start_with_server();
  void plan_steps();
  void plan_sync();
  [[nodiscard]] bool has_nothing_to_do(Step step) const;
  [[nodiscard]] AddressedCall make_call(Step step);
  [[nodiscard]] Outcome apply(Step step, Reply& reply);

  // handshake.cpp
  [[nodiscard]] AddressedCall get_config_call() const;
  [[nodiscard]] AddressedCall authorize_call();
  [[nodiscard]] AddressedCall get_cookie_call() const;
  [[nodiscard]] AddressedCall register_call() const;
  [[nodiscard]] AddressedCall refresh_call() const;
  [[nodiscard]] Outcome got_config(machine::CachedConfig config) const;
  [[nodiscard]] Outcome got_authorization(AuthorizationReply const& reply);
  [[nodiscard]] bool registration_is_due() const;

  // sync_loop.cpp
  [[nodiscard]] AddressedCall sync_call(Step step);
  [[nodiscard]] Outcome got_updates(Step step, SyncReply const& reply);
  void all_updates_received();
  [[nodiscard]] AddressedCall extended_info_call();
  [[nodiscard]] Outcome got_extended_info(ExtendedReply const& reply);
  [[nodiscard]] AddressedCall category_scan_call() const;
  [[nodiscard]] AddressedCall file_locations_call(std::vector<std::string> digests) const;
  [[nodiscard]] Outcome got_file_locations(FileLocationsReply const& reply);
  /// Writes the line of what cannot be stored.
  [[nodiscard]] AgentFailure not_stored(Hresult hresult, std::string what);
  [[nodiscard]] bool is_last_sync(Step step, bool drivers_not_needed);
  void open_operation();
  void close_operation();

  // scan_end.cpp
  Action succeed();
  Action fail(Failure const& failure);
  Action refuse(AgentFailure const& failure, std::string_view step = {});
  Action stop_for_service();
  Action report_or_finish();
  [[nodiscard]] Action finish() const;
  [[nodiscard]] Outcome events_taken();
  void set_error(Failure const& failure);
  void log_end() const;

  /// The cached configuration; an empty one when the datastore has none.
  [[nodiscard]] machine::CachedConfig config() const { return store().config.value_or(machine::CachedConfig{}); }
  [[nodiscard]] machine::DataStore& store() const { return machine.data_store(); }
  [[nodiscard]] AddressedCall to_client_service(Call call) const { return {server.client_service, std::move(call)}; }

  machine::Machine& machine;
  AgentLog& log;
  Evaluate evaluate;
  AgentSettings settings;
  FragmentReaders readers;
  UpdateCache cache;

  ServerAddress server{};
  Plan plan{};
  AddressedCall current{};  ///< the call whose answer is awaited
  ReplyFacts facts{};       ///< of the answer that is being handled
  unsigned attempts = 0;    ///< of the current call
  unsigned recoveries = 0;  ///< since the last step that proved one
  unsigned restarts = 0;    ///< recoveries of this scan that led back to SyncUpdates; what follows proves none of them
  std::optional<AuthorizationReply> authorization{};
  std::optional<SelfUpdateCheck> self_update{};
  std::vector<wusp::Guid> filter_categories{};  ///< what StartCategoryScan preferred
  std::deque<std::vector<int>> extended_batches{};
  std::size_t events_on_the_way = 0;
  bool operation_open = false;        ///< SyncUpdates_WithRecover is running
  bool failure_has_its_line = false;  ///< the log says already what ends the scan
  bool ended = false;                 ///< the result stands; only reporting may follow
  ScanResult result{};
};

}  // namespace wsus::agent
