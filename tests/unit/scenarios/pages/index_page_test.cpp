// The index of failure modes.
#include "scenarios/pages/index_page.hpp"

#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(IndexPage, HasModesCodesAndWhatIsLeftOut) {
  auto const page = index_page({test::small_scenario(test::small_scenario_text())});
  EXPECT_THAT(page, HasSubstr("| [FM01](failure-modes/FM01.md) | More installed non-leaf (prerequisite) IDs than "
                              "maxInstalledPrerequisites | 0x80244007 0x8024400D | 1 | partly |\n"));
  EXPECT_THAT(page, HasSubstr("| 0x80244007 | WU_E_PT_SOAPCLIENT_SOAPFAULT | [FM01](failure-modes/FM01.md) FM02 "));
  EXPECT_THAT(page, HasSubstr("| 0x80244022 | WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL | FM30 "));
  EXPECT_THAT(page,
              HasSubstr("| FM75 | Encrypted ESD / upgrades classification synced too early | 0xC1800118 | The code "
                        "is the setup program's own"));
  EXPECT_THAT(page, Not(HasSubstr("failure-modes/FM75.md")));
}

TEST(IndexPage, HasTheCodesThatScenariosShowThoughNoRowNamesThem) {
  auto const text = test::with(test::small_scenario_text(), "- expect: {hresult: 0x80244007}\nfix:",
                               "- expect: {hresult: 0x80244007, chain: [0x803D0013, 0x80244007]}\nfix:");
  EXPECT_THAT(index_page({test::small_scenario(text)}),
              HasSubstr("| 0x803D0013 | WS_E_ENDPOINT_FAULT_RECEIVED | [FM01]("));
  EXPECT_THAT(index_page({}), Not(HasSubstr("| 0x803D0013 |")));
}

}  // namespace
}  // namespace wsus::lab
