// The journal: its entries, its exports, its bounds.
#include "server/control/answers.hpp"
#include "server/control/fields.hpp"
#include "server/control/journal_export.hpp"
#include "server/control/journal_json.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

namespace wsus::control {
namespace {

namespace json = boost::json;

constexpr std::uint64_t most_sequence = std::numeric_limits<std::int64_t>::max();

journal::Entry shown(JournalGround const& ground, bool redact, journal::Entry entry) {
  return redact ? ground.redactor.redacted(std::move(entry)) : std::move(entry);
}

bool wants_redaction(JournalGround const& ground, AdminCall& call) {
  return call.query.flag("redact") || ground.always_redacted;
}

faults::ResponsePlan list(JournalGround const& ground, AdminCall& call) {
  auto const filter = filter_of(call.query);
  auto const after = call.query.number("after", 0, most_sequence).value_or(0);
  auto const limit = call.query.number("limit", 1, 1000).value_or(100);
  bool const redact = wants_redaction(ground, call);
  call.nothing_else();
  auto page = ground.journal.page(filter, after, static_cast<std::size_t>(limit));
  json::array entries;
  for (auto& entry : page.entries) entries.push_back(to_json(shown(ground, redact, std::move(entry))));
  json::object answer{{"entries", std::move(entries)}, {"next", nullptr}};
  if (page.next) answer["next"] = *page.next;
  answer["dropped"] = ground.journal.counter("dropped");
  answer["last_sequence"] = page.last_sequence;
  return json_answer(answer);
}

faults::ResponsePlan forget(JournalGround const& ground, AdminCall& call) {
  call.nothing_else();
  return json_answer({{"forgotten", ground.journal.clear()}});
}

faults::ResponsePlan one(JournalGround const& ground, AdminCall& call) {
  bool const redact = wants_redaction(ground, call);
  call.nothing_else();
  std::uint64_t sequence = 0;
  auto const* const end = call.id.data() + call.id.size();
  auto const [stop, error] = std::from_chars(call.id.data(), end, sequence);
  if (error != std::errc{} || stop != end)
    throw Problem(400, fmt::format("'{}' is no sequence; allowed: a number from 1", call.id));
  auto entry = ground.journal.find(sequence);
  if (!entry)
    throw Problem(404, fmt::format("no entry {}: it is not there yet, or not any more; GET /api/v1/journal lists them",
                                   sequence));
  return json_answer(with_bodies(shown(ground, redact, std::move(*entry))));
}

ExportFormat lines(JournalGround const& ground, bool redact) {
  ExportFormat format;
  format.one = [ground, redact](journal::Entry const& entry) {
    auto line = json::serialize(with_bodies(shown(ground, redact, entry)));
    line += '\n';
    return line;
  };
  return format;
}

/// A connection that never became a request has no form in HAR.
ExportFormat har(JournalGround const& ground, bool redact) {
  ExportFormat format;
  json::object const creator{{"name", "wsus-mock"}, {"version", ground.version}};
  format.begin =
      fmt::format(R"({{"log":{{"version":"1.2","creator":{},"pages":[],"entries":[)", json::serialize(creator));
  format.one = [ground, redact](journal::Entry const& entry) {
    if (entry.method.empty()) return std::string();
    return json::serialize(to_har(shown(ground, redact, entry), ground.site_url ? ground.site_url() : std::string()));
  };
  format.between = ",\n";
  format.end = "]}}\n";
  return format;
}

faults::ResponsePlan exported(JournalGround const& ground, AdminCall& call,
                              ExportFormat (*format)(JournalGround const&, bool), std::string type) {
  auto filter = filter_of(call.query);
  bool const redact = wants_redaction(ground, call);
  call.nothing_else();
  return streamed_answer(std::make_shared<JournalExport>(ground.journal, std::move(filter), format(ground, redact)),
                         std::move(type));
}

json::object to_json(journal::Bounds const& bounds) {
  return {{"entries", bounds.entries}, {"body_bytes", bounds.body_bytes}, {"all_body_bytes", bounds.all_body_bytes}};
}

struct Setting {
  std::string_view name{};
  std::size_t journal::Bounds::*member = nullptr;
  std::uint64_t most = 0;
};
constexpr std::array<Setting, 3> settings_list{{{"entries", &journal::Bounds::entries, 10'000'000},
                                                {"body_bytes", &journal::Bounds::body_bytes, 30'000'000},
                                                {"all_body_bytes", &journal::Bounds::all_body_bytes, 4'000'000'000}}};

faults::ResponsePlan change_settings(JournalGround const& ground, AdminCall& call) {
  call.query.done();
  Fields fields(call.body());
  auto bounds = ground.journal.bounds();
  for (auto const& setting : settings_list) {
    if (auto const number = fields.number(setting.name, 0, setting.most))
      bounds.*setting.member = static_cast<std::size_t>(*number);
  }
  fields.done();
  ground.journal.set_bounds(bounds);
  return json_answer(to_json(bounds));
}

}  // namespace

Routes journal_routes(JournalGround const& ground) {
  // Handlers keep a copy: it is two references and what stands beside them.
  return {
      {"GET", "/api/v1/journal", [ground](AdminCall& call) { return list(ground, call); }},
      {"DELETE", "/api/v1/journal", [ground](AdminCall& call) { return forget(ground, call); }},
      {"GET", "/api/v1/journal/settings",
       [ground](AdminCall& call) {
         call.nothing_else();
         return json_answer(to_json(ground.journal.bounds()));
       }},
      {"PUT", "/api/v1/journal/settings", [ground](AdminCall& call) { return change_settings(ground, call); }},
      {"GET", "/api/v1/journal/{sequence}", [ground](AdminCall& call) { return one(ground, call); }},
      {"GET", "/api/v1/journal.jsonl",
       [ground](AdminCall& call) { return exported(ground, call, lines, "application/jsonl"); }},
      {"GET", "/api/v1/journal.har",
       [ground](AdminCall& call) { return exported(ground, call, har, "application/har+json"); }},
  };
}

}  // namespace wsus::control
