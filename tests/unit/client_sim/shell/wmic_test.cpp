// wmic: the line that makes a Configuration Manager client scan.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>

namespace wsus::client_shell {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string line(std::string_view name_space, std::string_view schedule) {
  return "WMIC /namespace:" + std::string(name_space) + " path sms_client CALL TriggerSchedule \"" +
         std::string(schedule) + "\" /NOINTERACTIVE";
}

std::string const scan_cycle = "{00000000-0000-0000-0000-000000000113}";

TEST(Wmic, TriggersASoftwareUpdatesScan) {
  ClientPrompt pc;
  pc.has_configmgr = true;
  auto const result = pc.type(line(R"(\\root\ccm)", scan_cycle));
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("Method execution successful."));
  EXPECT_THAT(pc.asked, ElementsAre("configmgr_scan"));
}

TEST(Wmic, WithoutAConfigurationManagerClientThereIsNoSuchNamespace) {
  ClientPrompt pc;
  auto const result = pc.type(line(R"(\\root\ccm)", scan_cycle));
  EXPECT_EQ(result.exit_code, static_cast<int>(0x8004100EU));
  EXPECT_THAT(result.output, HasSubstr("Node - PC01\nERROR:\nDescription = Invalid namespace\nThe lab knows: wmic "));
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST(Wmic, AnotherNamespaceOrScheduleIsNotThere) {
  ClientPrompt pc;
  pc.has_configmgr = true;
  EXPECT_THAT(pc.type(line(R"(\\root\cimv2)", scan_cycle)).output, HasSubstr("Description = Invalid namespace"));
  EXPECT_THAT(pc.type(line(R"(\\root\ccm)", "{00000000-0000-0000-0000-000000000001}")).output,
              HasSubstr("Description = Not found"));
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST(Wmic, KnowsNothingElse) {
  ClientPrompt pc;
  pc.has_configmgr = true;
  for (auto const* typed : {"wmic", "wmic os get caption", "wmic path sms_client CALL TriggerSchedule x"}) {
    EXPECT_EQ(pc.type(typed).exit_code, 1) << typed;
    EXPECT_THAT(pc.type(typed).output, HasSubstr("The lab knows: wmic /namespace:")) << typed;
  }
  EXPECT_THAT(pc.asked, IsEmpty());
}

}  // namespace
}  // namespace wsus::client_shell
