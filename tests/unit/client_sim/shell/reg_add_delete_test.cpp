// reg add and reg delete: what they change, what they say, what they refuse.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using windows::CommandResult;

CommandResult const completed{0, "The operation completed successfully.\n\n"};
CommandResult const not_found{1, "ERROR: The system was unable to find the specified registry key or value.\n"};
CommandResult const access_denied{1, "ERROR: Access is denied.\n"};

constexpr auto lab = R"(HKLM\SOFTWARE\Lab)";

TEST(RegAdd, MakesKeyAndValue) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type(R"(reg add HKEY_LOCAL_MACHINE\SOFTWARE\Lab /v Server /t REG_SZ /d "two words" /f)"), completed);
  EXPECT_EQ(pc.machine.registry().get_text(lab, "Server"), "two words");
}

TEST(RegAdd, OptionsHaveNoOrderAndNoCase) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type(R"(REG ADD hklm\software\lab /F /D 5 /V Use /T reg_dword)"), completed);
  EXPECT_EQ(pc.machine.registry().get_dword(lab, "use"), 5U);
}

TEST(RegAdd, TheTypeIsTextWhenNotGiven) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type(R"(reg add HKLM\SOFTWARE\Lab /v Empty /f)"), completed);
  EXPECT_EQ(pc.machine.registry().get(lab, "Empty"), (machine::RegistryValue{.type = "REG_SZ"}));
}

TEST(RegAdd, DataIsReadByItsType) {
  struct Row {
    std::string_view options;
    machine::RegistryValue value;
  };
  for (Row const& row : {
           Row{"/t REG_DWORD /d 16", {"REG_DWORD", "", 16}},
           Row{"/t REG_DWORD /d 0x10", {"REG_DWORD", "", 16}},
           Row{"/t REG_DWORD /d 0XfF", {"REG_DWORD", "", 255}},
           Row{"/t REG_DWORD /d 4294967295", {"REG_DWORD", "", 0xFFFFFFFF}},
           Row{"/t REG_QWORD /d 4294967296", {"REG_QWORD", "0x100000000", 0}},
           Row{"/t REG_BINARY /d 0aFf", {"REG_BINARY", "0AFF", 0}},
           Row{"/t REG_BINARY /d 123", {"REG_BINARY", "0123", 0}},
           Row{"/t REG_EXPAND_SZ /d x", {"REG_EXPAND_SZ", "x", 0}},
           Row{"/t REG_MULTI_SZ /d a\\0b", {"REG_MULTI_SZ", "a\\0b", 0}},
           Row{"/t REG_SZ /d 0x10", {"REG_SZ", "0x10", 0}},
           Row{"/d /f", {"REG_SZ", "/f", 0}},
       }) {
    ClientPrompt pc;
    EXPECT_EQ(pc.type(std::string(R"(reg add HKLM\SOFTWARE\Lab /v X )") + std::string(row.options)), completed)
        << row.options;
    EXPECT_EQ(pc.machine.registry().get(lab, "X"), row.value) << row.options;
  }
}

TEST(RegAdd, DataThatDoesNotFitItsTypeIsRefused) {
  for (auto const* options :
       {"/t REG_DWORD", "/t REG_DWORD /d", "/t REG_DWORD /d x", "/t REG_DWORD /d -1", "/t REG_DWORD /d 4294967296",
        "/t REG_DWORD /d 0x", "/t REG_DWORD /d 1x", "/t REG_BINARY /d 0g", "/t REG_WORD /d 1", "/t", "/va", "/v Y"}) {
    ClientPrompt pc;
    EXPECT_EQ(pc.type(std::string(R"(reg add HKLM\SOFTWARE\Lab /v X /f )") + options),
              (CommandResult{1, "ERROR: Invalid syntax.\nType \"REG ADD /?\" for usage.\n"}))
        << options;
    EXPECT_EQ(pc.machine.registry().find_key(lab), nullptr) << options;
  }
}

TEST(RegAdd, AnExistingValueIsReplacedOnlyByForce) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type(R"(reg add HKLM\SOFTWARE\Lab /v X /d one)"), completed) << "nothing to ask";
  EXPECT_EQ(pc.type(R"(reg add HKLM\SOFTWARE\Lab /v X /d two)"),
            (CommandResult{1, "Value X exists, overwrite(Yes/No)? \nThe operation was canceled by the user.\n"}));
  EXPECT_EQ(pc.machine.registry().get_text(lab, "X"), "one");
  EXPECT_EQ(pc.type(R"(reg add HKLM\SOFTWARE\Lab /v X /d two /f)"), completed);
  EXPECT_EQ(pc.machine.registry().get_text(lab, "X"), "two");
}

TEST(RegAdd, WithoutANameOnlyTheKeyIsMade) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type(R"(reg add HKLM\SOFTWARE\Lab\Sub /f)"), completed);
  auto const* const key = pc.machine.registry().find_key(R"(HKLM\SOFTWARE\Lab\Sub)");
  ASSERT_NE(key, nullptr);
  EXPECT_TRUE(key->values.empty());
  EXPECT_EQ(pc.type(R"(reg add HKLM\SOFTWARE\Lab\Sub /ve /d text)"), completed);
  EXPECT_EQ(pc.machine.registry().get_text(R"(HKLM\SOFTWARE\Lab\Sub)", ""), "text");
}

TEST(RegAdd, WithoutElevationOnlyTheUsersOwnRootIsWritten) {
  ClientPrompt pc({}, not_elevated());
  EXPECT_EQ(pc.type(R"(reg add HKLM\SOFTWARE\Lab /v X /d 1 /f)"), access_denied);
  EXPECT_EQ(pc.machine.registry().find_key(lab), nullptr);
  EXPECT_EQ(pc.type(R"(reg add HKEY_CURRENT_USER\Lab /v X /d 1 /f)"), completed);
  EXPECT_EQ(pc.machine.registry().get_text(R"(HKCU\Lab)", "X"), "1");
}

class RegDelete : public testing::Test {
protected:
  RegDelete() {
    auto& registry = pc.machine.registry();
    registry.set_text(lab, "One", "1");
    registry.set_text(lab, "Two", "2");
    registry.set_text(lab, "", "default");
    registry.set_text(R"(HKLM\SOFTWARE\Lab\Sub)", "Three", "3");
  }
  machine::Registry const& registry() { return pc.machine.registry(); }
  ClientPrompt pc;
};

TEST_F(RegDelete, AValueIsDeletedOnce) {
  EXPECT_EQ(pc.type(R"(reg Delete HKLM\SOFTWARE\Lab /v ONE /f)"), completed);
  EXPECT_EQ(registry().get(lab, "One"), std::nullopt);
  EXPECT_EQ(registry().get_text(lab, "Two"), "2");
  EXPECT_EQ(pc.type(R"(reg Delete HKLM\SOFTWARE\Lab /v ONE /f)"), not_found);
}

TEST_F(RegDelete, TheDefaultValueAloneIsDeleted) {
  EXPECT_EQ(pc.type(R"(reg delete HKLM\SOFTWARE\Lab /ve /f)"), completed);
  EXPECT_EQ(registry().get(lab, ""), std::nullopt);
  EXPECT_EQ(registry().find_key(lab)->values.size(), 2U);
}

TEST_F(RegDelete, AllValuesGoAndTheSubkeysStay) {
  EXPECT_EQ(pc.type(R"(reg delete HKEY_LOCAL_MACHINE\SOFTWARE\Lab /va /f)"), completed);
  ASSERT_NE(registry().find_key(lab), nullptr);
  EXPECT_TRUE(registry().find_key(lab)->values.empty());
  EXPECT_EQ(registry().get_text(R"(HKLM\SOFTWARE\Lab\Sub)", "Three"), "3");
}

TEST_F(RegDelete, AKeyGoesWithEverythingBelow) {
  EXPECT_EQ(pc.type(R"(reg delete HKLM\SOFTWARE\Lab /f)"), completed);
  EXPECT_EQ(registry().find_key(lab), nullptr);
  EXPECT_EQ(registry().find_key(R"(HKLM\SOFTWARE\Lab\Sub)"), nullptr);
  EXPECT_NE(registry().find_key(R"(HKLM\SOFTWARE)"), nullptr);
  EXPECT_EQ(pc.type(R"(reg delete HKLM\SOFTWARE\Lab /f)"), not_found);
}

TEST_F(RegDelete, WithoutForceTheQuestionMeetsNobodyAndNothingHappens) {
  struct Row {
    std::string_view options;
    std::string_view question;
  };
  for (Row const& row : {
           Row{"/v One", "Delete the registry value One (Yes/No)? "},
           Row{"/ve", "Delete the registry value (Default) (Yes/No)? "},
           Row{"/va", R"(Delete all values under the registry key HKEY_LOCAL_MACHINE\SOFTWARE\Lab (Yes/No)? )"},
           Row{"", R"(Permanently delete the registry key HKEY_LOCAL_MACHINE\SOFTWARE\Lab (Yes/No)? )"},
       }) {
    EXPECT_EQ(pc.type(std::string(R"(reg delete HKLM\SOFTWARE\Lab )") + std::string(row.options)),
              (CommandResult{1, std::string(row.question) + "\nThe operation was canceled by the user.\n"}));
    ASSERT_NE(registry().find_key(lab), nullptr);
    EXPECT_EQ(registry().find_key(lab)->values.size(), 3U);
  }
}

TEST_F(RegDelete, WithoutElevationAccessIsDenied) {
  ClientPrompt user({}, not_elevated());
  constexpr auto line = R"(reg delete HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate /v PingID /f)";
  EXPECT_EQ(user.type(line), access_denied);
  EXPECT_TRUE(user.machine.registry().get(machine::keys::windows_update, "PingID"));
  EXPECT_EQ(user.type(R"(reg delete HKLM\SOFTWARE\None /v PingID /f)"), not_found);
  user.machine.registry().set_text(R"(HKCU\Lab)", "X", "1");
  EXPECT_EQ(user.type(R"(reg delete HKCU\Lab /v X /f)"), completed);
}

TEST_F(RegDelete, ARootStays) {
  EXPECT_EQ(pc.type("reg delete HKLM /f"), access_denied);
  EXPECT_NE(registry().find_key(lab), nullptr);
}

TEST_F(RegDelete, WrongSyntaxPointsToTheHelp) {
  CommandResult const invalid{1, "ERROR: Invalid syntax.\nType \"REG DELETE /?\" for usage.\n"};
  for (auto const* line : {"reg delete", R"(reg delete HKLM\SOFTWARE\Lab /v)", R"(reg delete HKLM\SOFTWARE\Lab /x /f)",
                           R"(reg delete HKLM\SOFTWARE\Lab One /f)", R"(reg delete HKLM\SOFTWARE\Lab /v One /va /f)",
                           R"(reg delete HKLM\SOFTWARE\Lab /v One /t REG_SZ /f)"}) {
    EXPECT_EQ(pc.type(line), invalid) << line;
  }
  EXPECT_EQ(pc.type(R"(reg delete HKLM:\SOFTWARE\Lab /f)"),
            (CommandResult{1, "ERROR: Invalid key name.\nType \"REG DELETE /?\" for usage.\n"}));
  EXPECT_EQ(registry().find_key(lab)->values.size(), 3U);
}

}  // namespace
}  // namespace wsus::client_shell
