// From reported events to the rows of a computer (wusp-protocol 6.5, 10).
#include "server/domain/reporting_status.hpp"
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using enum InstallationState;

std::string ids(std::initializer_list<int> numbers) {
  std::string text;
  for (int const number : numbers) text += (text.empty() ? "" : ";") + to_upper_string(guid(number));
  return text;
}

ReportedEvent status(std::vector<MiscTag> misc) { return {.event_id = 156, .misc_data = std::move(misc)}; }
ReportedEvent about(int event_id, int update) { return {.event_id = event_id, .update_id = guid(update)}; }

TEST(ReportingStatus, EveryListOfAStatusEventHasItsState) {
  auto const rows = status_after({}, std::vector{status({{"U", ids({1, 2})},
                                                         {"h", ids({3})},
                                                         {"g", ids({4})},
                                                         {"V", ids({5, 6})},
                                                         {"W", ids({7})},
                                                         {"u", ids({8})},
                                                         {"x", ids({9})}})});
  EXPECT_THAT(rows, ElementsAre(Pair(guid(1), not_installed), Pair(guid(2), not_installed), Pair(guid(3), downloaded),
                                Pair(guid(4), failed), Pair(guid(5), installed), Pair(guid(6), installed),
                                Pair(guid(7), installed_pending_reboot)));
}

TEST(ReportingStatus, OfSeveralListsTheFurthestStateCountsWhateverTheirOrder) {
  auto const one = ids({1});
  EXPECT_THAT(status_after({}, std::vector{status({{"h", one}, {"U", one}})}), ElementsAre(Pair(guid(1), downloaded)));
  EXPECT_THAT(status_after({}, std::vector{status({{"g", one}, {"h", one}, {"U", one}})}),
              ElementsAre(Pair(guid(1), failed)));
  EXPECT_THAT(status_after({}, std::vector{status({{"V", one}, {"g", one}})}), ElementsAre(Pair(guid(1), installed)));
}

// Conforms: ReportEventBatch.status
TEST(ReportingStatus, AStatusEventReplacesAllRows) {
  StatusRows const before{{guid(1), failed}, {guid(2), installed}};
  EXPECT_THAT(status_after(before, std::vector{status({{"U", ids({3})}})}), ElementsAre(Pair(guid(3), not_installed)));
  EXPECT_THAT(status_after(before, std::vector{status({})}), IsEmpty());
}

// Conforms: ReportEventBatch.status
TEST(ReportingStatus, AFailedInstallationSetsItsUpdateAndNothingElse) {
  StatusRows const before{{guid(1), not_installed}, {guid(2), installed}};
  EXPECT_THAT(status_after(before, std::vector{about(182, 1), about(182, 3), ReportedEvent{.event_id = 182}}),
              ElementsAre(Pair(guid(1), failed), Pair(guid(2), installed), Pair(guid(3), failed)));
}

// Conforms: ReportEventBatch.status
TEST(ReportingStatus, EveryOtherEventChangesNothing) {
  StatusRows const before{{guid(1), not_installed}};
  for (int const id : {0, 141, 147, 148, 153, 161, 162, 167, 181, 183, 184, 190, 195, 201, 202, 203, 221, 522}) {
    auto event = about(id, 1);
    event.misc_data = {{"V", ids({1})}};
    EXPECT_EQ(status_after(before, std::vector{event}), before) << id;
  }
}

TEST(ReportingStatus, WhatIsNoGuidInAListIsLeftOut) {
  auto const rows =
      status_after({}, std::vector{status({{"U", ";;nonsense;" + ids({1}) + ";" + ids({2}).substr(1)}, {"V", ""}})});
  EXPECT_THAT(rows, ElementsAre(Pair(guid(1), not_installed)));
}

TEST(ReportingStatus, RowsAreBounded) {
  std::string all;
  for (int number = 1; number <= static_cast<int>(max_status_rows) + 5; ++number) all += to_string(guid(number)) + ";";
  auto rows = status_after({}, std::vector{status({{"U", all}})});
  EXPECT_EQ(rows.size(), max_status_rows);
  apply_event(rows, about(182, 1));  // a row that is there may still change
  EXPECT_EQ(rows.at(guid(1)), failed);
}

TEST(ReportingStatus, StatesHaveTheNamesOfReports) {
  EXPECT_EQ(to_string(not_installed), "NotInstalled");
  EXPECT_EQ(to_string(downloaded), "Downloaded");
  EXPECT_EQ(to_string(failed), "Failed");
  EXPECT_EQ(to_string(installed), "Installed");
  EXPECT_EQ(to_string(installed_pending_reboot), "InstalledPendingReboot");
}

TEST(MiscTags, AreCutAtTheFirstSign) {
  EXPECT_EQ(parse_misc_tag("U=a;b"), (MiscTag{"U", "a;b"}));
  EXPECT_EQ(parse_misc_tag("T=a=b"), (MiscTag{"T", "a=b"}));
  EXPECT_EQ(parse_misc_tag("WUfBOn="), (MiscTag{"WUfBOn", ""}));
  EXPECT_EQ(parse_misc_tag("odd"), (MiscTag{"odd", ""}));
  EXPECT_EQ(parse_misc_tag(""), (MiscTag{}));
  EXPECT_EQ(parse_misc_tag("=x"), (MiscTag{"", "x"}));
}

}  // namespace
}  // namespace wsus::domain
