// reg query: layout of the output, roots, values, subkeys, errors.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using windows::CommandResult;

CommandResult const not_found{1, "ERROR: The system was unable to find the specified registry key or value.\n"};

class RegQuery : public testing::Test {
protected:
  RegQuery() {
    auto& registry = pc.machine.registry();
    registry.set_text(R"(HKLM\SOFTWARE\Lab)", "Server", "http://wsus:8530");
    registry.set_dword(R"(HKLM\SOFTWARE\Lab)", "Use", 26);
    registry.set_text(R"(HKLM\SOFTWARE\Lab\AU)", "", "text");
    registry.set_dword(R"(HKLM\SOFTWARE\Lab\AU)", "Use", 0);
    registry.create_key(R"(HKLM\SOFTWARE\Lab\Empty)");
  }
  ClientPrompt pc;
};

TEST_F(RegQuery, AKeyShowsItsValuesAndTheNamesOfItsSubkeys) {
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\Lab)"), (CommandResult{0, R"(
HKEY_LOCAL_MACHINE\SOFTWARE\Lab
    Server    REG_SZ    http://wsus:8530
    Use    REG_DWORD    0x1a

HKEY_LOCAL_MACHINE\SOFTWARE\Lab\AU
HKEY_LOCAL_MACHINE\SOFTWARE\Lab\Empty
)"}));
}

TEST_F(RegQuery, LongRootsAndAnyCaseFindTheSameKey) {
  auto const expected = pc.type(R"(reg query HKLM\SOFTWARE\Lab)");
  EXPECT_EQ(pc.type(R"(REG QUERY hkey_local_machine\software\LAB)"), expected);
  EXPECT_EQ(pc.type(R"(reg.exe query "HKLM\Software\lab\")"), expected);
}

TEST_F(RegQuery, OneValueIsShownWithItsStoredName) {
  CommandResult const expected{0, "\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Lab\n    Use    REG_DWORD    0x1a\n\n"};
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\Lab /v USE)"), expected);
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\Lab /V Use)"), expected);
}

TEST_F(RegQuery, TheDefaultValueHasAName) {
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\Lab\AU /ve)"),
            (CommandResult{0, "\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Lab\\AU\n    (Default)    REG_SZ    text\n\n"}));
}

TEST_F(RegQuery, ZeroIsShownInHexadecimalToo) {
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\Lab\AU /v Use)"),
            (CommandResult{0, "\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Lab\\AU\n    Use    REG_DWORD    0x0\n\n"}));
}

TEST_F(RegQuery, SShowsEverythingBelow) {
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\Lab /s)"), (CommandResult{0, R"(
HKEY_LOCAL_MACHINE\SOFTWARE\Lab
    Server    REG_SZ    http://wsus:8530
    Use    REG_DWORD    0x1a

HKEY_LOCAL_MACHINE\SOFTWARE\Lab\AU
    (Default)    REG_SZ    text
    Use    REG_DWORD    0x0

)"}));
}

TEST_F(RegQuery, SWithANameSearchesAndCounts) {
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\Lab /s /v use)"), (CommandResult{0, R"(
HKEY_LOCAL_MACHINE\SOFTWARE\Lab
    Use    REG_DWORD    0x1a

HKEY_LOCAL_MACHINE\SOFTWARE\Lab\AU
    Use    REG_DWORD    0x0

End of search: 2 match(es) found.
)"}));
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\Lab /s /v none)"),
            (CommandResult{1, "\nEnd of search: 0 match(es) found.\n"}));
}

TEST_F(RegQuery, WhatIsMissingIsNotFound) {
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\None)"), not_found);
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\Lab /v None)"), not_found);
  EXPECT_EQ(pc.type(R"(reg query HKLM\SOFTWARE\Lab /ve)"), not_found);
}

TEST_F(RegQuery, ReadingNeedsNoElevation) {
  ClientPrompt user({}, not_elevated());
  EXPECT_EQ(user.type(R"(reg query HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate)").exit_code, 0);
}

TEST_F(RegQuery, WrongSyntaxPointsToTheHelp) {
  CommandResult const invalid{1, "ERROR: Invalid syntax.\nType \"REG QUERY /?\" for usage.\n"};
  for (auto const* line :
       {"reg query", R"(reg query HKLM\SOFTWARE /v)", R"(reg query HKLM\SOFTWARE /f x)", R"(reg query HKLM\SOFTWARE x)",
        R"(reg query HKLM\SOFTWARE /s /s)", R"(reg query HKLM\SOFTWARE /v a /v b)"}) {
    EXPECT_EQ(pc.type(line), invalid) << line;
  }
  EXPECT_EQ(pc.type(R"(reg query SOFTWARE\Lab)"),
            (CommandResult{1, "ERROR: Invalid key name.\nType \"REG QUERY /?\" for usage.\n"}));
  for (auto const* line : {"reg", "reg show HKLM"}) {
    EXPECT_EQ(pc.type(line), (CommandResult{1, "ERROR: Invalid syntax.\nType \"REG /?\" for usage.\n"})) << line;
  }
}

}  // namespace
}  // namespace wsus::client_shell
