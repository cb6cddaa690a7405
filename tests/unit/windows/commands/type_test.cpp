// type: content, line ends, errors.
#include "windows/commands/commands.hpp"

#include <gtest/gtest.h>

namespace wsus::windows {
namespace {

class Type : public testing::Test {
protected:
  Type() {
    files.write_as_system(R"(C:\Windows\a.log)", "one\r\ntwo\nthree\r");
    files.write_as_system(R"(C:\Windows\b c.log)", "four\r\n");
    files.write_as_system(R"(C:\Windows\secret.log)", "hidden");
    files.set_security(R"(C:\Windows\secret.log)", {.owner = "SYSTEM", .access = {{"SYSTEM", Access::full}}});
    prompt.session().cwd = R"(C:\Windows)";
  }
  void expect(std::string_view line, int exit_code, std::string_view output) {
    auto const result = prompt.run(line);
    EXPECT_EQ(result.output, output) << line;
    EXPECT_EQ(result.exit_code, exit_code) << line;
  }
  FileSystem files;
  Prompt prompt{Session{.files = files}, common_commands()};
};

TEST_F(Type, TurnsCrLfIntoLfAndLeavesTheRest) { expect("type a.log", 0, "one\ntwo\nthree\r"); }

TEST_F(Type, TakesAnAbsoluteQuotedPath) { expect(R"(type "%windir%\B C.log")", 0, "four\n"); }

TEST_F(Type, SaysWhyItCannotShowAFile) {
  expect("type no.log", 1, "The system cannot find the file specified.\n");
  expect(R"(type no\no.log)", 1, "The system cannot find the path specified.\n");
  expect("type secret.log", 1, "Access is denied.\n");
  expect("type System32", 1, "Access is denied.\n");
  expect("type", 1, "The syntax of the command is incorrect.\n");
}

TEST_F(Type, NamesTheFilesWhenThereAreSeveral) {
  expect(R"(type "b c.log" no.log)", 1,
         "\nb c.log\n\n\nfour\n"
         "The system cannot find the file specified.\n"
         "Error occurred while processing: no.log.\n");
}

}  // namespace
}  // namespace wsus::windows
