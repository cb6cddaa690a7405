// The rules of a back-off: see endpoint_back_off.hpp.
#include "client_sim/agent/endpoint_back_off.hpp"

#include "windows/fs/caseless.hpp"

#include <algorithm>

namespace wsus::agent {
namespace {

constexpr std::string_view scheme_end = "://";

std::string_view own_port(std::string_view scheme) {
  if (scheme == "http") return ":80";
  return scheme == "https" ? ":443" : "";
}

}  // namespace

std::string endpoint_of(std::string_view url) {
  auto const scheme = url.substr(0, std::min(url.find(scheme_end), url.size()));
  auto const host = std::min(scheme.size() + scheme_end.size(), url.size());
  auto const end = std::min(url.find_first_of("/?#", host), url.size());
  auto endpoint = windows::to_lower(url.substr(0, end));
  auto const port = own_port(windows::to_lower(scheme));
  if (!port.empty() && endpoint.ends_with(port)) endpoint.erase(endpoint.size() - port.size());
  return endpoint;
}

std::optional<wusp::UtcTime> backed_off_until(machine::DataStore const& store, std::string_view endpoint,
                                              wusp::UtcTime now, BackOffSettings const& settings) {
  auto const found = store.trouble.find(std::string(endpoint));
  if (settings.after == 0 || found == store.trouble.end() || !found->second.since) return std::nullopt;
  auto const since = *found->second.since;
  auto const until = since + settings.lasting;
  if (now < since || now >= until) return std::nullopt;
  return until;
}

void call_failed(machine::DataStore& store, std::string_view endpoint, wusp::UtcTime now,
                 BackOffSettings const& settings) {
  if (settings.after == 0) return;
  auto& trouble = store.trouble[std::string(endpoint)];
  trouble.failures = std::min(trouble.failures + 1, settings.after);
  trouble.since.reset();
  if (trouble.failures >= settings.after) trouble.since = now;
}

void call_answered(machine::DataStore& store, std::string_view endpoint) { store.trouble.erase(std::string(endpoint)); }

}  // namespace wsus::agent
