// The JSON form of a state: see export_json.hpp.
#include "server/state/export_json.hpp"

#include "server/domain/lower.hpp"
#include "server/state/json_fields.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <set>
#include <string>
#include <utility>

namespace wsus::state {
namespace {

namespace json = boost::json;

constexpr std::string_view format_name = "wsus-mock-state";
constexpr int format_version = 1;

template <typename T>
void write_list(std::ostream& out, std::string_view name, std::vector<T> const& list) {
  out << ",\n\"" << name << "\": [";
  bool is_first = true;
  for (auto const& one : list) {
    out << (std::exchange(is_first, false) ? "\n" : ",\n") << json::serialize(to_json(one));
  }
  out << (list.empty() ? "]" : "\n]");
}

json::value parsed(std::string_view text) {
  json::stream_parser parser;
  json::error_code error;
  auto const read = parser.write_some(text.data(), text.size(), error);
  auto const line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(read), '\n') + 1;
  if (!error && !parser.done()) throw ImportError(fmt::format("line {}: the document ends too early", line));
  if (!error && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
    throw ImportError(fmt::format("line {}: something follows the document", line));
  if (error) throw ImportError(fmt::format("line {}: no JSON: {}", line, error.message()));
  return parser.release();
}

void check_head(json::object const& document) {
  JsonPath const top;
  auto const* const format = document.if_contains("format");
  if (format == nullptr || !format->is_string() || format->get_string() != format_name)
    top.fail(fmt::format("expected \"format\": \"{}\": this is no export of wsus-mock", format_name));
  auto const* const version = document.if_contains("version");
  if (version == nullptr) top.fail("'version' is missing");
  auto const number = from_json<int>(*version, JsonPath(&top, "version"));
  if (number != format_version)
    top.fail(
        fmt::format("version {} of the format is not known; this wsus-mock reads version {}", number, format_version));
}

template <typename T>
std::vector<T> list_of(json::object const& document, std::string_view name) {
  auto const* const list = document.if_contains(name);
  if (list == nullptr) return {};
  JsonPath const top;
  return from_json<std::vector<T>>(*list, JsonPath(&top, name));
}

void check_keys(json::object const& document) {
  constexpr std::array<std::string_view, 6> known{"format", "version", "server", "decisions", "rules", "computers"};
  for (auto const& entry : document) {
    if (std::ranges::find(known, std::string_view(entry.key())) == known.end())
      JsonPath().fail(
          fmt::format("unknown key '{}'; known: {}", std::string_view(entry.key()), fmt::join(known, ", ")));
  }
}

void check_computers(std::vector<domain::Computer> const& computers) {
  std::set<std::string> ids;
  JsonPath const top;
  JsonPath const list(&top, "computers");
  for (std::size_t i = 0; i < computers.size(); ++i) {
    auto const& computer = computers[i];
    JsonPath const place(&list, i);
    if (computer.client_id.empty()) place.fail("client_id is empty");
    if (!ids.insert(domain::lower(computer.client_id)).second)
      place.fail(fmt::format("client_id '{}' is there twice", computer.client_id));
    if (computer.events.size() > domain::Computers::max_events)
      place.fail(fmt::format("{} events; a server keeps {}", computer.events.size(), domain::Computers::max_events));
  }
}

void check_decisions(std::vector<Decision> const& decisions) {
  std::set<domain::UpdateIdentity> identities;
  JsonPath const top;
  JsonPath const list(&top, "decisions");
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (!identities.insert(decisions[i].identity).second)
      JsonPath(&list, i).fail(
          fmt::format("the decision about {} is there twice", wusp::to_string(decisions[i].identity.update_id)));
  }
}

void check_rules(std::vector<KeptRule> const& rules, RuleCheck const& check) {
  JsonPath const top;
  JsonPath const list(&top, "rules");
  for (std::size_t i = 0; check && i < rules.size(); ++i) {
    if (auto const problem = check(rules[i]); !problem.empty()) JsonPath(&list, i).fail(problem);
  }
}

}  // namespace

void write_export(std::ostream& out, Snapshot const& snapshot, ExportOptions const& options) {
  auto server = snapshot.server;
  if (!options.with_key) server.cookie_key.reset();
  out << fmt::format("{{\"format\": \"{}\",\n\"version\": {},\n\"server\": {}", format_name, format_version,
                     json::serialize(to_json(server)));
  write_list(out, "decisions", snapshot.decisions);
  write_list(out, "rules", snapshot.rules);
  write_list(out, "computers", snapshot.computers);
  out << "\n}\n";
}

Snapshot read_export(std::string_view text, RuleCheck const& check_rule) {
  auto const value = parsed(text);
  try {
    JsonPath const top;
    auto const& document = object_at(value, top);
    check_head(document);
    check_keys(document);
    Snapshot snapshot;
    if (auto const* const server = document.if_contains("server"))
      snapshot.server = from_json<ServerRecord>(*server, JsonPath(&top, "server"));
    snapshot.decisions = list_of<Decision>(document, "decisions");
    snapshot.rules = list_of<KeptRule>(document, "rules");
    snapshot.computers = list_of<domain::Computer>(document, "computers");
    check_decisions(snapshot.decisions);
    check_rules(snapshot.rules, check_rule);
    check_computers(snapshot.computers);
    return snapshot;
  } catch (JsonError const& e) {
    throw ImportError(e.what());
  }
}

}  // namespace wsus::state
