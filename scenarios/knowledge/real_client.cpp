// Reading of steps and worlds for what they do to clients: see real_client.hpp.
#include "scenarios/knowledge/real_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <variant>

namespace wsus::lab {
namespace {

using scenario::Step;

/// How lines begin that look or scan only, in lower case, one blank between words.
constexpr auto looking = std::to_array<std::string_view>({"usoclient startscan",
                                                          "usoclient scaninstallwait",
                                                          "wuauclt /detectnow",
                                                          "wuauclt /updatenow",
                                                          "wuauclt /reportnow",
                                                          "wuauclt /resetauthorization",
                                                          "wuauclt.exe /detectnow",
                                                          "wuauclt.exe /resetauthorization",
                                                          "reg query ",
                                                          "ipconfig /displaydns",
                                                          "ipconfig /all",
                                                          "netsh winhttp show",
                                                          "netsh wlan show",
                                                          "netsh advfirewall show",
                                                          "sc query",
                                                          "sc qc",
                                                          "w32tm /query",
                                                          "winmgmt /verifyrepository",
                                                          "schtasks /query",
                                                          "get-",
                                                          "findstr ",
                                                          "type ",
                                                          "dir ",
                                                          "cd ",
                                                          "echo ",
                                                          "certutil -verify",
                                                          "certutil -store"});

/// Lower case, one blank between words, none at the ends.
std::string normal(std::string_view line) {
  std::string text;
  for (char const c : line) {
    bool const blank = c == ' ' || c == '\t';
    if (blank && (text.empty() || text.back() == ' ')) continue;
    text += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

/// Adds what steps do to clients; one overload for each kind of step.
struct AddChanges {
  std::vector<std::string>& changes;
  std::string_view phase;

  void add(std::string_view what) const {
    auto clause = fmt::format("{}: {}", phase, what);
    if (std::ranges::find(changes, clause) == changes.end()) changes.push_back(std::move(clause));
  }
  void operator()(scenario::TypeCommand const& command) const {
    if (command.at != "wsus" && !only_looks(command.line)) add(command.line);
  }
  void operator()(scenario::Together const& together) const {
    for (auto const& command : together.commands) (*this)(command);
  }
  void operator()(scenario::TakeSnapshot const&) const { add("a snapshot is taken"); }
  void operator()(scenario::RestoreSnapshot const&) const { add("a snapshot is restored"); }
  void operator()(scenario::ChangeNetwork const& change) const {
    if (change.network.domain_policy) add("the domain's policy sets values in its registry");
  }
  void operator()(scenario::AdvanceClock const&) const {}
  void operator()(scenario::RunDetectionCycles const&) const {}
  void operator()(scenario::Synchronise const&) const {}
  void operator()(scenario::ChangeHosts const&) const {}
  void operator()(scenario::Expectation const&) const {}
};

void add_steps(std::vector<std::string>& changes, std::string_view phase, std::vector<Step> const& steps) {
  for (auto const& step : steps) std::visit(AddChanges{changes, phase}, step.what);
}

/// What the client has to be before the story begins.
void add_machine(std::vector<std::string>& changes, scenario::MachineSpec const& machine) {
  auto const add = [&](bool is_so, std::string_view what) {
    if (is_so) changes.push_back(fmt::format("{} {}", machine.name, what));
  };
  add(!machine.image_of.empty(), "is set up from an image of another machine, identity and all");
  add(!machine.dns_cache.empty(), "has an old name in its DNS cache");
  add(!machine.wlan.empty(), "is connected over Wi-Fi of certain providers");
  add(!machine.vpn.empty(), "has a VPN connection");
  add(!machine.trusts_lab_ca, "does not trust the authority of the server's certificate");
  add(machine.configmgr, "is a Configuration Manager client");
  add(!machine.target_group.empty(), "names its target group by policy");
  add(machine.no_drivers, "has the policy ExcludeWUDriversInQualityUpdate");
  add(machine.agent != agent::AgentOptions{}, "has settings of the lab's own agent");
}

}  // namespace

bool only_looks(std::string_view line) {
  auto const text = normal(line);
  if (text.find_first_of(">&|;") != std::string::npos) return false;  // who knows what the rest of it does
  return std::ranges::any_of(looking, [&](std::string_view begin) { return text.starts_with(begin); });
}

std::vector<std::string> changes_on_clients(scenario::Scenario const& scenario) {
  std::vector<std::string> changes;
  for (auto const& machine : scenario.world.machines) add_machine(changes, machine);
  if (scenario.world.network.domain_policy) changes.emplace_back("the domain's policy sets values in its registry");
  add_steps(changes, "background", scenario.background);
  add_steps(changes, "cause", scenario.cause);
  add_steps(changes, "reproduce", scenario.reproduce);
  add_steps(changes, "fix", scenario.fix);
  add_steps(changes, "verify", scenario.verify);
  return changes;
}

}  // namespace wsus::lab
