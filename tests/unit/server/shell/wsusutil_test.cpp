// wsusutil movecontent: what is refused, and that the server learns of the move.
#include "tests/unit/server/shell/server_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::HasSubstr;

class Wsusutil : public testing::Test {
protected:
  windows::CommandResult run(std::string_view line, windows::Identity identity = {}) {
    windows::Session session{.files = machine_.files, .identity = std::move(identity)};
    return windows::Prompt(std::move(session), server_commands({.move_content = [this] { ++moves_; }})).run(line);
  }
  ServerMachine machine_;
  int moves_ = 0;
};

TEST_F(Wsusutil, MoveContentMakesTheFolderWritesTheLogAndTellsTheServer) {
  auto const result = run(R"(wsusutil movecontent D:\WSUS C:\move.log)");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr("The content move completed successfully."));
  EXPECT_TRUE(machine_.files.is_directory(R"(D:\WSUS)"));
  EXPECT_EQ(machine_.files.read_as_system(R"(C:\move.log)"), "WSUS content directory is now D:\\WSUS.\r\n");
  EXPECT_EQ(moves_, 1);
}

TEST_F(Wsusutil, SkipcopyMovesAsWell) {
  EXPECT_EQ(run(R"(WSUSUTIL.EXE MoveContent D:\WSUS C:\move.log -SkipCopy)").exit_code, 0);
  EXPECT_THAT(machine_.files.read_as_system(R"(C:\move.log)").value_or(""), HasSubstr("No file was copied."));
  EXPECT_EQ(moves_, 1);
}

TEST_F(Wsusutil, WhatItCannotDoMovesNothing) {
  struct Row {
    std::string line;
    std::string says;
  };
  for (auto const& row : {Row{"wsusutil movecontent", "wsusutil movecontent contentpath logfile"},
                          Row{R"(wsusutil movecontent D:\WSUS)", "contentpath"},
                          Row{R"(wsusutil movecontent D:\WSUS C:\move.log -nocopy)", "contentpath"},
                          Row{R"(wsusutil movecontent WSUS C:\move.log)", "Invalid content path \"WSUS\""},
                          Row{R"(wsusutil movecontent \\host\share C:\move.log)", "Invalid content path"},
                          Row{R"(wsusutil movecontent D:\WSUS move.log)", "Invalid log file \"move.log\""},
                          Row{"wsusutil reset", "no other subcommand"}}) {
    auto const result = run(row.line);
    EXPECT_EQ(result.exit_code, 1) << row.line;
    EXPECT_THAT(result.output, HasSubstr(row.says)) << row.line;
  }
  auto const refused = run(R"(wsusutil movecontent D:\WSUS C:\move.log)", not_elevated);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.output, "Access is denied.\n");
  EXPECT_EQ(moves_, 0);
  EXPECT_FALSE(machine_.files.is_directory(R"(D:\WSUS)"));
}

TEST_F(Wsusutil, HelpIsNoMistake) {
  EXPECT_EQ(run("wsusutil").exit_code, 0);
  EXPECT_EQ(run("wsusutil /?").exit_code, 0);
  EXPECT_EQ(moves_, 0);
}

}  // namespace
}  // namespace wsus::server_shell::test
