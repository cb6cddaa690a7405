// Which node a request meets, and what a node makes of another one's cookies.
#include "server/cookies/node_keys.hpp"

#include "tests/unit/server/cookies/sample_states.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::cookies {
namespace {

using testing::ElementsAre;

Key key(std::uint8_t fill) {
  Key made{};
  made.fill(fill);
  return made;
}

TEST(NodeKeys, OneNodeOpensWhatItHasSealed) {
  NodeKeys farm({key(1)});
  auto const sealed = farm.sealer_for("10.0.0.1")->seal(usual_cookie());
  EXPECT_EQ(farm.sealer_for("10.0.0.1")->open_cookie(sealed), usual_cookie());
}

TEST(NodeKeys, InTurnTheNextNodeCannotOpenTheCookie) {
  NodeKeys farm({key(1), key(2)});
  auto const cookie = farm.sealer_for("10.0.0.1")->seal(usual_cookie());
  EXPECT_FALSE(farm.sealer_for("10.0.0.1")->open_cookie(cookie)) << "node 1";
  EXPECT_TRUE(farm.sealer_for("10.0.0.1")->open_cookie(cookie)) << "node 0 again";
}

TEST(NodeKeys, AuthorisationsAreOpenedByEveryNode) {
  NodeKeys farm({key(1), key(2), key(3)});
  auto const sealed = farm.sealer_for("a")->seal(usual_authorization());
  EXPECT_EQ(farm.sealer_for("a")->open_authorization(sealed), usual_authorization());
  EXPECT_EQ(farm.sealer_for("a")->open_authorization(sealed), usual_authorization());
}

TEST(NodeKeys, ClientsAreCountedEachOnItsOwn) {
  NodeKeys farm({key(1), key(2)});
  auto const first = farm.sealer_for("10.0.0.1");
  EXPECT_EQ(farm.sealer_for("10.0.0.2"), first);
  EXPECT_NE(farm.sealer_for("10.0.0.1"), first);
}

TEST(NodeKeys, StickySessionsStayWithOneNode) {
  NodeKeys farm({key(1), key(2)}, Balance::sticky);
  auto const first = farm.sealer_for("10.0.0.1");
  EXPECT_EQ(farm.sealer_for("10.0.0.1"), first);
  EXPECT_NE(farm.sealer_for("10.0.0.2"), first);
  EXPECT_EQ(farm.sealer_for("10.0.0.1"), first);
}

TEST(NodeKeys, SharedKeysAreTheFix) {
  NodeKeys farm({key(1), key(2), key(1)});
  EXPECT_THAT(farm.key_numbers(), ElementsAre(0, 1, 0));
  auto const cookie = farm.sealer_for("a")->seal(usual_cookie());
  farm.share();
  EXPECT_THAT(farm.key_numbers(), ElementsAre(0, 0, 0));
  for (int request = 0; request < 4; ++request) EXPECT_TRUE(farm.sealer_for("a")->open_cookie(cookie));
}

TEST(NodeKeys, AChangedKeyEndsTheCookiesOfBefore) {
  NodeKeys farm({key(1)});
  auto const before = farm.sealer_for("a");
  auto const cookie = before->seal(usual_cookie());
  farm.replace(0, key(9));
  EXPECT_FALSE(farm.sealer_for("a")->open_cookie(cookie));
  EXPECT_FALSE(farm.sealer_for("a")->open_authorization(before->seal(usual_authorization())));
  EXPECT_TRUE(before->open_cookie(cookie)) << "a request that is under way keeps its sealer";
  EXPECT_THROW(farm.replace(1, key(9)), std::out_of_range);
}

TEST(NodeKeys, SwitchingToStickySessionsBeginsAnew) {
  NodeKeys farm({key(1), key(2)});
  (void)farm.sealer_for("a");
  farm.set_balance(Balance::sticky);
  EXPECT_EQ(farm.balance(), Balance::sticky);
  EXPECT_EQ(farm.sealer_for("a"), farm.sealer_for("a"));
}

TEST(NodeKeys, AFarmHasNodes) { EXPECT_THROW(NodeKeys(std::vector<Key>{}), std::invalid_argument); }

}  // namespace
}  // namespace wsus::cookies
