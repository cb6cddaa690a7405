// Reading expectations. A misspelt name would make a check that always holds or never does, so every name is looked up.
#include "scenarios/model/expectation_reader.hpp"

#include "scenarios/model/keys.hpp"
#include "scenarios/model/step_reader.hpp"
#include "scenarios/model/values.hpp"
#include "server/faults/fault_list.hpp"
#include "wsdl/wusp/error_code.hpp"
#include "wsdl/wusp/service.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <set>

namespace wsus::scenario {
namespace {

using config::Node;

constexpr std::array<std::string_view, 4> placeholders{"fault_id", "client_id", "server", "host"};
constexpr std::array<std::string_view, 5> plain_counters{"requests", "soap_faults", "refused", "injected", "dropped"};
constexpr std::int64_t largest_count = std::numeric_limits<std::int32_t>::max();

std::vector<std::string> operation_names() {
  std::set<std::string> names;  // Ping and others are operations of several services
  for (auto const& operation : wusp::operations()) names.emplace(operation.name);
  return {names.begin(), names.end()};
}

std::vector<std::string> error_code_names() {
  std::vector<std::string> names;
  for (auto const code : wusp::all_error_codes()) names.emplace_back(wusp::to_string(code));
  return names;
}

bool contains(std::vector<std::string> const& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// ---- log fragments ----

/// "{word}" in lower case with underscores; logs have GUIDs and {Machine} in braces, which are left alone.
void check_placeholders(Node const& node, std::string_view fragment) {
  constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyz_";
  for (auto open = fragment.find('{'); open != std::string_view::npos; open = fragment.find('{', open + 1)) {
    auto const close = fragment.find_first_not_of(name_letters, open + 1);
    if (close == std::string_view::npos || close == open + 1 || fragment[close] != '}') continue;
    auto const name = fragment.substr(open + 1, close - open - 1);
    if (std::ranges::find(placeholders, name) != placeholders.end()) continue;
    node.fail(
        fmt::format("found the unknown placeholder '{{{}}}'; known: {{{}}}", name, fmt::join(placeholders, "}, {")));
  }
}

std::vector<std::string> read_fragments(Node const& node) {
  std::vector<std::string> fragments;
  for (auto const& item : one_or_more(node)) {
    auto fragment = read_text(item);
    if (fragment.find_first_not_of(" *") == std::string::npos) {
      item.fail(fmt::format("'{}', which every line matches", fragment), "a part of a line");
    }
    if (fragment.find_first_of("\r\n") != std::string::npos) item.fail("more than one line", "a part of one line");
    check_placeholders(item, fragment);
    fragments.push_back(std::move(fragment));
  }
  return fragments;
}

// ---- the wire ----

/// "SyncUpdates", "SyncUpdates+" (one or more), "SyncUpdates*" (none or more).
std::string read_call(Node const& node) {
  auto text = read_text(node);
  auto name = std::string_view(text);
  if (name.ends_with('+') || name.ends_with('*')) name.remove_suffix(1);
  auto const known = operation_names();
  if (!contains(known, name)) {
    node.fail(fmt::format("found the unknown operation '{}'; known, each also with + or * behind it: {}", text,
                          fmt::join(known, ", ")));
  }
  return text;
}

std::vector<std::string> read_calls(Node const& node) {
  std::vector<std::string> calls;
  for (auto const& item : one_or_more(node)) calls.push_back(read_call(item));
  return calls;
}

Expectation::Fault read_fault(Node const& node) {
  keys::allow_only(node, keys::fault);
  if (node.keys().empty()) node.fail("a fault with nothing to check", fmt::format("{}", fmt::join(keys::fault, ", ")));
  Expectation::Fault fault;
  if (auto const child = node.child("operation")) fault.operation = child->word(operation_names());
  if (auto const child = node.child("code")) fault.code = child->word({"Client", "Server"});
  if (auto const child = node.child("error_code")) fault.error_code = child->word(error_code_names());
  if (auto const child = node.child("message")) fault.message = read_text(*child);
  return fault;
}

std::vector<std::uint32_t> read_chain(Node const& node) {
  std::vector<std::uint32_t> chain;
  for (auto const& item : one_or_more(node)) chain.push_back(read_hresult(item));
  return chain;
}

// ---- counters ----

bool is_status(std::string_view text) {
  unsigned status = 0;
  auto const* const end = text.data() + text.size();
  auto const [stop, error] = std::from_chars(text.data(), end, status);
  return error == std::errc{} && stop == end && text.size() == 3 && status >= 100;
}

bool is_fault_kind(std::string_view name) {
  auto const kinds = faults::fault_kinds();
  return std::any_of(kinds.begin(), kinds.end(), [&](faults::FaultKind const& kind) { return kind.name == name; });
}

bool is_counter(std::string_view name) {
  auto const dot = name.find('.');
  if (dot == std::string_view::npos) return std::ranges::find(plain_counters, name) != plain_counters.end();
  auto const family = name.substr(0, dot);
  auto const member = name.substr(dot + 1);
  if (family == "operation") return contains(operation_names(), member);
  if (family == "error_code") return contains(error_code_names(), member);
  if (family == "injected") return is_fault_kind(member);
  if (family == "request_coding" || family == "response_coding") return member == "xpress";
  return family == "status" && is_status(member);
}

std::map<std::string, std::uint64_t> read_counters(Node const& node) {
  std::map<std::string, std::uint64_t> counters;
  for (auto const& name : node.keys()) {
    auto const value = node.required(name);
    if (!is_counter(name)) {
      value.fail(
          fmt::format("found the unknown counter '{}'; known: {}, operation.<Operation>, error_code.<ErrorCode>, "
                      "status.<HTTP status>, injected.<fault>, request_coding.xpress, response_coding.xpress",
                      name, fmt::join(plain_counters, ", ")));
    }
    counters[name] = static_cast<std::uint64_t>(value.integer(0, largest_count));
  }
  if (counters.empty()) node.fail("no counter", "at least one, as in 'soap_faults: 1'");
  return counters;
}

std::map<std::string, std::uint64_t> read_sent(Node const& node) {
  keys::allow_only(node, keys::sent);
  std::map<std::string, std::uint64_t> sent;
  for (auto const& list : node.keys())
    sent[list] = static_cast<std::uint64_t>(node.required(list).integer(0, largest_count));
  if (sent.empty()) node.fail("no list", fmt::format("at least one of {}", fmt::join(keys::sent, ", ")));
  return sent;
}

constexpr std::int64_t largest_event_id = 65'535;  // ids of WUA are below 300 (wusp-protocol 10.1)

std::map<int, std::uint64_t> read_events(Node const& node) {
  std::map<int, std::uint64_t> events;
  for (auto const& text : node.keys()) {
    auto const value = node.required(text);
    int id = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, id);
    if (error != std::errc{} || stop != end || id < 1 || id > largest_event_id)
      value.fail(fmt::format("the event '{}'", text), "the ID of an event and how many, as in 'events: {147: 1}'");
    events[id] = static_cast<std::uint64_t>(value.integer(0, largest_count));
  }
  if (events.empty()) node.fail("no event", "at least one, as in '147: 1'");
  return events;
}

std::map<std::string, std::uint64_t> read_server_status(Node const& node) {
  keys::allow_only(node, keys::server_status);
  std::map<std::string, std::uint64_t> status;
  for (auto const& state : node.keys())
    status[state] = static_cast<std::uint64_t>(node.required(state).integer(0, largest_count));
  if (status.empty()) node.fail("no state", fmt::format("at least one of {}", fmt::join(keys::server_status, ", ")));
  return status;
}

std::vector<std::string> read_computers(Node const& node) {
  std::vector<std::string> names;
  for (auto const& item : one_or_more(node)) names.push_back(read_text(item));
  return names;
}

void read_updates(Node const& node, Expectation& expectation) {
  auto const read = [&](std::string_view key, std::optional<std::uint64_t>& count) {
    if (auto const child = node.child(key)) count = static_cast<std::uint64_t>(child->integer(0, largest_count));
  };
  read("updates_found", expectation.updates_found);
  read("updates_installed", expectation.updates_installed);
  read("downloads", expectation.downloads);
  if (auto const child = node.child("events")) expectation.events = read_events(*child);
  if (auto const child = node.child("server_status")) expectation.server_status = read_server_status(*child);
  if (auto const child = node.child("computers")) expectation.computers = read_computers(*child);
}

bool checks_nothing(Expectation const& e) {
  return !e.hresult && e.chain.empty() && !e.fault && e.calls.empty() && !e.updates_found && e.client_log.empty() &&
         e.no_client_log.empty() && e.server_log.empty() && e.no_server_log.empty() && e.iis_log.empty() &&
         e.no_iis_log.empty() && e.http_error_log.empty() && e.wua_handler_log.empty() && e.scan_agent_log.empty() &&
         !e.same_fault_id && e.counters.empty() && e.sent.empty() && !e.updates_installed && !e.downloads &&
         e.events.empty() && e.server_status.empty() && e.computers.empty();
}

std::string read_expected_machine(Node const& node, std::vector<MachineSpec> const& machines) {
  if (auto const child = node.child("machine")) return read_machine_name(*child, machines);
  if (machines.size() == 1) return machines.front().name;
  node.fail(
      fmt::format("found no machine; allowed: {} (there is more than one)", fmt::join(machine_names(machines), ", ")));
}

void read_logs(Node const& node, Expectation& expectation) {
  auto const read = [&](std::string_view key, std::vector<std::string>& fragments) {
    if (auto const child = node.child(key)) fragments = read_fragments(*child);
  };
  read("client_log", expectation.client_log);
  read("no_client_log", expectation.no_client_log);
  read("server_log", expectation.server_log);
  read("no_server_log", expectation.no_server_log);
  read("iis_log", expectation.iis_log);
  read("no_iis_log", expectation.no_iis_log);
  read("http_error_log", expectation.http_error_log);
  read("wua_handler_log", expectation.wua_handler_log);
  read("scan_agent_log", expectation.scan_agent_log);
}

}  // namespace

Expectation read_expectation(Node const& node, std::vector<MachineSpec> const& machines) {
  keys::allow_only(node, keys::expectation);
  Expectation expectation{.machine = read_expected_machine(node, machines)};
  if (auto const child = node.child("hresult")) expectation.hresult = read_hresult(*child);
  if (auto const child = node.child("chain")) expectation.chain = read_chain(*child);
  if (auto const child = node.child("fault")) expectation.fault = read_fault(*child);
  if (auto const child = node.child("calls")) expectation.calls = read_calls(*child);
  read_updates(node, expectation);
  if (auto const child = node.child("sent")) expectation.sent = read_sent(*child);
  read_logs(node, expectation);
  if (auto const child = node.child("same_fault_id")) expectation.same_fault_id = child->boolean();
  if (auto const child = node.child("counters")) expectation.counters = read_counters(*child);
  if (checks_nothing(expectation)) {
    node.fail("an expectation that checks nothing",
              fmt::format("at least one of {}", fmt::join(std::span(keys::expectation).subspan(1), ", ")));
  }
  return expectation;
}

}  // namespace wsus::scenario
