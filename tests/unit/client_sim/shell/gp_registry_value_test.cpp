// The domain's policy, changed where an administrator changes it.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::HasSubstr;

class GpRegistryValue : public testing::Test {
protected:
  std::string server() { return pc.machine.registry().get_text(machine::keys::policy, "WUServer").value_or("none"); }
  void type(std::string_view line) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 0) << line << "\n" << result.output;
  }
  std::string const key = R"( -Key "HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate")";
  std::string const set = "Set-GPRegistryValue -Name WSUS" + key + " -ValueName WUServer -Value http://domain:8530";
  ClientPrompt pc{{.server_url = "http://own:8530"}};
};

// FM60: set in the domain, typed over at the machine, removed from the domain.
TEST_F(GpRegistryValue, CountsFromTheNextRefreshOn) {
  type(set);
  EXPECT_EQ(server(), "http://own:8530");
  type("gpupdate");
  EXPECT_EQ(server(), "http://domain:8530");
  type(R"(reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /v WUServer /d http://typed:8530 /f)");
  type("gpupdate /force");
  EXPECT_EQ(server(), "http://domain:8530");
  type("Remove-GPRegistryValue -Name wsus" + key + " -ValueName WUServer");
  type("gpupdate");
  EXPECT_EQ(server(), "http://own:8530");
}

TEST_F(GpRegistryValue, NumbersAreNumbers) {
  type("powershell Set-GPRegistryValue -Name WSUS" + key +
       " -ValueName DisableWindowsUpdateAccess -Type DWord -Value 1");
  type("gpupdate");
  EXPECT_EQ(pc.machine.registry().get_dword(machine::keys::policy, "DisableWindowsUpdateAccess"), 1U);
  auto const shown = pc.type("Get-GPRegistryValue -Name WSUS" + key).output;
  EXPECT_THAT(shown, HasSubstr("ValueName   : DisableWindowsUpdateAccess\nType        : DWord\nValue       : 1\n"));
}

TEST_F(GpRegistryValue, AWholeKeyIsRemoved) {
  type(set);
  type("Set-GPRegistryValue -Name WSUS" + key + " -ValueName WUStatusServer -Value http://domain:8530");
  type("Remove-GPRegistryValue -Name WSUS" + key);
  type("gpupdate /force");
  EXPECT_EQ(server(), "http://own:8530");
}

TEST_F(GpRegistryValue, MistakesChangeNothing) {
  struct Row {
    std::string line;
    std::string_view said;
  };
  for (auto const& row :
       {Row{"Set-GPRegistryValue -Name WSUS" + key, "missing mandatory parameters"},
        Row{"Set-GPRegistryValue -Name WSUS -Key Nowhere\\x -ValueName a -Value b", "is not a valid registry key"},
        Row{"Set-GPRegistryValue -Name WSUS" + key + " -ValueName a -Type DWord -Value b", "The lab knows: String"},
        Row{"Set-GPRegistryValue -Name WSUS" + key + " -ValueName a -Type QWord -Value 1", "The lab knows: String"},
        Row{"Set-GPRegistryValue -Colour red", "matches parameter name 'Colour'"},
        Row{"Set-GPRegistryValue -Name", "Missing an argument"},
        Row{"Remove-GPRegistryValue -Name WSUS" + key, "was not found"},
        Row{"Remove-GPRegistryValue -Name WSUS", "missing mandatory parameters"},
        Row{"Get-GPRegistryValue -Name WSUS" + key, "was not found"}}) {
    auto const result = pc.type(row.line);
    EXPECT_EQ(result.exit_code, 1) << row.line;
    EXPECT_THAT(result.output, HasSubstr(row.said)) << row.line;
  }
  pc.prompt.session().identity = not_elevated();
  EXPECT_THAT(pc.type(set).output, HasSubstr("Access is denied."));
  EXPECT_TRUE(pc.machine.system_state().policy.objects.empty());
}

}  // namespace
}  // namespace wsus::client_shell
