// Drives downloads, installs and their reports.
#include "client_sim/agent/update_session.hpp"

#include "client_sim/agent/identity.hpp"
#include "client_sim/agent/installer.hpp"
#include "client_sim/agent/preflight.hpp"
#include "client_sim/agent/reporting.hpp"
#include "client_sim/agent/server_address.hpp"
#include "client_sim/agent/update_events.hpp"
#include "client_sim/agent/update_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace wsus::agent {
namespace {

using machine::UpdateProgress;

struct Item {
  int revision_id = 0;
  UpdateSubject subject{};
  std::vector<int> parts{};
  std::vector<machine::UpdateFile> files{};
  std::size_t next_file = 0;
  UpdateOutcome outcome{};

  [[nodiscard]] bool is_good() const { return outcome.hresult == hr::ok; }
  /// The innermost code is the secondary one when it is another.
  [[nodiscard]] UpdateFailure failure() const {
    auto const innermost = outcome.chain.empty() ? outcome.hresult : outcome.chain.front().code;
    return {outcome.hresult, innermost == outcome.hresult ? hr::ok : innermost};
  }
  [[nodiscard]] LoggedUpdate logged() const { return {subject.update_id, subject.revision_number, subject.title}; }
};

Item make_item(machine::DataStore const& store, machine::CachedUpdate const& update) {
  Item item{.revision_id = update.revision_id, .subject = subject_of(update)};
  item.parts = parts_of(store, update.revision_id);
  item.files = files_of(store, item.parts);
  item.outcome = {
      .update_id = update.update_id, .revision_number = update.revision_number, .title = item.subject.title};
  return item;
}

enum class Phase { downloading, reporting_downloads, reporting_installs, over };

}  // namespace

struct UpdateSession::State {
  State(machine::Machine& machine_in, AgentLog& log_in, AgentSettings settings_in, Digests digests_in)
      : machine(machine_in), log(log_in), settings(std::move(settings_in)), digests(std::move(digests_in)) {}

  void plan(std::vector<int> const& revision_ids);
  UpdateAction next_download();
  [[nodiscard]] bool begin_file(Item& item);
  [[nodiscard]] bool has_download_service(Item& item);
  void item_downloaded(Item& item);
  void file_over();
  [[nodiscard]] std::optional<Failure> store_file(FileDownload& done);
  void license_unavailable(Item& item, FailedDownload const& license);
  void fail(Item& item, MappedError error) const;
  void fail(Item& item, Failure const& failure) const { fail(item, error_of(failure)); }
  [[nodiscard]] MappedError error_of(Failure const& failure) const {
    return map_failure(failure, machine.options().profile, settings.mapping);
  }
  UpdateAction report(Phase next);
  UpdateAction after_report();
  void install_all();
  void install(Item& item);
  [[nodiscard]] std::optional<Failure> run_installers(Item const& item, bool& reboot) const;
  void finish_install(Item& item, bool reboot);
  void discard_content();
  void remove_withdrawn();
  UpdateAction finish();
  UpdateAction stop_for_service();
  void keep(machine::PendingEvent const& event);
  [[nodiscard]] bool is_serving() const { return machine.services().is_running("wuauserv"); }
  [[nodiscard]] machine::DataStore& store() const { return machine.data_store(); }

  machine::Machine& machine;
  AgentLog& log;
  AgentSettings settings;
  Digests digests;
  std::vector<Item> items{};
  std::size_t current = 0;
  bool begun = false;  ///< the current item's download has been announced
  std::optional<FileDownload> download{};
  std::uint64_t fetched = 0;  ///< bytes of the session's files
  Phase phase = Phase::downloading;
  std::size_t events_on_the_way = 0;
  std::string reporting_url{};
  UpdateResult result{};
};

void UpdateSession::State::plan(std::vector<int> const& revision_ids) {
  for (int const id : revision_ids) {
    auto const found = store().updates.find(id);
    if (found == store().updates.end() || found->second.action != "Install" || !found->second.needed) continue;
    items.push_back(make_item(store(), found->second));
  }
  auto const address = read_server_address(machine.registry());
  if (auto const* server = std::get_if<ServerAddress>(&address)) reporting_url = server->reporting;
}

void UpdateSession::State::keep(machine::PendingEvent const& event) {
  log.event_recorded(event, settings.caller);
  keep_event(store(), event);
}

UpdateAction UpdateSession::State::next_download() {
  for (; current < items.size(); ++current, begun = false) {
    auto& item = items[current];
    if (!begun) {
      begun = true;
      log.download_started(item.logged());
      keep(download_started(machine, item.subject));
    }
    if (item.is_good() && begin_file(item)) return DownloadDue{};
    if (item.is_good()) item_downloaded(item);
  }
  if (!items.empty()) log.downloads_finished(settings.caller, items.size());
  return report(Phase::reporting_downloads);
}

/// False when everything is there.
bool UpdateSession::State::begin_file(Item& item) {
  while (item.next_file < item.files.size() && is_downloaded(machine, item.files[item.next_file], digests)) {
    ++item.next_file;
  }
  if (item.next_file == item.files.size()) return false;
  auto const& file = item.files[item.next_file];
  if (!file.is_license && !has_download_service(item)) return false;
  auto const seed =
      machine.options().seed * 1'000'003U + static_cast<std::uint64_t>(item.revision_id) * 31U + item.next_file;
  auto const& traits = traits_of(machine.options().profile);
  auto of_profile = settings.download;
  of_profile.needs_sha256 = traits.needs_sha256;
  auto const room = settings.download.max_session_size - std::min(fetched, settings.download.max_session_size);
  of_profile.max_file_size = std::min(of_profile.max_file_size, room);
  download.emplace(file, file.is_license ? DownloadHabit::agent : traits.downloads, seed, digests, of_profile);
  return true;
}

/// Starts the service that fetches files when it does not run. When that cannot be, the download has failed.
bool UpdateSession::State::has_download_service(Item& item) {
  auto const refusal = download_preflight(machine);
  if (!refusal) {
    machine.services().set_state(download_service(machine.options().profile), machine::ServiceState::running);
    return true;
  }
  Failure const failure = *refusal;
  auto const error = error_of(failure);
  fail(item, error);
  log.download_service_failed(error.hresult);
  log.download_failed(item.logged(), {failure, error, item.files[item.next_file].url});
  keep(download_failed(machine, item.subject, item.failure()));
  return false;
}

void UpdateSession::State::item_downloaded(Item& item) {
  item.outcome.progress = UpdateProgress::downloaded;
  set_progress(store(), item.parts, UpdateProgress::downloaded);
  log.download_finished(item.logged());
  keep(download_succeeded(machine, item.subject, item.outcome.bytes));
}

std::optional<Failure> UpdateSession::State::store_file(FileDownload& done) {
  try {
    machine.files().write_as_system(download_path(done.file()), done.take_content());
  } catch (std::system_error const& error) {
    constexpr Hresult access_denied = 0x80070005;
    return AgentFailure{access_denied, error.what()};
  }
  return std::nullopt;
}

void UpdateSession::State::file_over() {
  auto& item = items[current];
  auto failure = download->failure() != nullptr ? std::optional(*download->failure()) : store_file(*download);
  if (!failure) {
    item.outcome.bytes += download->file().size;
    fetched += download->file().size;
    ++item.next_file;
    return;
  }
  if (download->file().is_license) {
    auto const error = map_license_failure(*failure, machine.options().profile, settings.mapping);
    return license_unavailable(item, {*failure, error, download->file().url});
  }
  auto const error = error_of(*failure);
  fail(item, error);
  log.download_failed(item.logged(), {*failure, error, download->file().url});
  keep(download_failed(machine, item.subject, item.failure()));
}

/// The event is that of a download that failed (assumption, M).
void UpdateSession::State::license_unavailable(Item& item, FailedDownload const& license) {
  fail(item, license.error);
  log.license_failed(license);
  keep(download_failed(machine, item.subject, item.failure()));
}

void UpdateSession::State::fail(Item& item, MappedError error) const {
  item.outcome.progress = UpdateProgress::failed;
  item.outcome.hresult = error.hresult;
  item.outcome.message = error.chain.front().what;
  item.outcome.chain = std::move(error.chain);
  set_progress(store(), item.parts, UpdateProgress::failed);
}

/// Without a cookie that is good the events stay pending, as after a scan.
UpdateAction UpdateSession::State::report(Phase next) {
  phase = next;
  bool const can_report =
      is_valid(store().cookie, machine.now()) && !reporting_url.empty() && !store().pending_events.empty();
  if (!can_report) return after_report();
  auto call = report_call(machine);
  events_on_the_way = call.events.size();
  log.events_uploading(events_on_the_way, reporting_url);
  return AddressedCall{reporting_url, std::move(call)};
}

UpdateAction UpdateSession::State::after_report() {
  if (phase != Phase::reporting_downloads) return finish();
  install_all();
  remove_withdrawn();
  return report(Phase::reporting_installs);
}

void UpdateSession::State::install_all() {
  auto const ready = static_cast<std::size_t>(std::ranges::count_if(items, &Item::is_good));
  if (ready == 0) return;
  log.installs_started(settings.caller, ready);
  for (auto& item : items) {
    if (item.is_good()) install(item);
  }
  discard_content();
  log.installs_finished(settings.caller, ready);
}

void UpdateSession::State::install(Item& item) {
  log.install_started(item.logged());
  keep(install_started(machine, item.subject));
  bool reboot = false;
  auto const failure = run_installers(item, reboot);
  if (!failure) return finish_install(item, reboot);
  fail(item, *failure);
  log.install_finished(item.logged(), item.outcome.hresult);
  keep(install_failed(machine, item.subject, item.failure()));
  auto& updates = store().updates.edit();
  if (updates.contains(item.revision_id)) ++updates.at(item.revision_id).install_failures;
}

std::optional<Failure> UpdateSession::State::run_installers(Item const& item, bool& reboot) const {
  for (auto const& file : item.files) {
    if (is_downloaded(machine, file, digests)) continue;
    return AgentFailure{hr::dm_not_downloaded, fmt::format("The file {} has not been downloaded", file.name)};
  }
  bool has_installer = false;  // a bundle is nothing but its children
  for (int const id : item.parts) {
    auto const found = store().updates.find(id);
    if (found == store().updates.end() || !found->second.bundled_updates.empty()) continue;
    has_installer = true;
    if (!found->second.details) {
      return AgentFailure{hr::dm_not_downloaded,
                          fmt::format("The server gave no extended information about revision {}", id)};
    }
    auto const outcome = outcome_of(*found->second.details, settings.installer_exit_code);
    if (outcome.hresult != hr::ok) return AgentFailure{outcome.hresult, outcome.what};
    reboot = reboot || outcome.reboot;
  }
  if (!has_installer) return AgentFailure{hr::dm_not_downloaded, "Nothing of the update is in the cache to install"};
  return std::nullopt;
}

void UpdateSession::State::finish_install(Item& item, bool reboot) {
  if (reboot) {
    item.outcome.progress = UpdateProgress::pending_reboot;
    set_progress(store(), item.parts, UpdateProgress::pending_reboot);
    result.reboot_required = true;
    log.install_finished(item.logged(), hr::reboot_required);
    keep(install_pending(machine, item.subject));
  } else {
    item.outcome.progress = UpdateProgress::installed;
    mark_installed(store(), item.parts);
    log.install_finished(item.logged(), hr::ok);
    keep(install_succeeded(machine, item.subject));
  }
}

/// Content is kept for days on a real machine; here it would only fill saved states (assumption). It goes after the
/// last install, for updates may share a file.
void UpdateSession::State::discard_content() {
  for (auto const& item : items) {
    if (!item.is_good()) continue;
    for (auto const& file : item.files) machine.files().remove_as_system(download_path(file));
  }
}

/// Deployment/Action Uninstall: what the lab's installer has put on the machine, it takes off again.
void UpdateSession::State::remove_withdrawn() {
  for (auto const& [id, update] : store().updates.edit()) {  // mark_removed changes them
    if (update.action != "Uninstall" || !store().installed_updates.contains(update.update_id)) continue;
    auto item = make_item(store(), update);
    item.outcome.removed = true;
    mark_removed(store(), update);
    keep(uninstall_succeeded(machine, item.subject));
    items.push_back(std::move(item));
  }
}

UpdateAction UpdateSession::State::finish() {
  phase = Phase::over;
  std::size_t installed = 0;
  std::size_t failed = 0;
  std::size_t removed = 0;
  for (auto& item : items) {
    auto const& outcome = item.outcome;
    if (outcome.removed) {
      ++removed;
    } else if (item.is_good()) {
      ++installed;
    } else {
      ++failed;
      if (result.hresult == hr::ok) result.hresult = outcome.hresult;
    }
    result.updates.push_back(std::move(item.outcome));
  }
  result.message = fmt::format("Updates installed: {}, failed: {}, removed: {}.", installed, failed, removed);
  if (result.reboot_required) result.message += " A restart is required.";
  items.clear();
  limit_pending_events(store());
  return UpdatesFinished{result};
}

UpdateAction UpdateSession::State::stop_for_service() {
  phase = Phase::over;
  limit_pending_events(store());
  result.hresult = settings.service_stop_hresult;
  result.message = "The Windows Update service is stopped.";
  return UpdatesFinished{result};
}

UpdateSession::UpdateSession(machine::Machine& machine, AgentLog& log, AgentSettings settings, Digests digests,
                             std::vector<int> revision_ids)
    : state_(std::make_unique<State>(machine, log, std::move(settings), std::move(digests))) {
  state_->plan(revision_ids);
}
UpdateSession::~UpdateSession() = default;

UpdateAction UpdateSession::start() {
  if (!state_->is_serving()) return state_->stop_for_service();
  if (!state_->items.empty()) state_->log.downloads_started(state_->settings.caller, state_->items.size());
  return state_->next_download();
}

FileDownload& UpdateSession::download() { return *state_->download; }

UpdateAction UpdateSession::resume_download() {
  if (state_->phase != Phase::downloading || !state_->download) return UpdatesFinished{state_->result};
  if (!state_->is_serving()) return state_->stop_for_service();
  state_->file_over();
  state_->download.reset();
  return state_->next_download();
}

UpdateAction UpdateSession::resume(Reply const& reply) {
  auto& state = *state_;
  if (state.phase == Phase::over) return UpdatesFinished{state.result};
  if (!state.is_serving()) return state.stop_for_service();
  if (auto const* failure = std::get_if<Failure>(&reply)) {
    auto const error = map_failure(*failure, state.machine.options().profile, state.settings.mapping);
    state.log.web_call_failed({*failure, error, state.reporting_url});
    state.log.events_not_uploaded(error.hresult);
    return state.after_report();
  }
  auto& pending = state.store().pending_events;
  auto const taken = static_cast<std::ptrdiff_t>(std::min(state.events_on_the_way, pending.size()));
  pending.erase(pending.begin(), pending.begin() + taken);
  state.log.events_uploaded(state.events_on_the_way);
  bool const was_full = state.events_on_the_way == max_events_per_batch;
  return was_full ? state.report(state.phase) : state.after_report();
}

void complete_restart(machine::Machine& machine) {
  auto& store = machine.data_store();
  std::vector<int> waiting;
  for (auto const& [id, update] : store.updates) {
    if (update.progress == UpdateProgress::pending_reboot) waiting.push_back(id);
  }
  if (waiting.empty()) return;
  mark_installed(store, waiting);
  keep_event(store, reboot_completed(machine));
}

}  // namespace wsus::agent
