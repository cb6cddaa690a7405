// wsus-lab mutate: what it says, what it leaves behind, wrong usage.
#include "tests/unit/scenarios/app/cli_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using testing::HasSubstr;

class MutateLine : public test::CliTest {};

TEST_F(MutateLine, FindsNothingAndLeavesNothingBehind) {
  EXPECT_EQ(run({"mutate", "--seed", "1", "--count", "6", "--out", path("found")}), 0) << out_ << err_;
  EXPECT_THAT(out_, testing::StartsWith("seed 1: 6 cases, 0 findings; in "));
  EXPECT_EQ(err_, "");
  EXPECT_FALSE(exists("found"));
}

TEST_F(MutateLine, KeepsAFolderThatWasThere) {
  file("found/mine.txt", "mine");
  EXPECT_EQ(run({"mutate", "--count", "1", "--operation", "GetCookie", "--out", path("found")}), 0) << out_ << err_;
  EXPECT_EQ(content("found/mine.txt"), "mine");
}

TEST_F(MutateLine, SaysTheSameForASeed) {
  std::vector<std::string> const arguments{"mutate", "--seed", "9", "--count", "8", "--out", path("found")};
  EXPECT_EQ(run(arguments), 0) << out_ << err_;
  auto const once = out_;
  EXPECT_EQ(run(arguments), 0) << out_ << err_;
  EXPECT_EQ(out_, once);
}

TEST_F(MutateLine, AnUnknownOperationNamesTheNearest) {
  EXPECT_EQ(run({"mutate", "--operation", "SyncUpdate", "--out", path("found")}), 2);
  EXPECT_THAT(err_, HasSubstr("--operation: found 'SyncUpdate', did you mean 'SyncUpdates'?; known: GetConfig, "));
  EXPECT_FALSE(exists("found"));
}

TEST_F(MutateLine, AFolderThatCannotBeMadeIsWrongUsage) {
  auto const in_a_file = file("plain", "") + "/found";
  EXPECT_EQ(run({"mutate", "--count", "1", "--out", in_a_file}), 2);
  EXPECT_THAT(err_, HasSubstr("--out '" + in_a_file + "' cannot be made"));
}

TEST_F(MutateLine, NumbersOutOfRangeAreWrongUsage) {
  EXPECT_EQ(run({"mutate", "--count", "0"}), 2);
  EXPECT_EQ(run({"mutate", "--jobs", "257"}), 2);
  EXPECT_EQ(run({"mutate", "--seed", "one"}), 2);
}

TEST_F(MutateLine, EndsWhenItIsToStop) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(run({"mutate", "--count", "5", "--out", path("found")}, {.stop = stop.get_token()}), 1);
  EXPECT_THAT(err_, HasSubstr("interrupted after 0 of 5 cases"));
}

}  // namespace
}  // namespace wsus::lab
