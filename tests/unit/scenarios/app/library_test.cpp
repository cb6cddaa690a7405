// Finding scenarios; wsus-lab list and check.
#include "scenarios/app/library.hpp"

#include "tests/unit/scenarios/app/cli_fixture.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::lab {
namespace {

using test::small_scenario_text;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Library : public test::CliTest {};

TEST_F(Library, ListShowsNamesAndTitles) {
  file("lib/small.yaml", small_scenario_text());
  file("lib/sub/baseline-x.yaml", test::small_baseline_text());
  EXPECT_EQ(run({"list", "--names", path("lib")}), 0);
  EXPECT_EQ(out_, "small       One prerequisite too many\nbaseline-x  One prerequisite too many\n");
}

TEST_F(Library, ListFindsTheLibraryBesideTheProgram) {
  file("scenarios/library/small.yaml", small_scenario_text());
  auto const before = std::filesystem::current_path();
  std::filesystem::current_path("/");
  EXPECT_EQ(run({"list", "--names"}, {.program_directory = folder_ / "build/debug/bin"}), 0);
  std::filesystem::current_path(before);
  EXPECT_EQ(out_, "small  One prerequisite too many\n");
}

TEST_F(Library, ListPrefersTheLibraryOfTheCurrentFolder) {
  file("here/scenarios/library/mine.yaml", small_scenario_text());
  file("scenarios/library/small.yaml", small_scenario_text());
  auto const before = std::filesystem::current_path();
  std::filesystem::current_path(folder_ / "here");
  EXPECT_EQ(run({"list", "--names"}, {.program_directory = folder_ / "build/debug/bin"}), 0);
  std::filesystem::current_path(before);
  EXPECT_EQ(out_, "mine  One prerequisite too many\n");
}

TEST_F(Library, RunWithoutFilesTakesIt) {
  auto const before = std::filesystem::current_path();
  std::filesystem::current_path("/");
  EXPECT_EQ(run({"run", "--quiet"}, {.program_directory = folder_ / "build/debug/bin"}), 2);
  EXPECT_THAT(err_, HasSubstr("no scenario library found"));
  file("scenarios/library/small.yaml", small_scenario_text());
  EXPECT_EQ(run({"run", "--quiet"}, {.program_directory = folder_ / "build/debug/bin"}), 0) << err_;
  std::filesystem::current_path(before);
  EXPECT_THAT(out_, HasSubstr("small  One prerequisite too many\n"));
}

TEST_F(Library, CheckSaysOkForEveryFile) {
  auto const one = file("one.yaml", small_scenario_text());
  auto const two = file("two.yaml", small_scenario_text());
  EXPECT_EQ(run({"check", one, two}), 0);
  EXPECT_EQ(out_, one + ": ok\n" + two + ": ok\n");
  EXPECT_EQ(err_, "");
}

TEST_F(Library, CheckTellsTheMistakesOfAllFiles) {
  auto const good = file("good.yaml", small_scenario_text());
  auto const title = file("title.yaml", test::with(small_scenario_text(), "title:", "titel:"));
  auto const mode = file("mode.yaml", test::with(small_scenario_text(), "FM01", "FM999"));
  EXPECT_EQ(run({"check", title, good, mode, path("none.yaml")}), 2);
  EXPECT_EQ(out_, good + ": ok\n");
  EXPECT_THAT(err_, HasSubstr(title + ":1:"));
  EXPECT_THAT(err_, HasSubstr("FM999"));
  EXPECT_THAT(err_, HasSubstr(path("none.yaml")));
}

TEST_F(Library, CheckTellsOfRulesThatNeverHappenOrHideEachOther) {
  auto const text = small_scenario_text() + R"yaml(injected:
  faults:
    - {soap_fault: {error_code: InvalidParameters}, name: all}
    - {soap_fault: {error_code: ServerBusy}, name: hidden, when: {operation: SyncUpdates}}
hosts:
  box.lab.example:
    answer: pass_on
    faults:
      - {html_page: {}, name: some, when: {method: POST}}
      - {missing_route: {}, name: other, when: {path: /selfupdate/*}}
)yaml";
  auto const odd = file("odd.yaml", text);
  EXPECT_EQ(run({"check", odd}), 0) << err_;
  auto const line = [&text](std::string_view of) {
    auto const before = text.substr(0, text.find(of));
    return 1 + std::count(before.begin(), before.end(), '\n');
  };
  EXPECT_EQ(out_, fmt::format("{0}: ok\n"
                              "faults: {0}:{1}: rule 'other' waits for 'some' (line {2}) where both match: that one "
                              "comes first\n"
                              "faults: {0}:{3}: rule 'hidden' never happens: 'all' (line {4}) always comes first\n",
                              odd, line("name: other"), line("name: some"), line("name: hidden"), line("name: all")));
  EXPECT_EQ(err_, "");
}

TEST_F(Library, CheckHasNothingToTellOfTheShippedRules) {
  EXPECT_EQ(run({"check", WSUS_SOURCE_DIR "/scenarios/library"}), 0) << err_;
  EXPECT_THAT(out_, Not(HasSubstr("faults: ")));
}

TEST_F(Library, CheckLooksIntoCatalogueFiles) {
  auto const text = test::with(small_scenario_text(),
                               "{revisions: 120, installed_non_leaf: 12, superseded_chains: 2, content_files: 2}",
                               "{file: catalogue.yml}");
  auto const scenario = file("small.yaml", text);
  file("catalogue.yml", "generate: {revisions: 12}\n");
  EXPECT_EQ(run({"check", scenario}), 2);
  EXPECT_THAT(err_, HasSubstr("catalogue.yml:1: /generate/revisions"));
}

TEST_F(Library, LoadsAFileOnceThatIsNamedTwice) {
  auto const scenario = file("lib/small.yaml", small_scenario_text());
  auto const loaded = load_scenarios({scenario, path("lib"), path("lib/../lib/small.yaml")});
  EXPECT_EQ(loaded.scenarios.size(), 1u);
  EXPECT_THAT(loaded.mistakes, ElementsAre());
}

}  // namespace
}  // namespace wsus::lab
