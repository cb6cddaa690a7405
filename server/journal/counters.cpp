// The journal's counters: see counters.hpp.
#include "server/journal/counters.hpp"

#include <fmt/format.h>

namespace wsus::journal {

void Counters::note(Entry const& entry) {
  if (!entry.method.empty()) add("requests");  // without a method it is a connection that never sent one
  fmt::format_int const status(entry.status);
  add_named("status.", {status.data(), status.size()});
  if (!entry.operation.empty()) add_named("operation.", entry.operation);
  if (!entry.refused.empty()) add("refused");
  if (!entry.log_failure.empty()) add("log_failures");
  for (auto const& fault : entry.injected) {
    add("injected");
    add_named("injected.", fault.kind);
  }
  if (!entry.request_coding.empty()) add_named("request_coding.", entry.request_coding);
  if (!entry.response_coding.empty()) add_named("response_coding.", entry.response_coding);
  if (!entry.error_code.empty()) {
    add("soap_faults");
    add_named("error_code.", entry.error_code);
  }
}

void Counters::add(std::string_view name, std::uint64_t by) {
  auto const found = values_.find(name);
  if (found == values_.end())
    values_.emplace(name, by);
  else
    found->second += by;
}

void Counters::add_named(std::string_view family, std::string_view name) {
  scratch_.assign(family);
  scratch_.append(name);
  add(scratch_);
}

std::uint64_t Counters::value(std::string_view name) const {
  auto const found = values_.find(name);
  return found == values_.end() ? 0 : found->second;
}

}  // namespace wsus::journal
