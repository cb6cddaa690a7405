// Checks of one expectation: see expectations.hpp.
#include "scenarios/runner/expectations.hpp"

#include "client_sim/agent/hresult.hpp"
#include "scenarios/runner/call_pattern.hpp"
#include "scenarios/runner/log_fragments.hpp"
#include "windows/fs/caseless.hpp"
#include "wsdl/wusp/soap_fault.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

namespace wsus::lab {
namespace {

using scenario::Expectation;

/// Everything the checks of one expectation share.
struct Check {
  Expectation const& expected;
  scenario::Place const& place;
  Observation const& seen;
  std::vector<Problem> problems{};

  void differs(std::string_view what) {
    problems.push_back({fmt::format("{}: {}: {}", place.text(), seen.machine, what)});
  }
};

std::string named(std::uint32_t hresult) {
  return fmt::format("{} {}", agent::to_hex(hresult), agent::symbol_of(hresult));
}

std::string chain_text(std::vector<std::uint32_t> const& codes) {
  std::vector<std::string> texts;
  texts.reserve(codes.size());
  for (auto const code : codes) texts.push_back(agent::to_hex(code));
  return texts.empty() ? "none" : fmt::format("{}", fmt::join(texts, " -> "));
}

wusp::SoapFault const* last_fault(Observation const& seen) {
  auto const* scan = seen.last_scan();
  return scan && scan->result.last_fault ? &*scan->result.last_fault : nullptr;
}

/// Whether the expectation needs a scan; a window without one is reported once, not once a field.
bool needs_scan(Expectation const& expected) {
  return expected.hresult || !expected.chain.empty() || expected.fault || expected.updates_found ||
         expected.updates_installed || expected.same_fault_id;
}

/// How the scan ended, or what followed it: of the first update that failed.
struct End {
  std::uint32_t hresult = 0;
  std::string message{};
  std::vector<agent::ChainLink> chain{};
};

End end_of(report::ScanReport const& scan) {
  auto const& result = scan.result;
  if (result.hresult != 0 || !scan.update_result) return {result.hresult, result.message, result.chain};
  auto const& updates = scan.update_result->updates;
  auto const failed = std::ranges::find_if(updates, [](auto const& update) { return update.hresult != 0; });
  return {report::hresult_of(scan), scan.update_result->message,
          failed == updates.end() ? std::vector<agent::ChainLink>{} : failed->chain};
}

void check_hresult(Check& check) {
  auto const end = end_of(*check.seen.last_scan());
  if (!check.expected.hresult || *check.expected.hresult == end.hresult) return;
  check.differs(
      fmt::format("expected {}, was {}: {}", named(*check.expected.hresult), named(end.hresult), end.message));
}

void check_chain(Check& check) {
  if (check.expected.chain.empty()) return;
  std::vector<std::uint32_t> actual;
  for (auto const& link : end_of(*check.seen.last_scan()).chain) actual.push_back(link.code);
  if (actual == check.expected.chain) return;
  check.differs(fmt::format("expected the chain {}, was {}", chain_text(check.expected.chain), chain_text(actual)));
}

void check_updates_found(Check& check) {
  auto const actual = check.seen.last_scan()->result.updates_found;
  if (!check.expected.updates_found || *check.expected.updates_found == actual) return;
  check.differs(fmt::format("expected {} updates found, was {}", *check.expected.updates_found, actual));
}

/// What waits for a restart is not installed yet.
void check_updates_installed(Check& check) {
  if (!check.expected.updates_installed) return;
  auto const& result = check.seen.last_scan()->update_result;
  auto const is_installed = [](agent::UpdateOutcome const& update) {
    return update.progress == machine::UpdateProgress::installed && !update.removed;
  };
  auto const actual =
      result ? static_cast<std::uint64_t>(std::ranges::count_if(result->updates, is_installed)) : std::uint64_t{0};
  if (*check.expected.updates_installed != actual)
    check.differs(fmt::format("expected {} updates installed, was {}", *check.expected.updates_installed, actual));
}

/// Content files, whole or in parts; wuident.cab is no content.
void check_downloads(Check& check) {
  if (!check.expected.downloads) return;
  std::set<std::string> files;
  for (auto const& scan : check.seen.scans) {
    for (auto const& record : scan.content) {
      auto const status = record.status.value_or(0);
      bool const came = status == 200 || status == 206;
      if (came && !record.head && !record.url.ends_with("/selfupdate/wuident.cab")) files.insert(record.url);
    }
  }
  if (*check.expected.downloads != files.size())
    check.differs(fmt::format("expected {} files downloaded, were {}", *check.expected.downloads, files.size()));
}

std::string_view code_text(wusp::FaultCode code) {
  switch (code) {
  case wusp::FaultCode::client: return "Client";
  case wusp::FaultCode::server: return "Server";
  case wusp::FaultCode::other: break;
  }
  return "other";
}

/// The operation of detail/Method, which is the SOAPAction in quotes; a fault without one: of the last call that got
/// a fault.
std::string operation_of(wusp::SoapFault const& fault, report::ScanReport const& scan) {
  if (fault.method) {
    auto const action = fault.method->substr(0, fault.method->find_last_not_of('"') + 1);
    return action.substr(action.find_last_of("/\"") + 1);
  }
  auto const call =
      std::find_if(scan.calls.rbegin(), scan.calls.rend(), [](auto const& one) { return one.error_code.has_value(); });
  return call == scan.calls.rend() ? "" : call->operation;
}

void check_fault(Check& check) {
  if (!check.expected.fault) return;
  auto const* fault = last_fault(check.seen);
  if (fault == nullptr) return check.differs("expected a SOAP fault, there was none");
  auto const& wanted = *check.expected.fault;
  auto const compare = [&](std::string_view field, std::string const& value, std::string_view actual) {
    if (!value.empty() && value != actual)
      check.differs(fmt::format("expected a fault with {} '{}', was '{}'", field, value, actual));
  };
  compare("operation", wanted.operation, operation_of(*fault, *check.seen.last_scan()));
  compare("code", wanted.code, code_text(fault->code));
  compare("error_code", wanted.error_code, fault->error_code.value_or(""));
  compare("message", wanted.message, fault->message.value_or(""));
}

void check_same_fault_id(Check& check) {
  if (!check.expected.same_fault_id) return;
  auto const* fault = last_fault(check.seen);
  if (fault == nullptr || fault->id.value_or("").empty())
    return check.differs("expected one fault ID in both logs, there was no fault with an ID");
  if (!find_line(check.seen.client_log, *fault->id))
    check.differs(fmt::format("the fault ID {} is not in the client's log", *fault->id));
  if (!find_line(check.seen.server_log, *fault->id))
    check.differs(fmt::format("the fault ID {} is not in SoftwareDistribution.log", *fault->id));
}

void check_calls(Check& check) {
  if (check.expected.calls.empty()) return;
  std::vector<std::string> operations;
  for (auto const& scan : check.seen.scans) {
    for (auto const& call : scan.calls) operations.push_back(call.operation);
  }
  auto const mismatch = match_calls(check.expected.calls, operations);
  if (!mismatch) return;
  auto const found = mismatch->position < operations.size() ? operations[mismatch->position] : "the end";
  auto const fitting = mismatch->expected.empty() ? std::string("no further call")
                                                  : fmt::format("{}", fmt::join(mismatch->expected, " or "));
  check.differs(fmt::format("expected the calls {}, were {}; call {} is {} where {} would fit",
                            fmt::join(check.expected.calls, ", "), calls_text(operations), mismatch->position + 1,
                            found, fitting));
}

Placeholders placeholders_of(Observation const& seen) {
  auto const* fault = last_fault(seen);
  auto const scheme = seen.server_url.find("://");
  return {{"fault_id", fault ? fault->id : std::nullopt},
          {"client_id", seen.client_id.value_or("")},  // a lost identity is written as nothing (seed 0, symptom 3)
          {"server", seen.server_url},
          {"host", scheme == std::string::npos ? seen.server_url : seen.server_url.substr(scheme + 3)}};
}

/// The fragments with their placeholders filled in; a placeholder without a value is a problem, and empty comes back.
std::optional<std::vector<std::string>> filled(Check& check, std::string_view log,
                                               std::vector<std::string> const& fragments) {
  auto const placeholders = placeholders_of(check.seen);
  std::vector<std::string> texts;
  for (auto const& fragment : fragments) {
    auto text = fill_in(fragment, placeholders);
    if (auto const* missing = std::get_if<NoValue>(&text)) {
      check.differs(fmt::format("{}: '{}' has no value for {{{}}}: the last scan met no fault with an ID", log,
                                fragment, missing->placeholder));
      return std::nullopt;
    }
    texts.push_back(std::get<std::string>(std::move(text)));
  }
  return texts;
}

void check_log(Check& check, std::string_view log, std::string_view text, std::vector<std::string> const& fragments) {
  auto const texts = filled(check, log, fragments);
  if (!texts) return;
  auto const missing = first_missing(text, *texts);
  if (!missing) return;
  bool const elsewhere = find_line(text, (*texts)[*missing]).has_value();
  check.differs(fmt::format("{} {} '{}'{}", log, elsewhere ? "has out of order:" : "lacks", (*texts)[*missing],
                            *missing == 0 ? "" : fmt::format(" after '{}'", (*texts)[*missing - 1])));
}

/// Of `text`, the log: none of its lines may contain one of the fragments.
void check_absent(Check& check, std::string_view log, std::string_view text,
                  std::vector<std::string> const& fragments) {
  auto const texts = filled(check, log, fragments);
  if (!texts) return;
  for (auto const& fragment : *texts) {
    if (auto const line = find_line(text, fragment))
      check.differs(fmt::format("{} must not have '{}', but has: {}", log, fragment, *line));
  }
}

void check_sent(Check& check) {
  for (auto const& [list, expected] : check.expected.sent) {
    auto const found = check.seen.sent.find(list);
    if (found == check.seen.sent.end()) return check.differs("expected a SyncUpdates request, there was none");
    if (found->second != expected)
      check.differs(fmt::format("expected {} entries in {}, were {}", expected, list, found->second));
  }
}

template <typename Key>
std::uint64_t count_of(std::map<Key, std::uint64_t> const& counts, Key const& key) {
  auto const found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

void check_reports(Check& check) {
  for (auto const& [id, expected] : check.expected.events) {
    auto const actual = count_of(check.seen.events, id);
    if (actual != expected) check.differs(fmt::format("expected event {} {} times, was {}", id, expected, actual));
  }
  for (auto const& [state, expected] : check.expected.server_status) {
    auto const actual = count_of(check.seen.server_status, state);
    if (actual != expected)
      check.differs(fmt::format("expected {} updates that the server knows as {}, were {}", expected, state, actual));
  }
}

/// Names are compared without regard to letter case, as DNS does.
void check_computers(Check& check) {
  if (check.expected.computers.empty()) return;
  auto const sorted = [](std::vector<std::string> const& names) {
    std::vector<std::string> result;
    result.reserve(names.size());
    for (auto const& name : names) result.push_back(windows::to_lower(name));
    std::sort(result.begin(), result.end());
    return result;
  };
  auto const expected = sorted(check.expected.computers);
  auto const actual = sorted(check.seen.computers);
  if (actual == expected) return;
  check.differs(fmt::format("expected {} computers that the server knows ({}), were {} ({})", expected.size(),
                            fmt::join(expected, ", "), actual.size(),
                            actual.empty() ? "none" : fmt::format("{}", fmt::join(actual, ", "))));
}

void check_counters(Check& check) {
  for (auto const& [name, expected] : check.expected.counters) {
    auto const found = check.seen.counters.find(name);
    auto const actual = found == check.seen.counters.end() ? 0 : found->second;
    if (actual != expected)
      check.differs(fmt::format("expected counter {} to grow by {}, grew by {}", name, expected, actual));
  }
}

}  // namespace

std::vector<Problem> check(Expectation const& expected, scenario::Place const& place, Observation const& seen) {
  Check check{.expected = expected, .place = place, .seen = seen};
  if (needs_scan(expected)) {
    if (seen.last_scan() == nullptr) {
      check.differs("there was no scan to look at");
    } else {
      check_hresult(check);
      check_chain(check);
      check_fault(check);
      check_updates_found(check);
      check_updates_installed(check);
      check_same_fault_id(check);
    }
  }
  check_calls(check);
  check_sent(check);
  check_downloads(check);
  check_reports(check);
  check_computers(check);
  check_log(check, "the client's log", seen.client_log, expected.client_log);
  check_absent(check, "the client's log", seen.client_log, expected.no_client_log);
  check_log(check, "SoftwareDistribution.log", seen.server_log, expected.server_log);
  check_absent(check, "SoftwareDistribution.log", seen.server_log, expected.no_server_log);
  check_log(check, "the IIS log", seen.iis_log, expected.iis_log);
  check_absent(check, "the IIS log", seen.iis_log, expected.no_iis_log);
  check_log(check, "httperr1.log", seen.http_error_log, expected.http_error_log);
  check_log(check, "WUAHandler.log", seen.wua_handler_log, expected.wua_handler_log);
  check_log(check, "ScanAgent.log", seen.scan_agent_log, expected.scan_agent_log);
  check_counters(check);
  return std::move(check.problems);
}

}  // namespace wsus::lab
