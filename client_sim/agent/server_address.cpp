// Reads the server policy.
#include "client_sim/agent/server_address.hpp"

#include "client_sim/agent/hresult.hpp"
#include "windows/prompt/prompt.hpp"
#include "wsdl/wusp/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace wsus::agent {
namespace {

std::string without_final_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

bool has_scheme(std::string_view url) {
  auto const lower = windows::to_lower(url);
  return lower.starts_with("http://") || lower.starts_with("https://");
}

/// "http://host:8530/" of "http://host:8530/x"; empty when this is no URL an agent can use.
std::optional<std::string> root_of(std::string_view url) {
  if (!has_scheme(url)) return std::nullopt;
  for (char const c : url) {
    if (c <= ' ' || c == 0x7F) return std::nullopt;
  }
  auto const host = url.find("://") + 3;
  auto const end = std::min(url.find('/', host), url.size());
  if (end == host) return std::nullopt;
  return std::string(url.substr(0, end)) + "/";
}

}  // namespace

std::variant<ServerAddress, AgentFailure> read_server_address(machine::Registry const& registry) {
  ServerAddress server;
  server.policy_url = without_final_slash(registry.get_text(machine::keys::policy, "WUServer").value_or(""));
  if (server.policy_url.empty()) {
    return AgentFailure{hr::pt_sus_server_not_set, "The policy value WUServer is missing or empty"};
  }
  if (registry.get_dword(machine::keys::policy_au, "UseWUServer") != 1U) {
    // The agent would turn to Microsoft Update, which the lab does not have. The code is an assumption.
    return AgentFailure{hr::pt_endpoint_url_not_available,
                        "UseWUServer is not 1, so the value of WUServer is ignored and there is no other server"};
  }
  auto root = root_of(server.policy_url);
  if (!root) {
    return AgentFailure{hr::pt_invalid_url,
                        fmt::format("WUServer is \"{}\"; a URL like http://wsus:8530 is needed", server.policy_url)};
  }
  server.root = std::move(*root);
  server.client_service = server.policy_url + "/ClientWebService/client.asmx";
  auto const status = without_final_slash(registry.get_text(machine::keys::policy, "WUStatusServer").value_or(""));
  if (root_of(status)) server.reporting = status + std::string(wusp::info(wusp::Service::reporting).path);
  return server;
}

std::string simple_auth_url(ServerAddress const& server, std::string_view service_url) {
  if (has_scheme(service_url)) return std::string(service_url);
  while (service_url.starts_with('/')) service_url.remove_prefix(1);
  return server.root + std::string(service_url);
}

}  // namespace wsus::agent
