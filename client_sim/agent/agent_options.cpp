// The table of settings that people write.
#include "client_sim/agent/agent_options.hpp"

#include "client_sim/agent/scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace wsus::agent {
namespace {

using Options = AgentOptions;

constexpr int most_tries = 100;
constexpr int most_trips = 1'000'000;
constexpr int longest_timeout = 86'400;   // a day
constexpr int longest_back_off = 10'080;  // a week

constexpr auto table = std::to_array<AgentOption>({
    {.name = "accept_any_selfupdate",
     .meaning = "w7, w8: take any wuident.cab for signed by Microsoft; its signature is not looked at",
     .flag = &Options::accept_any_selfupdate},
    {.name = "accept_missing_properties",
     .meaning = "GetConfig without MaxExtendedUpdatesPerRequest means 50, not 0x8024402A",
     .flag = &Options::accept_missing_properties},
    {.name = "accept_ignored_ranges",
     .meaning = "w7, w8: BITS takes a whole file where it asked for a part, and does not end with 0x80200013",
     .flag = &Options::accept_ignored_ranges},
    {.name = "redirect_loop_hresult",
     .meaning = "what a scan ends with when the limit of redirects is passed",
     .hresult = &Options::redirect_loop_hresult},
    {.name = "timeout_hresult",
     .meaning = "what a call ends with that nobody answered in time",
     .hresult = &Options::timeout_hresult},
    {.name = "cannot_connect_hresult",
     .meaning = "what a call ends with that found nobody to connect to",
     .hresult = &Options::cannot_connect_hresult},
    {.name = "connection_error_hresult",
     .meaning = "what a call ends with whose connection was closed or reset",
     .hresult = &Options::connection_error_hresult},
    {.name = "no_common_tls_hresult",
     .meaning = "what a call ends with when no TLS version or suite is common",
     .hresult = &Options::no_common_tls_hresult},
    {.name = "service_stop_hresult",
     .meaning = "what a scan or an update ends with whose service was stopped",
     .hresult = &Options::service_stop_hresult},
    {.name = "certificate_by_kind",
     .meaning = "a bad certificate ends with the code of what is wrong with it, not with 0x80072F8F",
     .flag = &Options::certificate_by_kind},
    {.name = "server_busy_hresult",
     .meaning = "what a call ends with that the server was too busy for",
     .hresult = &Options::server_busy_hresult},
    {.name = "duplicate_update_hresult",
     .meaning = "what a scan ends with that was offered a revision under two numbers",
     .hresult = &Options::duplicate_update_hresult},
    {.name = "shown_hresults",
     .meaning = "pairs CODE=CODE with commas between: what would end with the first code ends with the second",
     .shown = &Options::shown_hresults},
    {.name = "connect_timeout",
     .meaning = "seconds until connecting, or a TLS handshake, is given up",
     .number = &Options::connect_timeout,
     .low = 1,
     .high = longest_timeout},
    {.name = "send_timeout",
     .meaning = "seconds without a byte of a request taken until it is given up",
     .number = &Options::send_timeout,
     .low = 1,
     .high = longest_timeout},
    {.name = "receive_timeout",
     .meaning = "seconds without a byte of an answer until it is given up",
     .number = &Options::receive_timeout,
     .low = 1,
     .high = longest_timeout},
    {.name = "back_off_after",
     .meaning = "calls in a row without an answer until the agent asks a server no more for a while; 0: never",
     .number = &Options::back_off_after,
     .low = 0,
     .high = most_tries},
    {.name = "back_off_minutes",
     .meaning = "how long it asks no more",
     .number = &Options::back_off_minutes,
     .low = 1,
     .high = longest_back_off},
    {.name = "redirect_limit",
     .meaning = "redirects of a call that are followed",
     .number = &Options::redirect_limit,
     .low = 0,
     .high = most_tries},
    {.name = "redirects_keep_post",
     .meaning = "301, 302 and 303 leave a POST what it is",
     .flag = &Options::redirects_keep_post},
    {.name = "follow_https_to_http",
     .meaning = "redirects from https to http are followed",
     .flag = &Options::follow_https_to_http},
    {.name = "attempts_per_call",
     .meaning = "how often a call is tried when the connection fails",
     .number = &Options::attempts_per_call,
     .low = 1,
     .high = most_tries},
    {.name = "recoveries_per_sync",
     .meaning = "SOAP faults that are recovered from before one ends the scan",
     .number = &Options::recoveries_per_sync,
     .low = 0,
     .high = most_tries},
    {.name = "max_server_trips",
     .meaning = "SyncUpdates calls of a scan; one more ends it with 0x80244010",
     .number = &Options::max_server_trips,
     .low = 1,
     .high = most_trips},
    {.name = "obey_driver_sync_not_needed",
     .meaning = "no driver pass when the server says that none is needed",
     .flag = &Options::obey_driver_sync_not_needed},
    {.name = "installer_exit_code",
     .meaning = "what every simulated installer ends with",
     .number = &Options::installer_exit_code,
     .low = std::numeric_limits<int>::min(),
     .high = std::numeric_limits<int>::max()},
});

template <typename Number>
std::optional<Number> whole_number(std::string_view text, int base) {
  Number number{};
  auto const* const end = text.data() + text.size();
  auto const [rest, error] = std::from_chars(text.data(), end, number, base);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return number;
}

std::optional<std::string> set_flag(bool& flag, std::string_view text) {
  if (text != "true" && text != "false") return "true, false";
  flag = text == "true";
  return std::nullopt;
}

std::optional<std::string> set_number(int& number, AgentOption const& option, std::string_view text) {
  constexpr int decimal = 10;
  auto const read = whole_number<int>(text, decimal);
  if (!read || *read < option.low || *read > option.high) return fmt::format("{} to {}", option.low, option.high);
  number = *read;
  return std::nullopt;
}

std::optional<Hresult> read_hresult(std::string_view text) {
  constexpr std::size_t size = 10;
  constexpr int hexadecimal = 16;
  bool const is_hex = text.starts_with("0x") || text.starts_with("0X");
  return is_hex && text.size() == size ? whole_number<Hresult>(text.substr(2), hexadecimal) : std::nullopt;
}

std::optional<std::string> set_hresult(Hresult& hresult, std::string_view text) {
  auto const read = read_hresult(text);
  if (!read) return "0x and eight hexadecimal digits, as in 0x80244007";
  hresult = *read;
  return std::nullopt;
}

constexpr std::string_view no_pairs = "none";

std::optional<ShownHresult> read_pair(std::string_view text) {
  auto const sign = std::min(text.find('='), text.size());
  auto const code = read_hresult(text.substr(0, sign));
  auto const shown = read_hresult(text.substr(std::min(sign + 1, text.size())));
  if (!code || !shown || *code == hr::ok) return std::nullopt;
  return ShownHresult{*code, *shown};
}

std::optional<std::vector<ShownHresult>> read_pairs(std::string_view text) {
  std::vector<ShownHresult> pairs;
  if (text == no_pairs) return pairs;
  for (bool more = true; more;) {
    auto const comma = std::min(text.find(','), text.size());
    more = comma < text.size();
    auto const pair = read_pair(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    while (text.starts_with(' ')) text.remove_prefix(1);
    if (!pair || std::ranges::find(pairs, pair->code, &ShownHresult::code) != pairs.end()) return std::nullopt;
    pairs.push_back(*pair);
  }
  return pairs;
}

std::optional<std::string> set_shown(std::vector<ShownHresult>& shown, std::string_view text) {
  auto read = read_pairs(text);
  if (!read) return "none, or pairs of different codes with commas between them, as in 0x8024000F=0x80240010";
  shown = std::move(*read);
  return std::nullopt;
}

std::string text_of(std::vector<ShownHresult> const& shown) {
  std::string text;
  for (auto const& pair : shown)
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", to_hex(pair.code), to_hex(pair.shown));
  return text.empty() ? std::string(no_pairs) : text;
}

}  // namespace

std::span<AgentOption const> agent_options() { return table; }

AgentOption const* find_agent_option(std::string_view name) {
  auto const* const row = std::ranges::find(table, name, &AgentOption::name);
  return row != table.end() ? row : nullptr;
}

std::string agent_option_names() {
  std::string names;
  for (auto const& row : table) {
    if (!names.empty()) names += ", ";
    names += row.name;
  }
  return names;
}

std::optional<std::string> set_option(AgentOptions& options, AgentOption const& option, std::string_view text) {
  if (option.flag != nullptr) return set_flag(options.*option.flag, text);
  if (option.number != nullptr) return set_number(options.*option.number, option, text);
  if (option.shown != nullptr) return set_shown(options.*option.shown, text);
  return set_hresult(options.*option.hresult, text);
}

std::string text_of(AgentOptions const& options, AgentOption const& option) {
  if (option.flag != nullptr) return options.*option.flag ? "true" : "false";
  if (option.number != nullptr) return std::to_string(options.*option.number);
  if (option.shown != nullptr) return text_of(options.*option.shown);
  return to_hex(options.*option.hresult);
}

AgentSettings settings_of(AgentOptions const& options) {
  AgentSettings settings;
  settings.max_server_trips = static_cast<unsigned>(options.max_server_trips);
  settings.attempts_per_call = static_cast<unsigned>(options.attempts_per_call);
  settings.recoveries_per_sync = static_cast<unsigned>(options.recoveries_per_sync);
  settings.mapping = {.redirect_loop_hresult = options.redirect_loop_hresult,
                      .timeout_hresult = options.timeout_hresult,
                      .cannot_connect_hresult = options.cannot_connect_hresult,
                      .connection_error_hresult = options.connection_error_hresult,
                      .no_common_tls_hresult = options.no_common_tls_hresult,
                      .certificate_by_kind = options.certificate_by_kind,
                      .server_busy_hresult = options.server_busy_hresult,
                      .shown_hresults = options.shown_hresults};
  settings.duplicate_update_hresult = options.duplicate_update_hresult;
  settings.service_stop_hresult = options.service_stop_hresult;
  settings.back_off = {.after = static_cast<unsigned>(options.back_off_after),
                       .lasting = std::chrono::minutes(options.back_off_minutes)};
  settings.download.accept_ignored_ranges = options.accept_ignored_ranges;
  settings.accept_missing_properties = options.accept_missing_properties;
  settings.obey_driver_sync_not_needed = options.obey_driver_sync_not_needed;
  settings.self_update.accept_any_content = options.accept_any_selfupdate;
  settings.installer_exit_code = options.installer_exit_code;
  return settings;
}

}  // namespace wsus::agent
