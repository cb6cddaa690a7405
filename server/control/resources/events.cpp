// Live events.
#include "server/control/answers.hpp"
#include "server/control/journal_json.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <optional>

namespace wsus::control {
namespace {

/// What an EventSource sends when it comes back.
std::optional<std::uint64_t> last_event_id(faults::ExchangeView const& request) {
  if (request.headers == nullptr) return std::nullopt;
  auto const text = request.headers->find("Last-Event-ID");
  if (!text || text->empty()) return std::nullopt;
  std::uint64_t id = 0;
  auto const* const end = text->data() + text->size();
  auto const [stop, error] = std::from_chars(text->data(), end, id);
  if (error != std::errc{} || stop != end)
    throw Problem(400, fmt::format("Last-Event-ID is '{}'; allowed: the id of an event, a number", *text));
  return id;
}

}  // namespace

Routes event_routes(EventHub& hub, JournalGround const& ground) {
  auto const events = [&hub, ground](AdminCall& call) {
    EventRequest request{.filter = filter_of(call.query)};
    request.after = call.query.number("after", 0, std::numeric_limits<std::int64_t>::max());
    bool const redact = call.query.flag("redact") || ground.always_redacted;
    call.nothing_else();
    // A reader that comes back asks with the address of its first call, so the header is the newer word.
    if (auto const id = last_event_id(call.request)) request.after = id;
    if (redact) request.redactor = &ground.redactor;
    auto reader = hub.open(std::move(request));
    if (!reader)
      throw Problem(
          503, fmt::format("{} readers of events are there already, and no more are let in", hub.settings().readers));
    return streamed_answer(std::move(reader), "text/event-stream");
  };
  return {{"GET", "/api/v1/events", events}};
}

}  // namespace wsus::control
