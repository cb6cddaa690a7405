// Files that cannot be a state file, or not now: a sentence each, and nothing damaged.
#include "server/state/file_lock.hpp"
#include "server/state/private_file.hpp"
#include "server/state/state_file.hpp"
#include "tests/unit/server/state/state_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>

namespace wsus::state {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class StateOpen : public StateFolder {
protected:
  [[nodiscard]] std::string open_error() {
    return state_error_of([&] { StateFile const state(file_); });
  }
  void write(std::string const& content) { std::ofstream(file_, std::ios::binary) << content; }
  [[nodiscard]] std::string content() {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] static unsigned mode_of(std::filesystem::path const& file) {
    struct stat status {};
    EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
    return status.st_mode & 0777;
  }
};

TEST_F(StateOpen, ANewFileIsForItsOwnerAloneWithEverythingBesideIt) {
  StateFile state(file_);
  state.put_server({});
  for (auto const* const ending : {"", "-wal", "-shm", ".lock"}) EXPECT_EQ(mode_of(file_.string() + ending), 0600u);
}

TEST_F(StateOpen, AnEmptyFileIsAsGoodAsNone) {
  write("");
  EXPECT_EQ(StateFile(file_).load().computers.size(), 0u);
}

TEST_F(StateOpen, AFolderThatIsMissingIsNamed) {
  file_ = folder_ / "no" / "state.db";
  EXPECT_EQ(open_error(),
            fmt::format("state file '{}': its folder '{}' is not there", file_.string(), (folder_ / "no").string()));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "no"));
}

TEST_F(StateOpen, AFolderIsNoFile) {
  std::filesystem::create_directories(file_);
  EXPECT_EQ(open_error(), fmt::format("state file '{}': is no file", file_.string()));
}

TEST_F(StateOpen, AFileThatIsNoDatabaseIsLeftAsItIs) {
  for (std::string const text :
       {"hello", "computers: []\n# a text of more than a hundred characters, so that SQLite has a "
                 "whole header to look at before it says no\n"}) {
    write(text);
    EXPECT_EQ(open_error(), fmt::format("state file '{}': is no state file: not a SQLite database", file_.string()));
    EXPECT_EQ(content(), text);
  }
}

TEST_F(StateOpen, ADatabaseOfAnotherProgramIsLeftAsItIs) {
  run_sql(file_, "CREATE TABLE notes(text); INSERT INTO notes VALUES('mine')");
  auto const before = content();
  EXPECT_THAT(open_error(), HasSubstr("is a database of another program"));
  EXPECT_EQ(content(), before);
}

TEST_F(StateOpen, ADamagedFileIsToldAndLeftAsItIs) {
  {
    StateFile state(file_);
    auto snapshot = full_snapshot();
    for (int i = 0; i < 200; ++i) snapshot.computers[0].events.push_back(full_event(i));
    state.replace(snapshot);
  }
  auto damaged = content();
  ASSERT_GT(damaged.size(), 20u * 4096);
  for (std::size_t at = 6 * 4096; at < damaged.size(); ++at) damaged[at] = static_cast<char>(at * 7);
  write(damaged);
  EXPECT_THAT(open_error(), AllOf(StartsWith(fmt::format("state file '{}': is damaged: ", file_.string()))));
  EXPECT_THAT(state_error_of([&] { static_cast<void>(read_state(file_)); }), HasSubstr("is damaged: "));
  EXPECT_EQ(content(), damaged);
}

TEST_F(StateOpen, AFileThatWasCutIsDamaged) {
  { StateFile(file_).replace(full_snapshot()); }
  std::filesystem::resize_file(file_, 3 * 4096);
  EXPECT_THAT(open_error(), HasSubstr("is damaged: "));
}

TEST_F(StateOpen, ARowThatCannotBeReadIsNamed) {
  { StateFile(file_).replace(full_snapshot()); }
  run_sql(file_, "UPDATE events SET event = '{\"event_id\":\"x\"}' WHERE number = 2");
  StateFile const state(file_);
  EXPECT_THAT(
      state_error_of([&] { static_cast<void>(state.load()); }),
      HasSubstr("is damaged: table events, computer 'E1DA06A3-5601-43c9-bac3-52d5db701494': event_id: expected a "
                "whole number"));
}

TEST_F(StateOpen, ASecondServerIsToldWhoHasTheFileAndDoesNotWait) {
  StateFile state(file_);
  state.replace(full_snapshot());
  auto const begin = std::chrono::steady_clock::now();
  EXPECT_EQ(open_error(),
            fmt::format("state file '{}': another server works with it (process {})", file_.string(), ::getpid()));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
  EXPECT_EQ(text_of(state.load()), text_of(full_snapshot()));
}

TEST_F(StateOpen, ASecondServerIsKeptOutByWhateverLinkItComes) {
  { StateFile(file_).replace(full_snapshot()); }
  std::filesystem::create_directories(folder_ / "other");
  std::filesystem::create_symlink(file_, folder_ / "other" / "link.db");
  std::filesystem::create_directory_symlink(folder_, folder_ / "other" / "folder");
  for (auto const& link : {folder_ / "other" / "link.db", folder_ / "other" / "folder" / "state.db"}) {
    StateFile const first(link);
    EXPECT_THAT(open_error(), HasSubstr("another server works with it"));
  }
  StateFile const state(file_);
  for (auto const& link : {folder_ / "other" / "link.db", folder_ / "other" / "folder" / "state.db"})
    EXPECT_THAT(state_error_of([&] { StateFile const second(link); }), HasSubstr("another server works with it"));
}

TEST_F(StateOpen, TheFileIsFreeAgainAfterItsServer) {
  { StateFile(file_).replace(full_snapshot()); }
  EXPECT_EQ(text_of(StateFile(file_).load()), text_of(full_snapshot()));
}

/// Rights do not count for root: the file is opened by a child without its powers. It ends at once: LeakSanitizer,
/// which looks at a usual end, may not look into a process that has changed its user.
void open_as_somebody_else(std::filesystem::path const& file) {
  if (::geteuid() == 0 && (::setegid(65534) != 0 || ::seteuid(65534) != 0)) std::_Exit(9);
  std::fprintf(stderr, "%s", state_error_of([&] { StateFile const state(file); }).c_str());
  std::_Exit(3);
}

TEST_F(StateOpen, AReadOnlyFileIsToldAndLeftAsItIs) {
  { StateFile(file_).replace(full_snapshot()); }
  std::filesystem::permissions(folder_, std::filesystem::perms::all);
  std::filesystem::permissions(file_, static_cast<std::filesystem::perms>(0444));
  std::filesystem::remove(file_.string() + ".lock");
  EXPECT_EXIT(open_as_somebody_else(file_), testing::ExitedWithCode(3), "state\\.db': cannot be written: ");
  EXPECT_EQ(text_of(read_state(file_)), text_of(full_snapshot()));
}

TEST_F(StateOpen, AFolderThatCannotBeWrittenIsTold) {
  { StateFile(file_).replace(full_snapshot()); }
  std::filesystem::permissions(file_, static_cast<std::filesystem::perms>(0666));
  std::filesystem::remove(file_.string() + ".lock");
  std::filesystem::permissions(folder_, static_cast<std::filesystem::perms>(0555));
  EXPECT_EXIT(open_as_somebody_else(file_), testing::ExitedWithCode(3),
              "its lock file '.*state\\.db\\.lock' cannot be opened: Permission denied");
  std::filesystem::permissions(folder_, std::filesystem::perms::all);
}

TEST_F(StateOpen, WhatIsNotThereCannotBeExported) {
  EXPECT_EQ(state_error_of([&] { static_cast<void>(read_state(file_)); }),
            fmt::format("state file '{}': is not there", file_.string()));
  write("");
  EXPECT_THAT(state_error_of([&] { static_cast<void>(read_state(file_)); }), HasSubstr("is empty"));
}

TEST_F(StateOpen, APrivateFileReplacesAnotherInOneStepWithItsOwnRights) {
  std::ofstream(folder_ / "out") << "old and much longer";
  write_private_file(folder_ / "out", "new");
  EXPECT_EQ(mode_of(folder_ / "out"), 0600u);
  EXPECT_EQ(std::filesystem::file_size(folder_ / "out"), 3u);
  EXPECT_THAT(state_error_of([&] { write_private_file(folder_ / "no" / "out", "new"); }),
              HasSubstr("No such file or directory"));
}

TEST_F(StateOpen, APrivateFileTakesNoPlaceOfWhatIsNoFile) {
  std::filesystem::create_directories(folder_);
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);  // as /dev/stdout may be one
  EXPECT_EQ(state_error_of([&] { write_private_file(folder_ / "pipe", "new"); }),
            fmt::format("cannot write '{}': it is there and no file", (folder_ / "pipe").string()));
  EXPECT_TRUE(std::filesystem::is_fifo(folder_ / "pipe"));
}

}  // namespace
}  // namespace wsus::state
