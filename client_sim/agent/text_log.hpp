// WindowsUpdate.log as a text file: the lines that w7 and w8 share, and what their own lines are written with. Internal
// to the room.
#pragma once

#include "client_sim/agent/log_lines.hpp"
#include "client_sim/machine/winhttp_proxy.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace wsus::agent {

/// The blocks of Service, Agent, AU, PT, Setup, Misc, DnldMgr, Handler and Report (wua-behaviour 8.2). What a failed
/// web call looks like is the generation's own; so are lines of components that only one generation has.
/// Thread safety: none. Lifetime: `machine` must outlive it.
class TextLog : public AgentLog {
public:
  explicit TextLog(machine::Machine& machine);

  void service_started() override;
  void server_policy_changed(machine::ServerPolicy const& before) override;
  void service_stopped() override;
  void search_started(std::string_view caller) override;
  void sync_started(std::string_view url) override;
  void cookie_renewed() override;
  void authorization_started(std::string_view client_id, std::string_view target_group, std::string_view dns_name,
                             std::string_view server_url, std::string_view simple_auth_url) override;
  /// The PTError line alone: how the recovery is named differs.
  void step_failed(std::string_view recovery_name, Hresult hresult) override;
  void trips_exceeded(Hresult hresult) override;
  void updates_not_stored(Hresult hresult) override;
  void extended_info_started(std::string_view url) override;
  void sync_failed(Hresult hresult) override;
  void update_found(wusp::Guid const& update_id, int revision_number) override;
  void search_finished(std::string_view caller, std::size_t updates, std::size_t categories, std::size_t evaluated,
                       std::size_t deployed, Hresult hresult) override;
  void next_detection_set(wusp::UtcTime time) override;
  void self_update_started() override;
  void self_update_finished() override;
  void self_update_failed(FailedCall const& call) override;
  void downloads_started(std::string_view caller, std::size_t updates) override;
  void download_started(LoggedUpdate const& update) override;
  void download_failed(LoggedUpdate const& update, FailedDownload const& download) override;
  void license_failed(FailedDownload const& license) override;
  void downloads_finished(std::string_view caller, std::size_t updates) override;
  void installs_started(std::string_view caller, std::size_t updates) override;
  void install_started(LoggedUpdate const& update) override;
  void install_finished(LoggedUpdate const& update, Hresult hresult) override;
  void installs_finished(std::string_view caller, std::size_t updates) override;
  void event_recorded(machine::PendingEvent const& event, std::string_view caller) override;
  void events_uploading(std::size_t count, std::string_view url) override;
  void events_uploaded(std::size_t count) override;
  void events_not_uploaded(Hresult hresult) override;

protected:
  /// By the thread that scans.
  void line(std::string_view component, std::string_view text);
  /// By the thread that reads answers.
  void reply_line(std::string_view component, std::string_view text);
  /// Misc: the connection for wuident.cab did not work.
  virtual void send_failed(FailedCall const& call);
  void validating_line();
  [[nodiscard]] machine::ProxySettings proxy() const;
  [[nodiscard]] machine::Profile profile() const { return machine_.options().profile; }
  [[nodiscard]] std::string_view client_version() const { return traits_of(profile()).client_version; }

private:
  void line_of(unsigned thread, std::string_view component, std::string_view text);
  void access_lines();
  void banner(std::string_view component, std::string_view mark, std::string_view what, std::string_view caller);
  void update_lines(std::string_view component, LoggedUpdate const& update);
  void search_ended(std::string_view caller);
  void com_search_started();
  void com_search_ended(std::size_t updates, Hresult hresult);
  void automatic_updates_ended(std::size_t updates, Hresult hresult);

  machine::Machine& machine_;
  LogIds ids_;
  std::string call_id_{};  ///< of the search that Automatic Updates submitted; empty: another caller searches
};

}  // namespace wsus::agent
