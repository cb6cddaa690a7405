// Proves that the compiled-in table is the file, row for row, and that codes find their modes.
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/catalogue/failure_modes_table.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace wsus::catalogue_of_modes {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string_view> ids_of(std::vector<FailureMode const*> const& modes) {
  std::vector<std::string_view> ids;
  for (auto const* mode : modes) ids.push_back(mode->id);
  return ids;
}

TEST(FailureModes, CompiledInTableIsTheFile) {
  std::ifstream file(WSUS_SOURCE_DIR "/scenarios/catalogue/failure_modes.tsv", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(failure_modes_table(), text.str());
}

TEST(FailureModes, EveryLineButTheHeadIsAMode) {
  auto const lines = std::ranges::count(failure_modes_table(), '\n');
  EXPECT_EQ(failure_modes().size(), static_cast<std::size_t>(lines) - 1);
  EXPECT_EQ(failure_modes().front().id, "FM01");
  EXPECT_EQ(failure_modes().back().id, "FM82");
}

TEST(FailureModes, IdsRunWithoutGapsAndNoCellThatPeopleReadIsEmpty) {
  int number = 0;
  for (auto const& mode : failure_modes()) {
    EXPECT_EQ(mode.id, fmt::format("FM{:02}", ++number));
    for (auto const cell : {mode.title, mode.layer, mode.trigger, mode.client_hresult, mode.fix, mode.source}) {
      EXPECT_THAT(cell, Not(IsEmpty())) << mode.id;
    }
    EXPECT_THAT(mode.confidence, Not(IsEmpty())) << mode.id;
  }
}

TEST(FailureModes, CellsStandInTheirColumns) {
  auto const* const mode = find_mode("FM81");
  ASSERT_NE(mode, nullptr);
  EXPECT_EQ(mode->title, "Mitigation 3 does not shrink the lists");
  EXPECT_EQ(mode->layer, "client-state");
  EXPECT_EQ(mode->trigger,
            "Deleting SusClientId etc. + /resetauthorization renews ID and cookie, not the update cache");
  EXPECT_EQ(mode->client_hresult, "0x80244007 persists if the cause was a cap");
  EXPECT_EQ(mode->fix, "Use M3 only for clientId/cookie problems");
  EXPECT_THAT(mode->source, HasSubstr("Troubleshoot Windows Update error 0x80244007"));
  EXPECT_EQ(mode->confidence, "I");
  EXPECT_EQ(mode->client_log, "unchanged");
  EXPECT_EQ(mode->server_log, "same message, new Client=<id>");
  EXPECT_EQ(mode->lab_assertion, "cap case + M3 -> still fault; empty clientId case + M3 -> ok");
}

TEST(FailureModes, AnUnknownIdFindsNothing) {
  EXPECT_EQ(find_mode("FM99"), nullptr);
  EXPECT_EQ(find_mode(""), nullptr);
  EXPECT_EQ(find_mode("FM0"), nullptr);   // not a prefix
  EXPECT_EQ(find_mode("fm01"), nullptr);  // as written
}

TEST(FailureModes, ACodeFindsEveryModeThatNamesIt) {
  auto const of_fault = ids_of(modes_of(0x80244007));
  EXPECT_THAT(of_fault, Contains("FM01"));
  EXPECT_THAT(of_fault, Contains("FM81"));
  EXPECT_THAT(of_fault, Not(Contains("FM68")));
  EXPECT_THAT(ids_of(modes_of(0x8024400D)), ElementsAre("FM01"));
  EXPECT_TRUE(std::ranges::is_sorted(of_fault));
}

TEST(FailureModes, LetterCaseOfACodeDoesNotMatter) {
  auto const of_missing_id = ids_of(modes_of(0x87D00692));  // the table writes 0x87d00692
  EXPECT_THAT(of_missing_id, ElementsAre("FM60"));
}

TEST(FailureModes, ACodeThatNobodyNamesFindsNothing) {
  EXPECT_THAT(modes_of(0), IsEmpty());
  EXPECT_THAT(modes_of(0x80244008), IsEmpty());
}

TEST(FailureModes, TheirCodesStandInTheOrderOfTheTextAndOnce) {
  EXPECT_THAT(codes_of(*find_mode("FM01")), ElementsAre(0x80244007U, 0x8024400DU));
  EXPECT_THAT(codes_of(*find_mode("FM21")), ElementsAre(0x80244007U, 0x80072F7CU, 0x80240438U, 0x8024402BU));
  EXPECT_THAT(codes_of(*find_mode("FM66")), ElementsAre(0x8024001EU, 0x8024000BU));  // exit 0x240001 is none
  EXPECT_THAT(codes_of(*find_mode("FM63")), IsEmpty());
}

TEST(FailureModes, AreAsCertainAsTheirRowSays) {
  EXPECT_EQ(certainty_of(*find_mode("FM30")), Certainty::confirmed);
  EXPECT_EQ(certainty_of(*find_mode("FM01")), Certainty::partly);  // the code of Windows 7 is inferred
  EXPECT_EQ(certainty_of(*find_mode("FM22")), Certainty::partly);  // "WUA part I"
  EXPECT_EQ(certainty_of(*find_mode("FM12")), Certainty::assumed);
  EXPECT_EQ(certainty_of(*find_mode("FM21")), Certainty::assumed);  // sources contradict each other
}

TEST(LeftOutModes, AreKnownOnceAndHaveAReason) {
  std::ifstream file(WSUS_SOURCE_DIR "/scenarios/catalogue/left_out.tsv", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(left_out_table(), text.str());
  std::set<std::string_view> seen;
  for (auto const& row : left_out_modes()) {
    EXPECT_NE(find_mode(row.id), nullptr) << row.id;
    EXPECT_TRUE(seen.insert(row.id).second) << row.id;
    EXPECT_TRUE(row.reason.ends_with('.')) << row.id;
  }
}

TEST(LeftOutModes, AreFoundById) {
  ASSERT_NE(find_left_out("FM75"), nullptr);
  EXPECT_TRUE(find_left_out("FM75")->outside);
  EXPECT_EQ(find_left_out("FM01"), nullptr);
}

}  // namespace
}  // namespace wsus::catalogue_of_modes
