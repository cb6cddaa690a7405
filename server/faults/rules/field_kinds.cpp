// Values of fields, read and told: see field_kinds.hpp.
#include "server/faults/rules/field_kinds.hpp"

#include "server/config/values.hpp"
#include "wsdl/wusp/service.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>

namespace wsus::faults {
namespace {

constexpr std::size_t max_client_id = 255;  // wusp-protocol 3.1
constexpr std::int64_t max_number = std::numeric_limits<std::int32_t>::max();

bool is_id_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

}  // namespace

std::vector<Pattern> read_patterns(config::Node const& node) {
  std::vector<Pattern> patterns;
  for (auto const& item : config::one_or_more(node)) patterns.push_back({config::read_line(item)});
  return patterns;
}

Range read_range(config::Node const& node) {
  auto const number = [](config::Node const& one) { return static_cast<std::uint64_t>(one.integer(0, max_number)); };
  if (node.is_scalar()) return {.least = number(node), .most = number(node)};
  config::allow_only(node, {"at_least", "at_most"});
  Range range;
  if (auto const least = node.child("at_least")) range.least = number(*least);
  if (auto const most = node.child("at_most")) range.most = number(*most);
  if (range == Range{}) node.fail("no bound", "a number, or at_least, at_most or both");
  if (range.least > range.most)
    node.fail(fmt::format("at_least {} above at_most {}", range.least, range.most), "a range that holds something");
  return range;
}

std::string read_operation_name(config::Node const& node) {
  auto name = config::read_line(node);
  std::vector<std::string_view> known;
  known.reserve(wusp::operations().size());
  for (auto const& operation : wusp::operations()) known.push_back(operation.name);
  if (std::find(known.begin(), known.end(), name) != known.end()) return name;
  auto const near = config::nearest(name, known);
  node.fail(fmt::format("found the unknown operation '{}'{}; known: {}", name,
                        near.empty() ? "" : fmt::format(", did you mean '{}'?", near), fmt::join(known, ", ")));
}

std::string read_client_id(config::Node const& node) {
  constexpr auto allowed = "a client id such as e1da06a3-5601-43c9-bac3-52d5db701494 (braces only inside quotes)";
  if (!node.is_scalar()) node.fail(node.is_map() ? "a map" : "a list", allowed);
  auto id = comparable_client_id(node.text());
  if (id.empty() || id.size() > max_client_id || !std::all_of(id.begin(), id.end(), is_id_character))
    node.fail(fmt::format("'{}'", node.text()), allowed);
  return id;
}

std::string text_of(std::vector<Pattern> const& patterns) {
  std::vector<std::string> texts;
  texts.reserve(patterns.size());
  for (auto const& pattern : patterns) texts.push_back(pattern.text);
  return text_of(texts);
}

std::string text_of(std::vector<std::string> const& words) {
  return words.size() == 1 ? fmt::format("'{}'", words.front()) : fmt::format("one of '{}'", fmt::join(words, "', '"));
}

std::string text_of(Range const& range) {
  if (range.least == range.most) return std::to_string(range.least);
  if (range.most == Range{}.most) return fmt::format("at least {}", range.least);
  if (range.least == 0) return fmt::format("at most {}", range.most);
  return fmt::format("{} to {}", range.least, range.most);
}

std::string quoted(std::string_view text) { return text.empty() ? "nothing" : fmt::format("'{}'", text); }

bool is_known(Stage stage, Facts const& facts) {
  switch (stage) {
  case Stage::connection: return true;
  case Stage::request: return facts.request != nullptr;
  case Stage::call: return facts.call != nullptr;
  case Stage::reply: break;
  }
  return facts.status != 0;
}

}  // namespace wsus::faults
