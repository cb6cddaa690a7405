// damage: what it breaks, what mends it, and what it refuses.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace wsus::client_shell {
namespace {

using testing::HasSubstr;
using windows::CommandResult;

CommandResult const silence{0, ""};

class Damage : public testing::Test {
protected:
  machine::DataStore& store() { return pc.machine.data_store(); }
  machine::SystemState& state() { return pc.machine.system_state(); }
  ClientPrompt pc;
};

TEST_F(Damage, OfTheDatastoreHasACode) {
  EXPECT_EQ(pc.type("damage datastore"), silence);
  EXPECT_EQ(store().damage, 0x80248007U);
  EXPECT_EQ(pc.type("damage DataStore 0x8024000b"), silence);
  EXPECT_EQ(store().damage, 0x8024000BU);
}

TEST_F(Damage, OfWmiIsSalvaged) {
  EXPECT_EQ(pc.type("damage wmi"), silence);
  EXPECT_FALSE(state().wmi_consistent);
  pc.type("winmgmt /salvagerepository");
  EXPECT_TRUE(state().wmi_consistent);
}

TEST_F(Damage, OfTheAuthorizationIsShownAtTheNextScan) {
  store().cookie = machine::ClientCookie{"2099-01-01T00:00:00Z", "good"};
  EXPECT_EQ(pc.type("damage authorization"), silence);
  EXPECT_TRUE(store().authorization);
  EXPECT_FALSE(store().cookie);
}

TEST_F(Damage, OfTheClockIsAnOffsetUntilItIsSynchronised) {
  using namespace std::chrono_literals;
  EXPECT_EQ(pc.type("damage clock +2d"), silence);
  EXPECT_EQ(state().clock_offset, wusp::Ticks(48h));
  EXPECT_EQ(pc.type("damage clock -90m"), silence);
  EXPECT_EQ(state().clock_offset, wusp::Ticks(-90min));
  EXPECT_EQ(pc.type("damage clock 3h"), silence);
  EXPECT_EQ(state().clock_offset, wusp::Ticks(3h));
  pc.type("w32tm /resync");
  EXPECT_EQ(state().clock_offset, wusp::Ticks{});
}

TEST_F(Damage, OfAnythingElseIsRefused) {
  for (auto const* line :
       {"damage", "damage disk", "damage wmi now", "damage datastore 5", "damage datastore 0x80244007",
        "damage datastore 0x80248007 x", "damage clock", "damage clock 2", "damage clock 2w", "damage clock 3651d",
        "damage clock --1d", "damage clock 99999999999d", "damage clock 2000000000d"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, HasSubstr("Usage (the command is the lab's own)")) << line;
  }
  EXPECT_EQ(pc.type("damage /?").exit_code, 0);
  pc.prompt.session().identity = not_elevated();
  EXPECT_EQ(pc.type("damage wmi").exit_code, 5);
  EXPECT_EQ(store().damage, 0U);
  EXPECT_TRUE(state().wmi_consistent);
  EXPECT_EQ(state().clock_offset, wusp::Ticks{});
}

}  // namespace
}  // namespace wsus::client_shell
