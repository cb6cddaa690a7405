// Reading of expectations: see expectations_file.hpp.
#include "server/expectations/expectations_file.hpp"

#include "server/config/values.hpp"
#include "server/expectations/words.hpp"
#include "wsdl/wusp/error_code.hpp"
#include "wsdl/wusp/service.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace wsus::expectations {
namespace {

using config::Mistakes;
using config::Node;
using journal::Filter;

constexpr std::int64_t max_count = std::numeric_limits<std::int32_t>::max();

/// A key of a map and what reads its value.
template <typename Value>
struct Key {
  std::string_view name{};
  void (*read)(Node const&, Value&, Mistakes&) = nullptr;
};

template <typename Value>
[[noreturn]] void fail_for_unknown(Node const& map, std::string_view name, std::span<Key<Value> const> keys) {
  std::vector<std::string_view> known;
  for (auto const& key : keys) known.push_back(key.name);
  auto const near = config::nearest(name, known);
  map.fail(fmt::format("found the unknown key '{}'{}; known: {}", name,
                       near.empty() ? "" : fmt::format(", did you mean '{}'?", near), fmt::join(known, ", ")));
}

/// Every key that the map has, each by its reader; a key whose value is null is as if it were not there.
template <typename Value>
void read_keys(Node const& map, std::span<Key<Value> const> keys, Value& value, Mistakes& mistakes) {
  mistakes.attempt([&] {
    for (auto const& name : map.keys()) {
      mistakes.attempt([&] {
        auto const key =
            std::find_if(keys.begin(), keys.end(), [&](Key<Value> const& one) { return one.name == name; });
        if (key == keys.end()) fail_for_unknown(map, name, keys);
        if (auto const node = map.child(name)) key->read(*node, value, mistakes);
      });
    }
  });
}

std::string read_operation(Node const& node) {
  std::set<std::string_view> names;  // some services share one
  for (auto const& operation : wusp::operations()) names.insert(operation.name);
  return config::read_word(node, {names.begin(), names.end()});
}

std::string read_service(Node const& node) {
  std::vector<std::string_view> names;
  for (auto const& service : wusp::services()) names.push_back(service.name);
  return config::read_word(node, names);
}

std::string read_error_code(Node const& node) {
  std::vector<std::string_view> names;
  for (auto const code : wusp::all_error_codes()) names.push_back(to_string(code));
  return config::read_word(node, names);
}

template <typename Value>
struct MatchKeys {
  /// `of`: the matcher in the value.
  template <Filter& (*of)(Value&)>
  static constexpr std::array<Key<Value>, 8> table() {
    return {{
        {"client_id", [](Node const& n, Value& v, Mistakes&) { of(v).client_id = config::read_line(n); }},
        {"operation", [](Node const& n, Value& v, Mistakes&) { of(v).operation = read_operation(n); }},
        {"service", [](Node const& n, Value& v, Mistakes&) { of(v).service = read_service(n); }},
        {"fault", [](Node const& n, Value& v, Mistakes&) { of(v).fault = config::read_line(n); }},
        {"error_code", [](Node const& n, Value& v, Mistakes&) { of(v).error_code = read_error_code(n); }},
        {"status", [](Node const& n, Value& v, Mistakes&) { of(v).status = static_cast<unsigned>(n.integer(0, 599)); }},
        {"method", [](Node const& n, Value& v, Mistakes&) { of(v).method = config::read_line(n); }},
        {"path", [](Node const& n, Value& v, Mistakes&) { of(v).path = config::read_line(n); }},
    }};
  }
};

std::uint64_t read_count(Node const& node) { return static_cast<std::uint64_t>(node.integer(0, max_count)); }

Times read_times(Node const& node) {
  if (!node.is_map()) return exactly(read_count(node));
  auto const least = node.child("at_least");
  auto const most = node.child("at_most");
  node.done();
  if (!least && !most) node.fail("no number", "a number, at_least, at_most or both");
  Times times{.at_least = 0, .at_most = std::nullopt};
  if (least) times.at_least = read_count(*least);
  if (most) times.at_most = read_count(*most);
  if (times.at_most && *times.at_most < times.at_least)
    node.fail(fmt::format("at_least {} above at_most {}", times.at_least, *times.at_most),
              "a range that holds something");
  return times;
}

Filter& itself(Filter& match) { return match; }
Filter& match_of(ExpectedCall& call) { return call.match; }
constexpr auto match_keys = MatchKeys<Filter>::table<itself>();
constexpr auto call_match_keys = MatchKeys<ExpectedCall>::table<match_of>();

/// A matcher that has no field is about everything: most likely a mistake.
void refuse_without_field(Node const& node) {
  std::vector<std::string_view> names;
  for (auto const& key : match_keys) names.push_back(key.name);
  node.fail("no field", fmt::format("at least one of {}; path '*' for every call", fmt::join(names, ", ")));
}

Filter read_match(Node const& node, Mistakes& mistakes) {
  Filter match;
  Mistakes here;
  read_keys<Filter>(node, match_keys, match, here);
  if (here.none() && fields_set(match) == 0) here.attempt([&] { refuse_without_field(node); });
  mistakes.append(here);
  return match;
}

void read_times_of(Node const& node, ExpectedCall& call, Mistakes&) { call.times = read_times(node); }

ExpectedCall read_call(Node const& node, Mistakes& mistakes) {
  static constexpr auto keys = [] {
    std::array<Key<ExpectedCall>, call_match_keys.size() + 1> all{};
    std::copy(call_match_keys.begin(), call_match_keys.end(), all.begin());
    all.back() = {"times", read_times_of};
    return all;
  }();
  ExpectedCall call;
  Mistakes here;
  read_keys<ExpectedCall>(node, keys, call, here);
  if (here.none() && fields_set(call.match) == 0) here.attempt([&] { refuse_without_field(node); });
  mistakes.append(here);
  return call;
}

ExpectedCall read_counted(Node const& node, Mistakes& mistakes) {
  static constexpr std::array<Key<ExpectedCall>, 2> keys{{
      {"match", [](Node const& n, ExpectedCall& call, Mistakes& all) { call.match = read_match(n, all); }},
      {"times", read_times_of},
  }};
  ExpectedCall call;
  Mistakes here;
  read_keys<ExpectedCall>(node, keys, call, here);
  if (here.none()) {
    for (auto const& key : keys) here.attempt([&] { static_cast<void>(node.required(key.name)); });
  }
  mistakes.append(here);
  return call;
}

template <typename One>
std::vector<One> read_list(Node const& node, Mistakes& mistakes, One (*read_one)(Node const&, Mistakes&)) {
  std::vector<One> list;
  for (auto const& item : node.items()) list.push_back(read_one(item, mistakes));
  return list;
}

using Body = Expectations;
constexpr std::array<Key<Body>, 6> body_keys{{
    {"calls", [](Node const& n, Body& body, Mistakes& all) { body.calls = read_list(n, all, read_call); }},
    {"in_order", [](Node const& n, Body& body, Mistakes&) { body.in_order = n.boolean(); }},
    {"strict", [](Node const& n, Body& body, Mistakes&) { body.strict = n.boolean(); }},
    {"client_id", [](Node const& n, Body& body, Mistakes&) { body.client_id = config::read_line(n); }},
    {"forbidden", [](Node const& n, Body& body, Mistakes& all) { body.forbidden = read_list(n, all, read_match); }},
    {"counts", [](Node const& n, Body& body, Mistakes& all) { body.counts = read_list(n, all, read_counted); }},
}};

}  // namespace

Expectations read_expectations(Node const& node, Mistakes& mistakes) {
  Expectations expected;
  Mistakes here;
  read_keys<Body>(node, body_keys, expected, here);
  if (here.none() && says_nothing(expected))
    here.attempt(
        [&] { node.fail("nothing that is expected", "calls, forbidden or counts, or strict for no call at all"); });
  mistakes.append(here);
  return expected;
}

}  // namespace wsus::expectations
