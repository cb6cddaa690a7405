// The bounded record of exchanges and its counters.
#include "server/journal/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::journal {

Journal::Journal(std::size_t capacity, std::size_t body_bytes) : capacity_(capacity), body_bytes_(body_bytes) {}

void Journal::add(Entry entry) {
  entry.request_body.resize(std::min(entry.request_body.size(), body_bytes_));
  entry.response_body.resize(std::min(entry.response_body.size(), body_bytes_));
  {
    std::lock_guard const lock(mutex_);
    entry.sequence = ++last_sequence_;
    count(entry);
    for (auto* const listener : listeners_) listener->added(entry);
    entries_.push_back(std::move(entry));
    while (entries_.size() > capacity_) {
      entries_.pop_front();
      ++counters_["dropped"];
    }
  }
  added_.notify_all();
}

Subscription::~Subscription() {
  if (journal_ != nullptr) journal_->detach(*listener_);
}

Subscription Journal::attach(Listener& listener) {
  std::lock_guard const lock(mutex_);
  listeners_.push_back(&listener);
  return {*this, listener};
}

void Journal::detach(Listener& listener) {
  std::lock_guard const lock(mutex_);
  // One of its places: who has attached twice still hears of entries once.
  listeners_.erase(std::find(listeners_.begin(), listeners_.end(), &listener));
}

void Journal::count(Entry const& entry) {
  if (!entry.method.empty()) ++counters_["requests"];  // without a method it is a connection that never sent one
  ++counters_[fmt::format("status.{}", entry.status)];
  if (!entry.operation.empty()) ++counters_["operation." + entry.operation];
  if (!entry.refused.empty()) ++counters_["refused"];
  if (!entry.log_failure.empty()) ++counters_["log_failures"];
  for (auto const& fault : entry.injected) {
    ++counters_["injected"];
    ++counters_["injected." + fault.kind];
  }
  if (!entry.request_coding.empty()) ++counters_["request_coding." + entry.request_coding];
  if (!entry.response_coding.empty()) ++counters_["response_coding." + entry.response_coding];
  if (!entry.error_code.empty()) {
    ++counters_["soap_faults"];
    ++counters_["error_code." + entry.error_code];
  }
}

std::string Entry::injected_names() const {
  std::string names;
  for (auto const& fault : injected) names += fmt::format("{}{}:{}", names.empty() ? "" : ",", fault.kind, fault.rule);
  return names;
}

std::vector<Entry> Journal::entries() const { return since(0); }

std::vector<Entry> Journal::since(std::uint64_t sequence) const {
  std::lock_guard const lock(mutex_);
  auto const first = std::partition_point(entries_.begin(), entries_.end(),
                                          [&](Entry const& entry) { return entry.sequence <= sequence; });
  return {first, entries_.end()};
}

std::uint64_t Journal::last_sequence() const {
  std::lock_guard const lock(mutex_);
  return last_sequence_;
}

std::uint64_t Journal::counter(std::string_view name) const {
  std::lock_guard const lock(mutex_);
  auto const found = counters_.find(name);
  return found == counters_.end() ? 0 : found->second;
}

std::map<std::string, std::uint64_t, std::less<>> Journal::counters() const {
  std::lock_guard const lock(mutex_);
  return counters_;
}

bool Journal::wait_for(std::uint64_t count, std::chrono::milliseconds limit) const {
  std::unique_lock lock(mutex_);
  return added_.wait_for(lock, limit, [&] { return last_sequence_ >= count; });
}

}  // namespace wsus::journal
