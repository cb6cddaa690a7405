// The IDs of SOAP faults: a sequence a client.
#include "server/domain/fault_ids.hpp"

#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

TEST(FaultIds, OtherClientsChangeNothing) {
  FaultIds alone(7);
  auto const first = alone.next("PC01");
  auto const second = alone.next("PC01");
  EXPECT_NE(first, second);
  FaultIds mixed(7);
  EXPECT_NE(mixed.next("pc02"), first);
  EXPECT_EQ(mixed.next("pc01"), first) << "letter case does not matter";
  EXPECT_NE(mixed.next(""), first);
  EXPECT_EQ(mixed.next("PC01"), second);
}

TEST(FaultIds, AnotherSeedGivesOthers) { EXPECT_NE(FaultIds(1).next("a"), FaultIds(2).next("a")); }

TEST(FaultIds, ClientsBeyondTheCapacityShareASequence) {
  FaultIds ids(7, 1);
  auto const first = ids.next("a");
  auto const shared = ids.next("b");
  EXPECT_NE(ids.next("c"), shared);
  EXPECT_NE(ids.next("a"), first);
  EXPECT_EQ(FaultIds(7).next(""), shared) << "that of unknown clients";
}

}  // namespace
}  // namespace wsus::domain
