// redirect: see redirect.hpp.
#include "server/faults/redirect.hpp"

#include "server/faults/moved_plan.hpp"
#include "server/faults/values.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace wsus::faults {
namespace {

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

std::optional<std::string> next_target(Redirect const& redirect, ExchangeView const& request) {
  switch (redirect.to) {
  case RedirectTo::ping_pong: return other_side(request);
  case RedirectTo::hops: return next_hop(request, redirect.hops);
  case RedirectTo::itself:
  case RedirectTo::other_scheme: break;
  }
  return std::string(request.target);
}

RedirectTo read_to(config::Node const& node) {
  auto const word = node.word({"itself", "ping_pong", "hops", "other_scheme"});
  if (word == "itself") return RedirectTo::itself;
  if (word == "ping_pong") return RedirectTo::ping_pong;
  return word == "hops" ? RedirectTo::hops : RedirectTo::other_scheme;
}

}  // namespace

std::optional<ResponsePlan> Redirect::on_request(ExchangeView const& request) const {
  if (service && wusp::service_at(request.path()) != service) return std::nullopt;
  if (!request.target.starts_with('/')) return std::nullopt;
  auto const target = next_target(*this, request);
  if (!target) return std::nullopt;
  bool const to_https = request.secure != (to == RedirectTo::other_scheme);
  auto const* const scheme = to_https ? "https" : "http";
  return moved_plan(status, fmt::format("{}://{}{}", scheme, authority(request), *target));
}

Redirect read_redirect(config::Node const& node) {
  allow_only(node, {"to", "hops", "status", "service"});
  Redirect redirect;
  redirect.to = read_to(node.required("to"));
  if (redirect.to == RedirectTo::hops) {
    redirect.hops = static_cast<unsigned>(node.required("hops").integer(1, max_hops));
  } else if (auto const hops = node.child("hops")) {
    hops->fail("hops", "hops only with to: hops");
  }
  if (auto const status = node.child("status")) {
    redirect.status = static_cast<unsigned>(std::stoul(status->word({"301", "302", "303", "307", "308"})));
  }
  if (auto const service = node.child("service")) redirect.service = read_service(*service);
  return redirect;
}

}  // namespace wsus::faults
