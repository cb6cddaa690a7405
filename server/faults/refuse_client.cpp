// refuse_client: see refuse_client.hpp.
#include "server/faults/refuse_client.hpp"

#include "server/faults/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace wsus::faults {
namespace {

constexpr std::size_t max_client_id = 255;  // wusp-protocol 3.1

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_id_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

std::string read_client_id(config::Node const& node) {
  constexpr auto allowed = "a client id such as e1da06a3-5601-43c9-bac3-52d5db701494 (braces only inside quotes)";
  if (!node.is_scalar()) node.fail(node.is_map() ? "a map" : "a list", allowed);
  auto id = comparable_client_id(node.text());
  if (id.empty() || id.size() > max_client_id || !std::all_of(id.begin(), id.end(), is_id_character)) {
    node.fail(fmt::format("'{}'", node.text()), allowed);
  }
  return id;
}

}  // namespace

std::string comparable_client_id(std::string_view id) {
  if (id.size() >= 2 && id.front() == '{' && id.back() == '}') id = id.substr(1, id.size() - 2);
  std::string comparable(id);
  std::transform(comparable.begin(), comparable.end(), comparable.begin(), lower);
  return comparable;
}

std::optional<InjectedSoapFault> RefuseClient::on_call(CallFacts const& call) const {
  if (call.service != wusp::Service::simple_auth || call.operation != "GetAuthorizationCookie") return std::nullopt;
  if (!client_ids.contains(comparable_client_id(call.client_id))) return std::nullopt;
  return InjectedSoapFault{.error_code = wusp::ErrorCode::internal_server_error, .fault_code = wusp::FaultCode::server};
}

RefuseClient read_refuse_client(config::Node const& node) {
  allow_only(node, {"client_ids"});
  auto const ids = node.required("client_ids");
  auto const items = ids.is_scalar() ? std::vector{ids} : ids.items();
  if (items.empty()) ids.fail("an empty list", "at least one client id");
  RefuseClient fault;
  for (auto const& item : items) {
    if (!fault.client_ids.insert(read_client_id(item)).second) {
      item.fail(fmt::format("'{}' a second time", item.text()), "every client id once");
    }
  }
  return fault;
}

}  // namespace wsus::faults
