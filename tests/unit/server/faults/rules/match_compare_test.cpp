// Which match lets everything through that another one does, and which two can never hold for the same event.
#include "tests/unit/server/faults/rules/seen.hpp"

#include <gtest/gtest.h>

namespace wsus::faults {
namespace {

Match match(std::string const& yaml) {
  config::Mistakes mistakes;
  auto const read = read_match(config::Node::parse("{" + yaml + "}", "f.yaml"), mistakes);
  mistakes.raise();
  return read;
}

struct Pair {
  char const* name;
  char const* wide;
  char const* narrow;
};

class Covered : public testing::TestWithParam<Pair> {};
TEST_P(Covered, ByTheWideOneAndNotTheOtherWay) {
  EXPECT_TRUE(covers(match(GetParam().wide), match(GetParam().narrow)));
  EXPECT_FALSE(covers(match(GetParam().narrow), match(GetParam().wide)));
  EXPECT_FALSE(excludes(match(GetParam().wide), match(GetParam().narrow)));
}
INSTANTIATE_TEST_SUITE_P(
    Fields, Covered,
    testing::Values(Pair{"More", "method: POST", "method: POST, listener: http"},
                    Pair{"Address", "address: [10.*, 11.0.0.1]", "address: 10.0.0.1"},
                    Pair{"StarOfAll", "path: '*'", "path: /a/*"},
                    Pair{"MethodsOfAList", "method: [GET, HEAD]", "method: head"},
                    Pair{"Path", "path: /Content/*", "path: [/Content/a, /content/b/c]"},
                    Pair{"Headers", "header: {A: x}", "header: {A: x, B: }"},
                    Pair{"Agent", "agent: {at_least: 7, below: 10}", "agent: {at_least: 7.6, below: 9}"},
                    Pair{"AgentWithoutEnd", "agent: {at_least: 7}", "agent: {at_least: 7, below: 9}"},
                    Pair{"Operation", "operation: [GetConfig, SyncUpdates]", "operation: SyncUpdates"},
                    Pair{"ClientId", "client_id: [a, b]", "client_id: '{A}'"},
                    Pair{"DnsName", "dns_name: '*.lab'", "dns_name: pc01.lab"},
                    Pair{"TargetGroup", "target_group: [a, b]", "target_group: B"},
                    Pair{"Installed", "InstalledNonLeafUpdateIDs: {at_least: 400}", "InstalledNonLeafUpdateIDs: 401"},
                    Pair{"Other", "OtherCachedUpdateIDs: {at_most: 9}",
                         "OtherCachedUpdateIDs: {at_least: 3, at_most: 8}"},
                    Pair{"Drivers", "CachedDriverIDs: {at_least: 1, at_most: 9}", "CachedDriverIDs: 9"},
                    Pair{"Status", "status: {at_least: 500}", "status: {at_least: 500, at_most: 599}"}),
    [](auto const& test) { return std::string(test.param.name); });

class Excluded : public testing::TestWithParam<Pair> {};
TEST_P(Excluded, ByEachOther) {
  EXPECT_TRUE(excludes(match(GetParam().wide), match(GetParam().narrow)));
  EXPECT_TRUE(excludes(match(GetParam().narrow), match(GetParam().wide)));
  EXPECT_FALSE(covers(match(GetParam().wide), match(GetParam().narrow)));
}
INSTANTIATE_TEST_SUITE_P(
    Fields, Excluded,
    testing::Values(Pair{"Listener", "listener: http", "listener: https"},
                    Pair{"Service", "service: ClientWebService", "service: ReportingWebService"},
                    Pair{"Agent", "agent: {below: 10}", "agent: {at_least: 10}"},
                    Pair{"Operation", "operation: GetConfig", "operation: [GetCookie, SyncUpdates]"},
                    Pair{"ClientId", "client_id: [a, b]", "client_id: c"},
                    Pair{"Installed", "InstalledNonLeafUpdateIDs: {at_most: 400}", "InstalledNonLeafUpdateIDs: 401"},
                    Pair{"Other", "OtherCachedUpdateIDs: 1", "OtherCachedUpdateIDs: 2"},
                    Pair{"Drivers", "CachedDriverIDs: {at_least: 5}", "CachedDriverIDs: {at_most: 4}"},
                    Pair{"Status", "status: 200", "status: {at_least: 500}"},
                    Pair{"OneFieldIsEnough", "method: POST, status: 200", "method: POST, status: 500"}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(MatchComparison, CannotTellWhetherTwoPatternsOverlap) {
  for (auto const& pair : {Pair{"", "path: /a/*", "path: /b/*"}, Pair{"", "header: {A: x}", "header: {A: y}"},
                           Pair{"", "dns_name: a*", "dns_name: '*b'"}}) {
    EXPECT_FALSE(excludes(match(pair.wide), match(pair.narrow)));
    EXPECT_FALSE(covers(match(pair.wide), match(pair.narrow)));
  }
}

TEST(MatchComparison, ANarrowPatternIsCoveredByTheSameOneOnlyOrByAStar) {
  EXPECT_TRUE(covers(match("path: /a/*"), match("path: /a/*")));
  EXPECT_FALSE(covers(match("path: /a*"), match("path: /a/*")));  // it is, but patterns are not compared
}

}  // namespace
}  // namespace wsus::faults
