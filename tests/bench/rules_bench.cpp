// What fault rules cost an exchange when none of them happens: asking and counting at all stages, one rule a client.
#include "server/faults/rules/rule_book.hpp"
#include "server/faults/rules/rule_file.hpp"
#include "tests/bench/benchmarks.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>
#include <vector>

namespace wsus::bench {
namespace {

std::string client_id(std::size_t client) { return fmt::format("e1da06a3-5601-43c9-bac3-{:012}", client); }

/// Refused calls and changed replies in turn, from an event on that never comes.
std::vector<faults::Rule> rules_for(std::size_t clients) {
  std::string text = "faults:\n";
  for (std::size_t i = 0; i < clients; ++i) {
    auto const* const fault = i % 2 == 0 ? "soap_fault: {error_code: ServerBusy}" : "reset: {after: 100}";
    text += fmt::format("  - {}\n    name: of {}\n    when: {{client_id: {}}}\n    times: {{from: 1000000000}}\n",
                        fault, i, client_id(i));
  }
  return faults::read_rules(config::Node::parse(text, "rules.yaml").required("faults"));
}

/// One exchange after the other, each of another client.
void rules_of_an_exchange(benchmark::State& state) {
  auto const clients = static_cast<std::size_t>(state.range(0));
  wusp::ManualClock const clock{wusp::UtcTime{}};
  faults::RuleBook book(rules_for(clients), clock);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < clients; ++i) ids.push_back(client_id(i));
  std::size_t next = 0;
  for (auto _ : state) {
    faults::ExchangeView request{.method = "POST", .target = "/ClientWebService/client.asmx"};
    faults::CallFacts const call{.operation = "SyncUpdates", .client_id = ids[next]};
    faults::ResponsePlan plan;
    faults::ExchangeFaults exchange(book);
    benchmark::DoNotOptimize(exchange.on_request({.client_address = "10.0.0.5"}, request));
    benchmark::DoNotOptimize(exchange.on_call(request, call));
    exchange.on_plain_reply({.request = request, .call = &call, .plan = plan});
    exchange.on_coded_reply({.request = request, .call = &call, .plan = plan});
    if (!exchange.injected().empty()) return state.SkipWithError("a rule happened");
    next = (next + 1) % clients;
  }
}

}  // namespace

void add_rules_benchmarks() { benchmark::RegisterBenchmark("BM_RulesOfAnExchange", rules_of_an_exchange)->Arg(1000); }

}  // namespace wsus::bench
