// Every fault of the list, performed by the server: its bytes, its RST or its end on the wire, in the journal and in
// the counters; and the twin, asked the same without the rule. A fault without a case here fails.
#include "tests/integration/server/fault_wire.hpp"

#include "server/faults/fault_list.hpp"
#include "server/journal/journal.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::test {
namespace {

std::vector<WireCase> all_cases() {
  std::vector<WireCase> all;
  for (auto const& cases : {connection_cases(), delivery_cases(), answer_cases(), soap_cases()})
    all.insert(all.end(), cases.begin(), cases.end());
  return all;
}

class OnTheWire : public testing::TestWithParam<WireCase> {};

TEST_P(OnTheWire, TheFaultIsSeenAndItsTwinIsServed) {
  auto const& one = GetParam();
  FaultWire twin("");
  auto const good = one.ask(twin);
  twin.server().stop();
  EXPECT_THAT(good, testing::StartsWith(one.good));
  EXPECT_EQ(twin.server().journal().counter("injected"), 0u);

  FaultWire faulty(one.rule);
  auto const seen = one.ask(faulty);
  faulty.server().stop();
  EXPECT_EQ(seen, one.with_fault(good));
  EXPECT_NE(seen, good);
  auto const counter = fmt::format("injected.{}", one.fault);
  EXPECT_EQ(faulty.server().journal().counter(counter), 1u);
  EXPECT_EQ(faulty.server().journal().counter("injected"), 1u);
  auto const entries = faulty.server().journal().entries();
  auto const name = fmt::format("{0}:{0}-1", one.fault);
  EXPECT_TRUE(std::any_of(entries.begin(), entries.end(),
                          [&](journal::Entry const& entry) { return entry.injected_names() == name; }))
      << "no entry of the journal names " << name;
}

INSTANTIATE_TEST_SUITE_P(All, OnTheWire, testing::ValuesIn(all_cases()), [](auto const& test) {
  auto name = fmt::format("{}_{}", test.param.fault, test.param.what);
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
});

TEST(EveryFault, HasACaseOnTheWire) {
  auto const cases = all_cases();
  for (auto const& kind : faults::fault_kinds()) {
    bool const has_case =
        std::any_of(cases.begin(), cases.end(), [&](WireCase const& one) { return one.fault == kind.name; });
    EXPECT_TRUE(has_case) << kind.name << " is on the list of faults, and nothing shows what it does on the wire";
  }
  for (auto const& one : cases)
    EXPECT_NE(faults::find_fault_kind(one.fault), nullptr) << one.fault << " is not on the list of faults";
}

}  // namespace
}  // namespace wsus::test
