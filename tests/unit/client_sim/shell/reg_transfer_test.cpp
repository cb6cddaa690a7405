// reg import and reg export: what a file changes, what is refused, and that what was saved comes back.
#include "client_sim/shell/reg_file.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using machine::RegistryValue;
using reg_parts::read_registry_file;
using windows::CommandResult;

CommandResult const completed{0, "The operation completed successfully.\n\n"};
CommandResult const access_denied{1, "ERROR: Access is denied.\n"};
constexpr auto lab = R"(HKLM\SOFTWARE\Lab)";
constexpr std::string_view file =
    "Windows Registry Editor Version 5.00\r\n\r\n; a remark\r\n"
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Lab]\r\n\"Text\"=\"a \\\\ b \\\"c\\\"\"\r\n\"Number\"=dword:0000001f\r\n"
    "@=\"default\"\r\n\"Bytes\"=hex:de,ad,\\\r\n  be,ef\r\n\"Gone\"=-\r\n\r\n[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Old]\r\n";

TEST(RegImport, SetsAndRemovesWhatTheFileSays) {
  ClientPrompt pc;
  auto& registry = pc.machine.registry();
  registry.set_text(lab, "Gone", "x");
  registry.set_text(R"(HKLM\SOFTWARE\Old)", "y", "z");
  pc.machine.files().write_as_system(R"(C:\lab.reg)", file);
  EXPECT_EQ(pc.type(R"(reg import C:\lab.reg)"), completed);
  EXPECT_EQ(registry.get_text(lab, "Text"), R"(a \ b "c")");
  EXPECT_EQ(registry.get_dword(lab, "Number"), 31U);
  EXPECT_EQ(registry.get_text(lab, ""), "default");
  EXPECT_EQ(registry.get(lab, "Bytes"), (RegistryValue{.type = "REG_BINARY", .text = "DEADBEEF"}));
  EXPECT_FALSE(registry.get(lab, "Gone"));
  EXPECT_EQ(registry.find_key(R"(HKLM\SOFTWARE\Old)"), nullptr);
}

TEST(RegImport, AFileOfRegeditInUtf16IsReadToo) {
  std::string wide = "\xFF\xFE";
  for (char const c : file) wide += std::string{c, '\0'};
  auto const narrow = read_registry_file(file);
  auto const read = read_registry_file(wide);
  ASSERT_TRUE(narrow && read);
  EXPECT_EQ(read->size(), narrow->size());
}

TEST(RegImport, WhatIsNoRegistryFileChangesNothing) {
  for (auto const* text :
       {"", "[HKLM\\SOFTWARE\\Lab]\n", "REGEDIT4\n\"a\"=\"b\"\n", "REGEDIT4\n[HKXX\\a]\n",
        "REGEDIT4\n[HKLM\\SOFTWARE\\Lab]\n\"a\"=\"b\n", "REGEDIT4\n[HKLM\\SOFTWARE\\Lab]\na=\"b\"\n",
        "REGEDIT4\n[HKLM\\SOFTWARE\\Lab]\n\"a\"=dword:xyz\n", "REGEDIT4\n[HKLM\\SOFTWARE\\Lab\n",
        "REGEDIT4\n[HKLM\\SOFTWARE\\Lab]\n\"a\"=\"b\" c\n", "REGEDIT4\n[-HKLM\\SOFTWARE\\Lab]\n\"a\"=-\n"}) {
    ClientPrompt pc;
    auto const before = pc.machine.registry().all().size();
    pc.machine.files().write_as_system(R"(C:\x.reg)", text);
    EXPECT_EQ(pc.type(R"(reg import C:\x.reg)").exit_code, 1) << text;
    EXPECT_EQ(pc.machine.registry().all().size(), before) << text;
  }
}

TEST(RegImport, NeedsAFileAndRights) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type("reg import").exit_code, 1);
  EXPECT_EQ(pc.type(R"(reg import C:\nowhere.reg)").exit_code, 1);
  ClientPrompt plain({}, not_elevated());
  plain.machine.files().write_as_system(R"(C:\lab.reg)", file);
  EXPECT_EQ(plain.type(R"(reg import C:\lab.reg)"), access_denied);
  EXPECT_EQ(plain.machine.registry().find_key(lab), nullptr);
}

TEST(RegExport, WhatIsSavedComesBack) {
  ClientPrompt pc;
  auto& registry = pc.machine.registry();
  pc.machine.files().write_as_system(R"(C:\lab.reg)", file);
  ASSERT_EQ(pc.type(R"(reg import C:\lab.reg)"), completed);
  registry.set_text(R"(HKLM\SOFTWARE\Lab\Below)", "q", R"("quoted\")");
  ASSERT_EQ(pc.type(R"(reg export HKLM\SOFTWARE\Lab C:\saved.reg)"), completed);
  ASSERT_EQ(pc.type(R"(reg delete HKLM\SOFTWARE\Lab /f)"), completed);
  ASSERT_EQ(registry.find_key(lab), nullptr);
  ASSERT_EQ(pc.type(R"(reg import C:\saved.reg)"), completed);
  EXPECT_EQ(registry.get_text(lab, "Text"), R"(a \ b "c")");
  EXPECT_EQ(registry.get_dword(lab, "Number"), 31U);
  EXPECT_EQ(registry.get_text(R"(HKLM\SOFTWARE\Lab\Below)", "q"), R"("quoted\")");
  EXPECT_EQ(registry.get(lab, "Bytes"), (RegistryValue{.type = "REG_BINARY", .text = "DEADBEEF"}));
}

TEST(RegExport, AFileThatIsThereIsKeptUnlessToldOtherwise) {
  ClientPrompt pc;
  pc.machine.registry().set_text(lab, "a", "b");
  pc.machine.files().write_as_system(R"(C:\saved.reg)", "mine");
  EXPECT_EQ(pc.type(R"(reg export HKLM\SOFTWARE\Lab C:\saved.reg)").exit_code, 1);
  EXPECT_EQ(pc.machine.files().read_as_system(R"(C:\saved.reg)"), "mine");
  EXPECT_EQ(pc.type(R"(reg export HKLM\SOFTWARE\Lab C:\saved.reg /y)"), completed);
  EXPECT_NE(pc.machine.files().read_as_system(R"(C:\saved.reg)"), "mine");
  EXPECT_EQ(pc.type(R"(reg export HKLM\SOFTWARE\None C:\other.reg)").exit_code, 1);
  EXPECT_EQ(pc.type(R"(reg export HKLM\SOFTWARE\Lab)").exit_code, 1);
}

}  // namespace
}  // namespace wsus::client_shell
