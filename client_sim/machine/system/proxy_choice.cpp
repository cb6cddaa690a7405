// Chooses among the proxies that settings, scripts and policy name.
#include "client_sim/machine/system/proxy_choice.hpp"

#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/machine.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::machine {
namespace {

std::string_view trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

std::string answer_of(PacFile const& file, std::string_view host) {
  auto const rule = std::find_if(file.rules.begin(), file.rules.end(),
                                 [host](PacRule const& one) { return matches_pattern(one.host, host); });
  return rule == file.rules.end() ? "DIRECT" : rule->answer;
}

/// What WPAD finds: the file behind "wpad" in the machine's own domain. DNS must know the name; DHCP is not simulated.
PacFile const* detected_file(LabNetwork const& outside, std::string_view dns_name) {
  auto const dot = dns_name.find('.');
  auto const host = dot == std::string_view::npos ? std::string("wpad") : fmt::format("wpad{}", dns_name.substr(dot));
  if (outside.dns.find(host) == nullptr) return nullptr;
  auto const file = outside.pac_files.find(fmt::format("http://{}/wpad.dat", host));
  return file == outside.pac_files.end() ? nullptr : &file->second;
}

/// The file that these settings lead to, or null.
PacFile const* script_of(ProxySettings const& settings, Machine const& machine) {
  auto const& outside = machine.network().outside;
  if (!outside) return nullptr;
  if (settings.auto_detect) {
    if (auto const* const file = detected_file(*outside, dns_name(machine))) return file;
  }
  auto const file = outside->pac_files.find(settings.auto_config_url);
  return settings.auto_config_url.empty() || file == outside->pac_files.end() ? nullptr : &file->second;
}

std::vector<ProxyWay> ways_by(ProxySettings const& settings, Machine const& machine, std::string_view scheme,
                              std::string_view host) {
  if (auto const* const file = script_of(settings, machine)) {
    auto ways = ways_of_pac_answer(answer_of(*file, host));
    if (!ways.empty()) return ways;
  }
  return {proxy_for(settings, scheme, host)};
}

bool is_set(ProxySettings const& settings) {
  return !settings.servers.empty() || settings.auto_detect || !settings.auto_config_url.empty();
}

void append(std::vector<ProxyWay>& ways, std::vector<ProxyWay> const& more) {
  for (auto const& way : more) {
    if (std::find(ways.begin(), ways.end(), way) == ways.end()) ways.push_back(way);
  }
}

}  // namespace

std::vector<ProxyWay> ways_of_pac_answer(std::string_view answer) {
  std::vector<ProxyWay> ways;
  while (!answer.empty()) {
    auto const end = std::min(answer.find(';'), answer.size());
    auto const item = trimmed(answer.substr(0, end));
    answer.remove_prefix(std::min(end + 1, answer.size()));
    auto const blank = item.find_first_of(" \t");
    auto const word = item.substr(0, blank);
    if (windows::equal_caseless(word, "DIRECT")) {
      ways.emplace_back();
    } else if (windows::equal_caseless(word, "PROXY") && blank != std::string_view::npos) {
      if (auto address = parse_proxy_address(trimmed(item.substr(blank)))) ways.emplace_back(std::move(address));
    }
  }
  return ways;
}

std::vector<ProxyWay> proxy_ways(Machine const& machine, ProxyUse use, std::string_view scheme, std::string_view host) {
  auto const& registry = machine.registry();
  auto system = ways_by(winhttp_proxy(registry), machine, scheme, host);
  auto const users = user_proxy(registry);
  bool const may_fall_back = registry.get_dword(keys::policy, "SetProxyBehaviorForUpdateDetection") == 1U;
  if (!is_set(users) || (use == ProxyUse::scan && !may_fall_back)) return system;
  auto const of_user = ways_by(users, machine, scheme, host);
  auto ways = use == ProxyUse::report ? of_user : system;
  append(ways, use == ProxyUse::report ? system : of_user);
  return ways;
}

}  // namespace wsus::machine
