// Proves which files are taken for scenarios, and that a path that gives none is a mistake.
#include "tests/unit/scenarios/model/model_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::scenario::test {
namespace {

using testing::ElementsAre;

std::string message_of_finding(std::vector<std::filesystem::path> const& paths) {
  try {
    (void)find_scenarios(paths);
  } catch (config::ConfigError const& error) {
    return error.what();
  }
  return "no error";
}

TEST(FindScenarios, AFolderGivesItsYamlFilesSortedWithSubfolders) {
  TemporaryFolder const folder("find-sorted");
  auto const b = folder.write("b.yaml", "");
  auto const a = folder.write("sub/a.yaml", "");
  auto const c = folder.write("a/c.yaml", "");
  folder.write("readme.md", "");
  folder.write("d.yml", "");
  std::filesystem::create_directories(folder.path() / "folder.yaml");
  EXPECT_THAT(find_scenarios({folder.path()}), ElementsAre(c, b, a));
}

TEST(FindScenarios, AFileIsTakenWhateverItsName) {
  TemporaryFolder const folder("find-file");
  auto const file = folder.write("scenario.txt", "");
  EXPECT_THAT(find_scenarios({file}), ElementsAre(file));
}

TEST(FindScenarios, PathsKeepTheirOrderAndAFileNamedTwiceComesOnce) {
  TemporaryFolder const folder("find-twice");
  auto const a = folder.write("a.yaml", "");
  auto const b = folder.write("b.yaml", "");
  EXPECT_THAT(find_scenarios({b, folder.path(), a}), ElementsAre(b, a));
}

TEST(FindScenarios, APathThatIsNotThereIsAMistake) {
  EXPECT_EQ(message_of_finding({"no/such/path"}),
            "no/such/path:1: /: found nothing there; allowed: a scenario file, or a folder with .yaml files");
}

TEST(FindScenarios, AFolderWithoutScenariosIsAMistake) {
  TemporaryFolder const folder("find-none");
  folder.write("readme.md", "");
  EXPECT_EQ(message_of_finding({folder.path()}),
            folder.path().string() +
                ":1: /: found a folder without scenarios; allowed: a folder with .yaml files, or a file");
}

}  // namespace
}  // namespace wsus::scenario::test
