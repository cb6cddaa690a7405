// redirect: the web site sends requests elsewhere before a service sees them. All of it is decided from the request
// alone: nothing is remembered between two requests.
#include "server/config/values.hpp"
#include "server/faults/kinds/http/headers.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"
#include "server/faults/moved_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {
namespace {

enum class RedirectTo {
  itself,        // to the address that was asked for: a loop of one
  ping_pong,     // between that address and its twin with `pong=1` in the query: a loop of two
  hops,          // `hop=1`, `hop=2`, ... in the query; after so many redirects the request is served
  other_scheme,  // to the same address with https, or with http when it came over TLS
  location,      // to a text of the user's, whether or not it is an address
  nowhere,       // without a Location
};

struct Word {
  std::string_view word;
  RedirectTo to;
};
constexpr std::array<Word, 6> words{{{"itself", RedirectTo::itself},
                                     {"ping_pong", RedirectTo::ping_pong},
                                     {"hops", RedirectTo::hops},
                                     {"other_scheme", RedirectTo::other_scheme},
                                     {"location", RedirectTo::location},
                                     {"nowhere", RedirectTo::nowhere}}};

constexpr std::int64_t max_hops = 50;
constexpr std::string_view hop_item = "hop";
constexpr std::string_view pong_item = "pong";

/// A query without one of its items, and that item's value.
struct Query {
  std::string rest{};
  std::optional<std::string> value{};  ///< of the first such item; empty when there was none
};

void append_item(std::string& query, std::string_view item) {
  if (!query.empty()) query += '&';
  query += item;
}

Query take_item(std::string_view query, std::string_view name) {
  Query taken;
  while (!query.empty()) {
    auto const end = query.find('&');
    auto const item = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    auto const equals = item.find('=');
    if (item.substr(0, equals) != name) {
      append_item(taken.rest, item);
    } else if (!taken.value) {
      taken.value = equals == std::string_view::npos ? "" : item.substr(equals + 1);
    }
  }
  return taken;
}

/// How many hops the request has behind it; what nobody of ours wrote counts as none.
unsigned hops_behind(Query const& query) {
  unsigned hops = 0;
  if (!query.value) return hops;
  auto const* const last = query.value->data() + query.value->size();
  auto const [end, error] = std::from_chars(query.value->data(), last, hops);
  return error == std::errc{} && end == last ? hops : 0;
}

/// "host:port" as the client wrote it; HTTP/1.0 requests may have no Host header.
std::string authority(ExchangeView const& request) {
  if (!request.host.empty()) return std::string(request.host);
  bool const is_ipv6 = request.server_address.find(':') != std::string_view::npos;
  return is_ipv6 ? fmt::format("[{}]:{}", request.server_address, request.server_port)
                 : fmt::format("{}:{}", request.server_address, request.server_port);
}

std::string with_query(std::string_view path, std::string_view query) {
  return query.empty() ? std::string(path) : fmt::format("{}?{}", path, query);
}

/// The next hop's target; empty when the request has had them all.
std::optional<std::string> next_hop(ExchangeView const& request, unsigned hops) {
  auto query = take_item(request.query(), hop_item);
  auto const behind = hops_behind(query);
  if (behind >= hops) return std::nullopt;
  append_item(query.rest, fmt::format("{}={}", hop_item, behind + 1));
  return with_query(request.path(), query.rest);
}

std::string other_side(ExchangeView const& request) {
  auto query = take_item(request.query(), pong_item);
  if (!query.value) append_item(query.rest, fmt::format("{}=1", pong_item));
  return with_query(request.path(), query.rest);
}

struct Redirect final : AnswerFault {
  RedirectTo to = RedirectTo::itself;
  unsigned hops = 0;       // 1 to 50 with RedirectTo::hops, else 0
  unsigned status = 302;   // 301, 302, 303, 307 or 308
  std::string location{};  // with RedirectTo::location

  /// Targets that are no path ("*", a proxy's whole URL) have no address to be sent to.
  std::optional<ResponsePlan> answer(ExchangeView const& request) const override {
    if (to == RedirectTo::location) return moved_plan(status, location);
    if (to == RedirectTo::nowhere) {
      auto plan = moved_plan(status, "");
      set_header(plan, "Location", std::nullopt);
      return plan;
    }
    if (!request.target.starts_with('/')) return std::nullopt;
    auto const target = next_target(request);
    if (!target) return std::nullopt;
    bool const is_https = request.secure != (to == RedirectTo::other_scheme);
    return moved_plan(status, fmt::format("{}://{}{}", is_https ? "https" : "http", authority(request), *target));
  }
  bool answers_always() const override { return to == RedirectTo::location || to == RedirectTo::nowhere; }

  std::optional<std::string> next_target(ExchangeView const& request) const {
    if (to == RedirectTo::ping_pong) return other_side(request);
    if (to == RedirectTo::hops) return next_hop(request, hops);
    return std::string(request.target);
  }
};

RedirectTo read_to(config::Node const& node) {
  std::vector<std::string_view> known;
  known.reserve(words.size());
  for (auto const& one : words) known.push_back(one.word);
  auto const word = config::read_word(node, known);
  return std::find_if(words.begin(), words.end(), [&](Word const& one) { return one.word == word; })->to;
}

/// A key that belongs to one word of `to`: required there, a mistake elsewhere.
std::optional<config::Node> belonging(config::Node const& node, std::string_view key, bool wanted) {
  if (wanted) return node.required(key);
  if (auto const child = node.child(key)) child->fail(key, fmt::format("{0} only with to: {0}", key));
  return std::nullopt;
}

}  // namespace

Fault read_redirect(config::Node const& node) {
  config::allow_only(node, {"to", "hops", "status", "location"});
  Redirect redirect;
  redirect.to = read_to(node.required("to"));
  if (auto const hops = belonging(node, "hops", redirect.to == RedirectTo::hops))
    redirect.hops = static_cast<unsigned>(hops->integer(1, max_hops));
  if (auto const location = belonging(node, "location", redirect.to == RedirectTo::location))
    redirect.location = read_header_value(*location);
  if (auto const status = node.child("status"))
    redirect.status = static_cast<unsigned>(std::stoul(status->word({"301", "302", "303", "307", "308"})));
  return make_fault<AnswerFault>(std::move(redirect));
}

}  // namespace wsus::faults
