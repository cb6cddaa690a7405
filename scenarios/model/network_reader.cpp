// Reading hosts and the network of machines: see network_reader.hpp.
#include "scenarios/model/network_reader.hpp"

#include "client_sim/machine/registry.hpp"
#include "scenarios/model/keys.hpp"
#include "scenarios/model/values.hpp"
#include "scenarios/model/world_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace wsus::scenario {
namespace {

using config::Node;
using Hosts = std::vector<HostSpec>;

constexpr std::chrono::seconds shortest_ttl{1};
constexpr std::chrono::days longest_ttl{7};
constexpr std::chrono::milliseconds shortest_patience{1};
constexpr std::chrono::hours longest_patience{24};
constexpr std::string_view to_itself = "itself";

/// Place of a key with or without a value behind it.
Node place_in(Node const& map, std::string const& key) { return map.child(key).value_or(map); }

void read_redirect(Node const& node, HostSpec& host) {
  host.answer = HostSpec::Answer::redirect;
  auto const to = node.required("to");
  host.to = to.text() == to_itself ? "" : read_http_url(to);
  if (auto const child = node.child("status"))
    host.status = static_cast<unsigned>(std::stoul(child->word({"301", "302", "303", "307", "308"})));
  if (auto const child = node.child("keep_path")) {
    if (host.to.empty()) child->fail("keep_path of a redirect to itself", "it with a URL only");
    host.keep_path = child->boolean();
  }
}

void read_pass_on(Node const& node, HostSpec& host) {
  host.answer = HostSpec::Answer::pass_on;
  if (auto const child = node.child("to")) host.to = read_http_url(*child);
  if (auto const child = node.child("patience"))
    host.patience = std::chrono::duration_cast<std::chrono::milliseconds>(
        read_duration(*child, shortest_patience, longest_patience));
}

/// Which answers a key is for, where it is not for all.
struct KeyOfAnswers {
  std::string_view key{};
  std::vector<std::string_view> answers{};
};

void refuse_keys_of_other_answers(Node const& node, std::string_view answer) {
  static std::vector<KeyOfAnswers> const rows{{"to", {"redirect", "pass_on"}},    {"status", {"redirect"}},
                                              {"keep_path", {"redirect"}},        {"patience", {"pass_on"}},
                                              {"https", {"redirect", "pass_on"}}, {"faults", {"redirect", "pass_on"}}};
  for (auto const& [key, answers] : rows) {
    if (std::find(answers.begin(), answers.end(), answer) != answers.end()) continue;
    if (auto const child = node.child(key))
      child->fail(fmt::format("{} of a host whose answer is {}", key, answer),
                  fmt::format("it with the answer {} only", fmt::join(answers, " or ")));
  }
}

HostSpec read_host(Node const& hosts, std::string const& name) {
  if (!is_dns_name(name)) {
    place_in(hosts, name)
        .fail(fmt::format("the host name '{}'", name), "letters, digits, hyphens and a dot, as in proxy.lab.example");
  }
  if (equal_caseless(name, server_dns_name))
    place_in(hosts, name).fail(fmt::format("a host named '{}'", name), "any name but that of the server");
  auto const node = hosts.required(name);
  keys::allow_only(node, keys::host);
  HostSpec host{.name = name};
  if (auto const child = node.child("port")) host.port = static_cast<std::uint16_t>(child->integer(1, 65'535));
  auto const answer = node.required("answer").word({"redirect", "pass_on", "nothing"});
  refuse_keys_of_other_answers(node, answer);
  if (answer == "redirect") read_redirect(node, host);
  if (answer == "pass_on") read_pass_on(node, host);
  if (auto const child = node.child("https")) host.https = child->boolean();
  if (auto const child = node.child("faults")) host.faults = read_faults(*child);
  return host;
}

/// The name of a host of the world, or of the server when `server_too`.
std::string read_host_name(Node const& node, Hosts const& hosts, bool server_too) {
  std::vector<std::string> known;
  known.reserve(hosts.size() + 1);
  if (server_too) known.emplace_back(server_dns_name);
  for (auto const& host : hosts) known.push_back(host.name);
  auto name = read_text(node);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    node.fail(
        fmt::format("found the unknown host '{}'; known: {}", name,
                    known.empty() ? "none, the scenario has no hosts" : fmt::format("{}", fmt::join(known, ", "))));
  }
  return name;
}

std::vector<CachedName> read_dns_cache(Node const& node, Hosts const& hosts) {
  std::vector<CachedName> names;
  for (auto const& name : node.keys()) {
    if (!is_dns_name(name)) place_in(node, name).fail(fmt::format("the name '{}'", name), "a DNS name");
    auto const value = node.required(name);
    CachedName cached{.name = name};
    if (value.is_scalar()) {
      cached.host = read_host_name(value, hosts, true);
    } else {
      keys::allow_only(value, keys::cached_name);
      cached.host = read_host_name(value.required("host"), hosts, true);
      if (auto const ttl = value.child("ttl")) cached.ttl = read_duration(*ttl, shortest_ttl, longest_ttl);
    }
    names.push_back(std::move(cached));
  }
  return names;
}

std::vector<WlanSpec> read_wlan(Node const& node, Hosts const& hosts) {
  std::vector<WlanSpec> profiles;
  for (auto const& item : node.items()) {
    keys::allow_only(item, keys::wlan);
    WlanSpec profile{.name = read_text(item.required("name"))};
    if (auto const child = item.child("transparent_proxy"))
      profile.transparent_proxy = read_host_name(*child, hosts, false);
    auto const same =
        std::find_if(profiles.begin(), profiles.end(), [&](auto const& other) { return other.name == profile.name; });
    if (same != profiles.end())
      item.fail(fmt::format("the profile '{}' a second time", profile.name), "every name once");
    profiles.push_back(std::move(profile));
  }
  if (profiles.empty()) node.fail("an empty list", "at least one profile");
  return profiles;
}

std::vector<VpnSpec> read_vpn(Node const& node, Hosts const& hosts) {
  std::vector<VpnSpec> connections;
  for (auto const& name : node.keys()) {
    auto const value = node.required(name);
    keys::allow_only(value, keys::vpn);
    connections.push_back({.name = name, .gateway = read_host_name(value.required("gateway"), hosts, false)});
  }
  return connections;
}

std::vector<BarrierSpec> read_barriers(Node const& node, Hosts const& hosts) {
  std::vector<BarrierSpec> barriers;
  for (auto const& item : node.items()) {
    keys::allow_only(item, keys::barrier);
    BarrierSpec barrier{.host = read_host_name(item.required("host"), hosts, true)};
    if (auto const child = item.child("port")) barrier.port = static_cast<std::uint16_t>(child->integer(1, 65'535));
    if (auto const child = item.child("effect")) barrier.refuses = child->word({"dropped", "refused"}) == "refused";
    barriers.push_back(std::move(barrier));
  }
  return barriers;
}

machine::PacFiles read_pac_files(Node const& node) {
  machine::PacFiles files;
  for (auto const& url : node.keys()) {
    auto& file = files[url];
    for (auto const& item : node.required(url).items()) {
      keys::allow_only(item, keys::pac_rule);
      file.rules.push_back({.host = read_text(item.required("host")), .answer = read_text(item.required("answer"))});
    }
  }
  return files;
}

/// "WUServer", "AU\\UseWUServer": values below the policy key of Windows Update. Numbers are REG_DWORD.
machine::PolicyList read_domain_policy(Node const& node) {
  constexpr std::string_view automatic_updates = R"(AU\)";
  machine::PolicyList policy;
  for (auto const& name : node.keys()) {
    auto const value = node.required(name);
    bool const in_subkey = name.starts_with(automatic_updates);
    machine::PolicyValue wanted{.key = std::string(in_subkey ? machine::keys::policy_au : machine::keys::policy),
                                .name = in_subkey ? name.substr(automatic_updates.size()) : name};
    auto const text = value.text();
    bool const is_number =
        !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (is_number)
      wanted.value = {.type = "REG_DWORD", .dword = static_cast<std::uint32_t>(value.integer(0, 4'294'967'295))};
    else
      wanted.value = {.text = text};
    policy.push_back(std::move(wanted));
  }
  return policy;
}

}  // namespace

NetworkSpec read_network(Node const& node, Hosts const& hosts) {
  keys::allow_only(node, keys::network);
  NetworkSpec network;
  if (auto const child = node.child("barriers")) network.barriers = read_barriers(*child, hosts);
  if (auto const child = node.child("pac_files")) network.pac_files = read_pac_files(*child);
  if (auto const child = node.child("domain_policy")) network.domain_policy = read_domain_policy(*child);
  if (network == NetworkSpec{}) node.fail("nothing", fmt::format("{}", fmt::join(keys::network, ", ")));
  return network;
}

std::vector<HostSpec> read_hosts(Node const& node, Hosts hosts) {
  for (auto const& name : node.keys()) {
    auto host = read_host(node, name);
    auto const known =
        std::find_if(hosts.begin(), hosts.end(), [&](auto const& one) { return equal_caseless(one.name, name); });
    if (known != hosts.end() && known->name != name) {
      place_in(node, name)
          .fail(fmt::format("the host names '{}' and '{}'", known->name, name),
                "names that differ in more than letter case");
    }
    if (known != hosts.end()) {
      *known = std::move(host);
    } else {
      hosts.push_back(std::move(host));
    }
  }
  return hosts;
}

void read_machine_network(Node const& machine_node, Hosts const& hosts, MachineSpec& machine) {
  if (auto const child = machine_node.child("dns_cache")) machine.dns_cache = read_dns_cache(*child, hosts);
  if (auto const child = machine_node.child("wlan")) machine.wlan = read_wlan(*child, hosts);
  if (auto const child = machine_node.child("vpn")) machine.vpn = read_vpn(*child, hosts);
}

}  // namespace wsus::scenario
