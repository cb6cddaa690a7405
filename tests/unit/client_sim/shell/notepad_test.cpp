// notepad: edits of a file, all of them or none.
#include "client_sim/machine/paths.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::HasSubstr;
using windows::CommandResult;

CommandResult const silence{0, ""};

class Notepad : public testing::Test {
protected:
  Notepad() { pc.machine.files().write_as_system(file, "one\r\ntwo\r\nthree"); }
  std::string text() { return pc.machine.files().read_as_system(file).value_or("(none)"); }
  std::string const file = R"(C:\note.txt)";
  ClientPrompt pc;
};

TEST_F(Notepad, AppendsALine) {
  EXPECT_EQ(pc.type(R"(notepad C:\note.txt /append "four five")"), silence);
  EXPECT_EQ(text(), "one\r\ntwo\r\nthree\r\nfour five\r\n");
}

TEST_F(Notepad, DeletesLinesAndReplacesText) {
  EXPECT_EQ(pc.type(R"(notepad C:\note.txt /delete o /replace th TH)"), silence);
  EXPECT_EQ(text(), "THree");
}

TEST_F(Notepad, EditsTheHostsFile) {
  pc.type(R"(notepad C:\Windows\System32\drivers\etc\hosts /append "127.8.53.10 wsus.lab.example")");
  EXPECT_EQ(machine::resolve(pc.machine, "wsus.lab.example").address, "127.8.53.10");
  pc.type(R"(notepad C:\Windows\System32\drivers\etc\hosts /delete wsus.lab.example)");
  EXPECT_NE(machine::resolve(pc.machine, "wsus.lab.example").address, "127.8.53.10");
}

TEST_F(Notepad, SavesNothingWhenOneEditFails) {
  EXPECT_EQ(pc.type(R"(notepad C:\note.txt /append x /replace nine ten)"),
            (CommandResult{1, "Cannot find \"nine\"\n"}));
  EXPECT_EQ(pc.type(R"(notepad C:\note.txt /append x /delete nine)").exit_code, 1);
  EXPECT_THAT(pc.type(R"(notepad C:\note.txt /append)").output, HasSubstr("/append needs 1 more word(s).\nUsage"));
  EXPECT_THAT(pc.type(R"(notepad C:\note.txt /insert x)").output, HasSubstr("Unknown option \"/insert\".\nUsage"));
  EXPECT_EQ(text(), "one\r\ntwo\r\nthree");
}

TEST_F(Notepad, MakesAFileThatIsNotThere) {
  EXPECT_EQ(pc.type(R"(notepad C:\new.txt)"), (CommandResult{1, "Cannot find the C:\\new.txt file.\n"}));
  EXPECT_EQ(pc.type(R"(notepad C:\new.txt /append hello)"), silence);
  EXPECT_EQ(pc.machine.files().read_as_system(R"(C:\new.txt)"), "hello\r\n");
}

TEST_F(Notepad, ObeysRightsAndLeavesUtf16Alone) {
  pc.prompt.session().identity = not_elevated();
  EXPECT_EQ(pc.type(R"(notepad C:\note.txt /append x)"), (CommandResult{1, "Access is denied.\n"}));
  pc.prompt.session().identity = {};
  pc.machine.files().write_as_system(file, "\xFF\xFEo");
  EXPECT_EQ(pc.type(R"(notepad C:\note.txt /append x)").exit_code, 1);
  EXPECT_EQ(text(), "\xFF\xFEo");
  EXPECT_EQ(pc.type("notepad"), silence);
  EXPECT_EQ(pc.type("notepad /?").exit_code, 0);
}

}  // namespace
}  // namespace wsus::client_shell
