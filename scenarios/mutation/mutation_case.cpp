// Cases and their scenarios: see mutation_case.hpp.
#include "scenarios/mutation/mutation_case.hpp"

#include "server/faults/mutation/mutator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::lab {
namespace {

constexpr std::array<std::string_view, 9> operations{
    "GetConfig",    "GetAuthorizationCookie", "GetCookie",        "RegisterComputer", "SyncUpdates",
    "RefreshCache", "GetExtendedUpdateInfo",  "GetFileLocations", "ReportEventBatch"};

/// One a SOAP stack, and the newest.
constexpr std::array<std::string_view, 3> profiles{"w7", "w10", "w11"};

/// Seeds of neighbouring numbers have nothing in common (SplitMix64's mixing).
std::uint64_t mixed(std::uint64_t seed, std::uint64_t number) {
  auto value = seed * 0x9e3779b97f4a7c15U + number + 1;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

/// The next choice among `count`, taken off `bits`.
std::size_t take(std::uint64_t& bits, std::size_t count) {
  auto const choice = static_cast<std::size_t>(bits % count);
  bits /= count;
  return choice;
}

std::string steps_of(MutationCase const& one) {
  auto scan = fmt::format("  - {{at: PC01, run: {}, exit_code: any}}\n",
                          one.profile == "w7" ? "wuauclt /detectnow" : "usoclient StartScan");
  if (one.operation != "GetFileLocations") return scan;
  // A client that knows where its files are asks again when they are elsewhere (wusp-protocol 5.2).
  return scan + "  - {at: wsus, run: 'wsusutil movecontent C:\\new C:\\log.txt'}\n" + scan;
}

/// A client asks for new revision ids when the server has changed (wusp-protocol 5.2), and it has some.
constexpr std::string_view server_changed = R"(    - soap_fault: {error_code: ServerChanged}
      name: what RefreshCache is asked for
      when: {operation: SyncUpdates}
      times: {only: 2}
)";

/// A comment is a line; what was thrown may be several.
std::string in_one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  return line;
}

std::string rule_of(MutationCase const& one) {
  std::string by;
  for (auto const& mutation : one.mutations)
    by += fmt::format("\n          - {}  # {}", faults::to_text(mutation),
                      faults::mutation::find_mutator(mutation.mutator)->summary);
  return fmt::format("    - mutated:\n        by:{}\n      name: mutation\n      when: {{operation: {}}}\n"
                     "      times: {{{}: {}}}\n",
                     by, one.operation, one.only_once ? "only" : "from", one.nth);
}

}  // namespace

std::span<std::string_view const> mutated_operations() { return operations; }

MutationCase draw_case(std::uint64_t seed, std::uint64_t number, std::string_view operation) {
  constexpr std::size_t most_mutations = 4;
  auto bits = mixed(seed, number);
  MutationCase one{.seed = seed, .number = number};
  one.operation = operations[take(bits, operations.size())];
  // A name that lives as long as the program, whatever was passed.
  auto const* const wanted = std::find(operations.begin(), operations.end(), operation);
  if (wanted != operations.end()) one.operation = *wanted;
  one.profile = profiles[take(bits, profiles.size())];
  one.only_once = take(bits, 4) == 0;
  one.nth = one.operation == "SyncUpdates" ? 1 + static_cast<unsigned>(take(bits, 3)) : 1;
  auto const count = 1 + take(bits, most_mutations);
  one.mutations = faults::draw_mutations(mixed(seed, ~number), count);
  return one;
}

std::string name_of(MutationCase const& one) { return fmt::format("mutation-baseline-{}-{}", one.seed, one.number); }

std::string scenario_text(MutationCase const& one, std::string_view found, std::uint32_t hresult) {
  auto text = fmt::format("# Written by: wsus-lab mutate --seed {} --operation {} (case {})\n", one.seed, one.operation,
                          one.number);
  if (!found.empty()) text += fmt::format("# Found: {}\n", in_one_line(found));
  text += fmt::format("title: Replies to {} that no server sends\n", one.operation);
  text += "about: |\n  The agent has to end with a code of its table, whatever a server answers.\n";
  text += "server:\n  catalogue: {revisions: 60, installed_non_leaf: 12, superseded_chains: 2, content_files: 4}\n"
          "  faults:\n";
  if (one.operation == "RefreshCache") text += server_changed;
  text += rule_of(one);
  text += fmt::format("machines:\n  PC01: {{profile: {}, devices: 1}}\n\nverify:\n", one.profile);
  text += steps_of(one);
  text += fmt::format("  - expect: {{hresult: {:#010x}}}{}\n", hresult,
                      found.empty() ? "" : "  # what was seen; to be the code that is right, once that is mended");
  return text;
}

}  // namespace wsus::lab
