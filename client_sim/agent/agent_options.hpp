// The settings of an agent that people write: `agent:` of a machine in a scenario file, `--agent KEY=VALUE` of wua-sim.
// One table for both; docs/FIDELITY.md says what each stands for.
#pragma once

#include "client_sim/agent/hresult.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::agent {

struct AgentSettings;

/// Where sources are silent or disagree, and what tests of a server need. A value; the defaults are those of
/// AgentSettings, of transport::RedirectRules and of transport::HttpOptions.
struct AgentOptions {
  bool accept_any_selfupdate = false;
  bool accept_missing_properties = false;
  bool accept_ignored_ranges = false;
  Hresult redirect_loop_hresult = hr::pt_soap_fault;
  Hresult timeout_hresult = hr::winhttp_timeout;
  Hresult cannot_connect_hresult = hr::winhttp_cannot_connect;
  Hresult connection_error_hresult = hr::winhttp_connection_error;
  Hresult no_common_tls_hresult = hr::winhttp_secure_channel_error;
  Hresult service_stop_hresult = hr::service_stop;
  bool certificate_by_kind = false;
  Hresult server_busy_hresult = hr::pt_load_shedding;
  Hresult duplicate_update_hresult = hr::ds_duplicate_update_id;
  std::vector<ShownHresult> shown_hresults{};
  int connect_timeout = 60;  ///< this and the next two: seconds
  int send_timeout = 30;
  int receive_timeout = 30;
  int back_off_after = 10;  ///< failed calls in a row; 0: never
  int back_off_minutes = 60;
  int redirect_limit = 10;
  bool redirects_keep_post = false;
  bool follow_https_to_http = false;
  int attempts_per_call = 3;
  int recoveries_per_sync = 3;
  int max_server_trips = 200;
  bool obey_driver_sync_not_needed = false;
  int installer_exit_code = 0;
  bool operator==(AgentOptions const&) const = default;
};

/// A row of the table. Exactly one of the members is not null.
struct AgentOption {
  std::string_view name;
  std::string_view meaning;  ///< a few words, for help
  bool AgentOptions::*flag = nullptr;
  int AgentOptions::*number = nullptr;  ///< from `low` to `high`
  Hresult AgentOptions::*hresult = nullptr;
  std::vector<ShownHresult> AgentOptions::*shown = nullptr;  ///< each code once
  int low = 0;
  int high = 0;
};

/// In the order of the documentation.
[[nodiscard]] std::span<AgentOption const> agent_options();
/// Null when there is none; names are compared letter by letter.
[[nodiscard]] AgentOption const* find_agent_option(std::string_view name);
/// "name, name, ..."
[[nodiscard]] std::string agent_option_names();

/// Sets the option to what the text says. Empty: done; else nothing has changed, and this is allowed: "true, false",
/// "0 to 100", "0x and eight hexadecimal digits, as in 0x80244007"; of `shown` "none" or pairs CODE=CODE with commas
/// between them.
[[nodiscard]] std::optional<std::string> set_option(AgentOptions& options, AgentOption const& option,
                                                    std::string_view text);
/// The value as it is written.
[[nodiscard]] std::string text_of(AgentOptions const& options, AgentOption const& option);

/// Settings with these options; those of redirects and timeouts are the transport's (client_sim/app/simulated_pc.hpp).
[[nodiscard]] AgentSettings settings_of(AgentOptions const& options);

}  // namespace wsus::agent
