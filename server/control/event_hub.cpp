// Live events: see event_hub.hpp. The form is that of HTML, 9.2 "Server-sent events".
#include "server/control/event_hub.hpp"

#include "server/control/journal_json.hpp"
#include "server/control/texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::control {
namespace {

namespace json = boost::json;

constexpr std::size_t entries_a_piece = 256;

std::string event_text(std::string_view name, json::object const& data) {
  return fmt::format("event: {}\ndata: {}\n\n", name, as_utf8(json::serialize(data)));
}

/// The id comes with the last event of an entry: who goes on after it has had all of them.
std::string with_id(std::uint64_t sequence, std::string const& event) {
  return fmt::format("id: {}\n{}", sequence, event);
}

std::string events_of(journal::Entry const& entry) {
  std::vector<std::string> events;
  for (auto const& fault : entry.injected) {
    events.push_back(event_text("fault", {{"sequence", entry.sequence},
                                          {"rule", fault.rule},
                                          {"fault", fault.kind},
                                          {"client_address", entry.client_address},
                                          {"client_id", entry.client_id},
                                          {"operation", entry.operation}}));
  }
  if (!entry.method.empty()) events.push_back(event_text("exchange", to_json(entry)));
  if (!events.empty()) events.back() = with_id(entry.sequence, events.back());
  std::string text;
  for (auto const& event : events) text += event;
  return text;
}

}  // namespace

/// One reader. Its hub reaches it for the bell alone, with the lock of the hub held.
class EventHub::Reader final : public faults::BodySource {
public:
  Reader(EventHub& hub, EventRequest request)
      : hub_(hub), request_(std::move(request)), last_sent_(hub.settings_.now()) {
    auto const newest = hub_.newest_.load();
    // A number beyond the newest is of an earlier server: everything of this one is new.
    auto const after = request_.after.value_or(newest);
    position_ = after > newest ? 0 : after;
    notice_ = hub_.last_notice_.load();
  }
  ~Reader() override {
    std::lock_guard const lock(hub_.mutex_);
    if (bell_) --hub_.waiting_;
    std::erase(hub_.readers_, this);
  }
  Reader(Reader const&) = delete;
  Reader& operator=(Reader const&) = delete;

  [[nodiscard]] Piece next() override {
    auto const now = hub_.settings_.now();
    auto const quiet = std::chrono::duration_cast<std::chrono::milliseconds>(now - last_sent_);
    if (!begun_) return sent(": events of wsus-mock\n\n", now);
    if (quiet < hub_.settings_.pace) {
      is_paced_ = true;
      return {.ask_again = hub_.settings_.pace - quiet};
    }
    is_paced_ = false;
    auto text = news();
    bool const is_over = position_ >= request_.filter.until;
    if (is_over || !text.empty()) {
      auto piece = sent(std::move(text), now);
      piece.last = is_over;
      return piece;
    }
    if (quiet >= hub_.settings_.heartbeat) return sent(": still here\n\n", now);
    return {.ask_again = hub_.settings_.heartbeat - quiet};
  }

  void when_ready(std::function<void()> wake) override {
    std::lock_guard const lock(hub_.mutex_);
    if (bell_) --hub_.waiting_;
    bell_ = is_paced_ ? nullptr : std::move(wake);
    if (!bell_) return;
    ++hub_.waiting_;
    // What came between next() and now has rung for nobody.
    if (hub_.newest_.load() > position_ || hub_.last_notice_.load() > notice_) ring();
  }

  /// With the lock of the hub.
  void ring() {
    if (!bell_) return;
    --hub_.waiting_;
    std::exchange(bell_, nullptr)();
  }

private:
  Piece sent(std::string text, std::chrono::steady_clock::time_point now) {
    begun_ = true;
    last_sent_ = now;
    return {.bytes = std::move(text)};
  }

  std::string news() {
    auto const page = hub_.journal_.page(request_.filter, position_, entries_a_piece);
    auto const notices = notices_up_to(page.looked_at);
    std::string text;
    if (page.missed > 0) text += event_text("dropped", {{"count", page.missed}});
    auto notice = notices.begin();
    for (auto const& entry : page.entries) {
      for (; notice != notices.end() && notice->after < entry.sequence; ++notice) text += notice->text;
      text += events_of(request_.redactor == nullptr ? entry : request_.redactor->redacted(entry));
    }
    for (; notice != notices.end(); ++notice) text += notice->text;
    position_ = std::max(position_, page.looked_at);
    return text;
  }

  std::vector<Notice> notices_up_to(std::uint64_t sequence) {
    std::lock_guard const lock(hub_.mutex_);
    std::vector<Notice> found;
    for (auto const& notice : hub_.notices_) {
      if (notice.number > notice_ && notice.after <= sequence) found.push_back(notice);
    }
    if (!found.empty()) notice_ = found.back().number;
    return found;
  }

  EventHub& hub_;
  EventRequest const request_;
  std::uint64_t position_ = 0;  ///< every entry up to this one was looked at
  std::uint64_t notice_ = 0;
  std::chrono::steady_clock::time_point last_sent_;
  bool begun_ = false;
  bool is_paced_ = false;
  std::function<void()> bell_{};
};

EventHub::EventHub(journal::Journal& journal, EventSettings settings)
    : journal_(journal),
      settings_(std::move(settings)),
      newest_(journal.last_sequence()),
      subscription_(journal.attach(*this)) {}

std::shared_ptr<faults::BodySource> EventHub::open(EventRequest request) {
  auto reader = std::make_shared<Reader>(*this, std::move(request));
  std::lock_guard const lock(mutex_);
  if (readers_.size() >= settings_.readers) return nullptr;
  readers_.push_back(reader.get());
  return reader;
}

std::size_t EventHub::readers() const {
  std::lock_guard const lock(mutex_);
  return readers_.size();
}

void EventHub::added(journal::Entry const& entry) noexcept {
  newest_ = entry.sequence;
  if (waiting_ > 0) ring();
}

void EventHub::cleared(std::uint64_t last_sequence) noexcept {
  note(event_text("reset", {{"last_sequence", last_sequence}}), last_sequence);
}

void EventHub::publish(std::string name, json::object const& data) { note(event_text(name, data), newest_); }

void EventHub::note(std::string text, std::uint64_t after) {
  std::lock_guard const lock(mutex_);
  // Of two at one time the later one may have looked at the journal first. Readers take notices in their order.
  if (!notices_.empty()) after = std::max(after, notices_.back().after);
  notices_.push_back({.number = ++last_notice_, .after = after, .text = std::move(text)});
  if (notices_.size() > settings_.notices) notices_.pop_front();
  for (auto* const reader : readers_) reader->ring();
}

void EventHub::ring() {
  std::lock_guard const lock(mutex_);
  for (auto* const reader : readers_) reader->ring();
}

}  // namespace wsus::control
