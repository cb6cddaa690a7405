// The prompt: finding commands, joining them, what cmd.exe says to what it does not know.
#include "windows/prompt/prompt.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace wsus::windows {
namespace {

/// Shows what it was given: "[name|tail|word|word]".
Command echoing(std::string_view name, int exit_code = 0) {
  return {name, "shows its words", [name, exit_code](Session&, Arguments const& arguments) {
            std::string text = "[" + std::string(name) + "|" + arguments.tail;
            for (auto const& word : arguments.words) text += "|" + word;
            return CommandResult{exit_code, text + "]"};
          }};
}

class PromptTest : public testing::Test {
protected:
  FileSystem files;
  Prompt prompt{
      Session{.files = files},
      {echoing("net"), echoing("wuauclt"), echoing("Get-WindowsUpdateLog"), echoing("cd"), echoing("fail", 5)}};
};

struct LineCase {
  std::string_view line;
  int exit_code;
  std::string_view output;
};

class Line : public PromptTest, public testing::WithParamInterface<LineCase> {};

TEST_P(Line, IsTakenApart) {
  auto const result = prompt.run(GetParam().line);
  EXPECT_EQ(result.output, GetParam().output);
  EXPECT_EQ(result.exit_code, GetParam().exit_code);
}

INSTANTIATE_TEST_SUITE_P(
    Found, Line,
    testing::Values(LineCase{"net stop wuauserv", 0, "[net|stop wuauserv|stop|wuauserv]"},
                    LineCase{"  NET.EXE\tstop ", 0, "[net|stop|stop]"},
                    LineCase{R"(C:\Windows\System32\net.exe stop)", 0, "[net|stop|stop]"},
                    LineCase{R"(%SystemRoot%\System32\net stop)", 0, "[net|stop|stop]"},
                    LineCase{R"("C:\Program Files\Net.exe" "a b")", 0, R"([net|"a b"|a b])"},
                    LineCase{"net/all", 0, "[net|/all|/all]"}, LineCase{"net", 0, "[net|]"},
                    LineCase{"wuauclt.exe /resetauthorization /detectnow", 0,
                             "[wuauclt|/resetauthorization /detectnow|/resetauthorization|/detectnow]"},
                    LineCase{"get-windowsupdatelog -LogPath x", 0, "[Get-WindowsUpdateLog|-LogPath x|-LogPath|x]"},
                    LineCase{"net %ProgramFiles%", 0, R"([net|C:\Program Files|C:\Program|Files])"},
                    LineCase{"net %nope%", 0, "[net|%nope%|%nope%]"}, LineCase{"cd..", 0, "[cd|..|..]"},
                    LineCase{R"(CD\net)", 0, R"([cd|\net|\net])"}, LineCase{"fail", 5, "[fail|]"}));

INSTANTIATE_TEST_SUITE_P(Joined, Line,
                         testing::Values(LineCase{"net a && net b", 0, "[net|a|a][net|b|b]"},
                                         LineCase{"net&&net&net", 0, "[net|][net|][net|]"},
                                         LineCase{"fail && net", 5, "[fail|]"},
                                         LineCase{"fail & net", 0, "[fail|][net|]"},
                                         LineCase{"fail && net a && net b & net c", 0, "[fail|][net|c|c]"},
                                         LineCase{"net && fail", 5, "[net|][fail|]"},
                                         LineCase{R"(net "a && b")", 0, R"([net|"a && b"|a && b])"},
                                         LineCase{"net & ", 0, "[net|]"},
                                         LineCase{"net && ", 1, "The syntax of the command is incorrect.\n"},
                                         LineCase{"& net", 1, "& was unexpected at this time.\n"},
                                         LineCase{"net && && net", 1, "&& was unexpected at this time.\n"}));

INSTANTIATE_TEST_SUITE_P(Nothing, Line,
                         testing::Values(LineCase{"", 0, ""}, LineCase{" \t", 0, ""}, LineCase{"rem", 0, ""},
                                         LineCase{"REM net stop && fail", 0, ""},
                                         LineCase{"fail & rem net & net", 5, "[fail|]"}));

INSTANTIATE_TEST_SUITE_P(Unknown, Line,
                         testing::Values(LineCase{"foo /x", 9009,
                                                  "'foo' is not recognized as an internal or external command,\n"
                                                  "operable program or batch file.\n"},
                                         LineCase{
                                             R"("foo bar" x)", 9009,
                                             "'\"foo bar\"' is not recognized as an internal or external command,\n"
                                             "operable program or batch file.\n"},
                                         LineCase{"remark", 9009,
                                                  "'remark' is not recognized as an internal or external command,\n"
                                                  "operable program or batch file.\n"},
                                         LineCase{"foo && net", 9009,
                                                  "'foo' is not recognized as an internal or external command,\n"
                                                  "operable program or batch file.\n"}));

TEST_F(PromptTest, HelpListsEveryCommandWithItsSummary) {
  auto const result = prompt.run("HELP");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "net                   shows its words\n"
                           "wuauclt               shows its words\n"
                           "Get-WindowsUpdateLog  shows its words\n"
                           "cd                    shows its words\n"
                           "fail                  shows its words\n");
}

TEST_F(PromptTest, TextIsTheCurrentFolder) {
  EXPECT_EQ(prompt.text(), R"(C:\Windows\System32>)");
  prompt.session().cwd = R"(C:\)";
  EXPECT_EQ(prompt.text(), R"(C:\>)");
}

TEST(Prompt, RefusesTwoCommandsOfOneName) {
  FileSystem files;
  EXPECT_THROW(Prompt(Session{.files = files}, {echoing("net"), echoing("NET.exe")}), std::invalid_argument);
  EXPECT_NO_THROW(Prompt(Session{.files = files}, {echoing("net"), echoing("net1")}));
}

TEST(Prompt, RefusesACommandWithNothingToRun) {
  FileSystem files;
  EXPECT_THROW(Prompt(Session{.files = files}, {Command{"net", "", nullptr}}), std::invalid_argument);
}

}  // namespace
}  // namespace wsus::windows
