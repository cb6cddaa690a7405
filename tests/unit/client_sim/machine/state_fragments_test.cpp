// Saved machines: the file of Core fragments.
#include "tests/unit/client_sim/machine/state_file_fixture.hpp"

#include <gmock/gmock.h>

#include <fmt/format.h>

#include <memory>

namespace wsus::machine {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class StateFragments : public StateFile {
protected:
  static void cache(Machine& machine, int id, std::string text) {
    auto& update = machine.data_store().updates.edit()[id];
    update.revision_id = id;
    update.core_xml = std::make_shared<std::string const>(std::move(text));
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (auto const& entry : fs::directory_iterator(directory_)) {
      auto name = entry.path().filename().string();
      if (name.starts_with("fragments")) found.push_back(std::move(name));
    }
    return found;
  }
  [[nodiscard]] fs::path file() const { return directory_ / names().at(0); }
};

TEST_F(StateFragments, LieOneAfterTheOtherInAFileThatItsHashNames) {
  TestMachine pc;
  cache(pc.machine, 1, "a");
  pc.machine.data_store().updates.edit()[2] = {.revision_id = 2};
  cache(pc.machine, 3, "");
  cache(pc.machine, 4, "bc");
  save_state(pc.machine, directory_);
  EXPECT_THAT(names(), ElementsAre("fragments-e71fa2190541574b"));  // FNV-1a of "abc"
  EXPECT_EQ(read(file()), "abc");
  EXPECT_THAT(read(document()), Not(HasSubstr("core_xml")));

  TestMachine loaded;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  auto const& updates = loaded.machine.data_store().updates;
  EXPECT_EQ(*updates.at(1).core_xml, "a");
  EXPECT_EQ(updates.at(2).core_xml, nullptr);
  EXPECT_EQ(*updates.at(3).core_xml, "");
  EXPECT_EQ(*updates.at(4).core_xml, "bc");
}

TEST_F(StateFragments, ThatDidNotChangeAreNotWrittenAgain) {
  TestMachine pc;
  cache(pc.machine, 1, "a");
  save_state(pc.machine, directory_);
  auto const long_ago = fs::last_write_time(file()) - std::chrono::hours(1);
  fs::last_write_time(file(), long_ago);
  pc.machine.data_store().updates.edit().at(1).needed = true;
  save_state(pc.machine, directory_);
  EXPECT_EQ(fs::last_write_time(file()), long_ago);

  cache(pc.machine, 1, "b");
  save_state(pc.machine, directory_);
  EXPECT_THAT(names(), SizeIs(1)) << "the older ones go";
  EXPECT_EQ(read(file()), "b");
  pc.machine.data_store() = {};
  save_state(pc.machine, directory_);
  EXPECT_THAT(names(), SizeIs(0));
}

TEST_F(StateFragments, OfAnInterruptedSaveDoNotHarmTheLastState) {
  TestMachine pc;
  cache(pc.machine, 1, "old");
  save_state(pc.machine, directory_);
  write(directory_ / "fragments-0000000000000001", "whole, but its document was never written");
  write(directory_ / "fragments-0000000000000002.new", "half wri");
  TestMachine loaded;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  EXPECT_EQ(*loaded.machine.data_store().updates.at(1).core_xml, "old");
  save_state(loaded.machine, directory_);
  EXPECT_THAT(names(), SizeIs(1)) << "the next save tidies up";
}

TEST_F(StateFragments, OfAnOlderProgramAreReadFromTheDocument) {
  TestMachine pc;
  cache(pc.machine, 1, "abc");
  save_state(pc.machine, directory_);
  damage(R"("core_size":3)", R"("core_xml":"<x/>")");
  damage(fmt::format(",\"fragments_file\":\"{}\"", names().at(0)), "");
  TestMachine loaded;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  EXPECT_EQ(*loaded.machine.data_store().updates.at(1).core_xml, "<x/>");
}

TEST_F(StateFragments, ThatAreDamagedAreReportedWithTheirPlace) {
  struct Row {
    std::string_view from;
    std::string_view to;
    std::string_view expected;
  };
  for (Row const& row : {
           Row{R"("core_size":1)", R"("core_size":9)",
               "$.data_store.updates.edit()[0].core_size: expected at most the 3 bytes that are left in the file of "
               "fragments"},
           Row{R"("core_size":2)", R"("core_size":1)", ": the updates have 2 bytes of fragments, found 3"},
           Row{R"("core_size":1)", R"("core_size":-1)", "$.data_store.updates.edit()[0].core_size: expected a number"},
           Row{R"("fragments_file":")", R"("fragments_file":"../)", "$.fragments_file: expected a file name such as"},
           Row{"fragments-e7", "fragments-E7", "$.fragments_file: expected a file name such as"},
           Row{"fragments-e7", "fragments-e8", "cannot read "},
       }) {
    fs::remove_all(directory_);
    TestMachine pc;
    cache(pc.machine, 1, "a");
    cache(pc.machine, 2, "bc");
    save_state(pc.machine, directory_);
    ASSERT_EQ(complaint(), "") << "the twin without the damage loads";
    damage(row.from, row.to);
    EXPECT_THAT(complaint(), AllOf(HasSubstr(directory_.string()), HasSubstr(row.expected))) << row.to;
  }
}

TEST_F(StateFragments, WithAnotherContentThanTheirNameSaysAreRefused) {
  TestMachine pc;
  cache(pc.machine, 1, "abc");
  save_state(pc.machine, directory_);
  auto const path = file();
  for (auto const* content : {"abd", "ab", "", "abcd"}) {
    write(path, content);
    EXPECT_THAT(complaint(), AllOf(HasSubstr(path.string()), HasSubstr("expected a content with the hash in its name")))
        << content;
  }
  fs::remove(path);
  EXPECT_THAT(complaint(), HasSubstr("cannot read " + path.string()));
}

}  // namespace
}  // namespace wsus::machine
