// The bounded record of exchanges and its counters.
#include "server/journal/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::journal {
namespace {

/// With one hold of the lock. A record that is only looked at costs a fraction of one that is copied.
constexpr std::size_t looks_at_once = 512;
constexpr std::size_t copies_at_once = 32;

}  // namespace

Journal::Journal(Bounds bounds) : bounds_(bounds), body_bytes_(bounds.body_bytes) {}

Journal::Journal(std::size_t capacity, std::size_t body_bytes)
    : Journal(Bounds{.entries = capacity, .body_bytes = body_bytes}) {}

void Journal::add(Entry entry) {
  {
    std::lock_guard const lock(mutex_);
    take(std::move(entry));
  }
  added_.notify_all();
}

void Journal::add(Entry entry, std::uint64_t generation) {
  {
    std::lock_guard const lock(mutex_);
    if (generation != generation_) return;
    take(std::move(entry));
  }
  added_.notify_all();
}

void Journal::take(Entry entry) {
  auto const body_bytes = body_bytes_.load();
  entry.request_body.resize(std::min(entry.request_body.size(), body_bytes));
  entry.response_body.resize(std::min(entry.response_body.size(), body_bytes));
  entry.sequence = ++last_sequence_;
  counters_.note(entry);
  for (auto* const listener : listeners_) listener->added(entry);
  packed_.push_back(pack(entry, names_));
  bodies_.add(entry.sequence, std::move(entry.request_body), std::move(entry.response_body));
  keep_within_bounds();
}

void Journal::keep_within_bounds() {
  while (packed_.size() > bounds_.entries) {
    release(packed_.front(), names_);
    packed_.pop_front();
    counters_.add("dropped");
  }
  bodies_.forget_through(last_sequence_ - packed_.size());
  if (auto const dropped = bodies_.shrink_to(bounds_.all_body_bytes)) counters_.add("dropped_bodies", dropped);
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

std::string Entry::injected_names() const {
  std::string names;
  for (auto const& fault : injected) names += fmt::format("{}{}:{}", names.empty() ? "" : ",", fault.kind, fault.rule);
  return names;
}

Entry Journal::entry_at(std::size_t index) const {
  auto entry = unpack(packed_[index], first_sequence() + index, names_);
  if (auto const* const bodies = bodies_.find(entry.sequence)) {
    entry.request_body = bodies->request;
    entry.response_body = bodies->response;
  }
  return entry;
}

std::vector<Entry> Journal::entries() const { return since(0); }

std::vector<Entry> Journal::since(std::uint64_t sequence) const {
  std::lock_guard const lock(mutex_);
  std::vector<Entry> all;
  auto const first = first_sequence();
  for (std::size_t i = sequence < first ? 0 : static_cast<std::size_t>(sequence + 1 - first); i < packed_.size(); ++i)
    all.push_back(entry_at(i));
  return all;
}

std::optional<Entry> Journal::find(std::uint64_t sequence) const {
  std::lock_guard const lock(mutex_);
  if (sequence < first_sequence() || sequence > last_sequence_) return std::nullopt;
  return entry_at(static_cast<std::size_t>(sequence - first_sequence()));
}

Page Journal::page(Filter const& filter, std::uint64_t after, std::size_t limit) const {
  Page page;
  page.looked_at = std::max(after, filter.since - std::min<std::uint64_t>(filter.since, 1));
  for (bool done = false; !done;) {
    std::lock_guard const lock(mutex_);
    look_at_some(filter, limit, page, done);
  }
  return page;
}

/// Goes on after `page.looked_at`; `done` when the page is full and something follows, or at the end.
void Journal::look_at_some(Filter const& filter, std::size_t limit, Page& page, bool& done) const {
  page.last_sequence = last_sequence_;
  auto const gone = std::max(first_sequence() - 1, cleared_);
  if (page.looked_at < gone) {
    page.missed += gone - std::min(gone, std::max(page.looked_at, cleared_));
    page.looked_at = gone;
  }
  std::size_t copies = 0;
  for (std::size_t looks = 0; looks < looks_at_once && copies < copies_at_once; ++looks) {
    auto const sequence = page.looked_at + 1;
    done = sequence > last_sequence_ || sequence > filter.until;
    if (done) return;
    auto const index = static_cast<std::size_t>(sequence - first_sequence());
    if (matches(filter, packed_[index], sequence, names_)) {
      done = page.entries.size() == limit;
      if (done) {
        page.next = page.entries.back().sequence;
        return;
      }
      page.entries.push_back(entry_at(index));
      ++copies;
    }
    page.looked_at = sequence;
  }
}

std::size_t Journal::size() const {
  std::lock_guard const lock(mutex_);
  return packed_.size();
}

std::uint64_t Journal::last_sequence() const {
  std::lock_guard const lock(mutex_);
  return last_sequence_;
}

std::uint64_t Journal::counter(std::string_view name) const {
  std::lock_guard const lock(mutex_);
  return counters_.value(name);
}

std::map<std::string, std::uint64_t, std::less<>> Journal::counters() const {
  std::lock_guard const lock(mutex_);
  return counters_.all();
}

Bounds Journal::bounds() const {
  std::lock_guard const lock(mutex_);
  return bounds_;
}

void Journal::set_bounds(Bounds const& bounds) {
  std::lock_guard const lock(mutex_);
  bounds_ = bounds;
  body_bytes_ = bounds.body_bytes;
  keep_within_bounds();
}

std::size_t Journal::clear() {
  std::lock_guard const lock(mutex_);
  auto const count = packed_.size();
  for (auto const& packed : packed_) release(packed, names_);
  packed_.clear();
  bodies_.forget_through(last_sequence_);
  cleared_ = last_sequence_;
  ++generation_;
  for (auto* const listener : listeners_) listener->cleared(last_sequence_);
  return count;
}

void Journal::clear_counters() {
  std::lock_guard const lock(mutex_);
  counters_.clear();
}

bool Journal::wait_for(std::uint64_t count, std::chrono::milliseconds limit) const {
  std::unique_lock lock(mutex_);
  return added_.wait_for(lock, limit, [&] { return last_sequence_ >= count; });
}

}  // namespace wsus::journal
