// The injected twin as the file has it.
#include "scenarios/pages/written_faults.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(WrittenFaults, AreTheListAsAFaultsFileHasIt) {
  EXPECT_THAT(written_faults("title: x\n"
                             "server:\n"
                             "  faults: [{delay: {by: 1 s}}]\n"
                             "injected:\n"
                             "  faults:\n"
                             "    - soap_fault: {error_code: ServerBusy}\n"
                             "      times: {first: 1}\n"
                             "\n"
                             "    # and later\n"
                             "    - refuse: {}\n"
                             "  expect: {hresult: 0x8024402D}\n"
                             "\n"
                             "controls: []\n"),
              ElementsAre("faults:", "  - soap_fault: {error_code: ServerBusy}", "    times: {first: 1}", "",
                          "  # and later", "  - refuse: {}"));
}

TEST(WrittenFaults, OfAListAsDeepAsItsKeyAreWholeToo) {
  EXPECT_THAT(written_faults("injected:\n  faults:\n  - refuse: {}\n  expect: {}\n"),
              ElementsAre("faults:", "- refuse: {}"));
}

TEST(WrittenFaults, InAFlowMapAreShownWithTheirKey) {
  EXPECT_THAT(written_faults("injected: {faults: [{refuse: {}}]}\nreproduce: []\n"),
              ElementsAre("injected: {faults: [{refuse: {}}]}"));
}

TEST(WrittenFaults, OfAFileWithoutTwinAreNone) {
  EXPECT_THAT(written_faults("server:\n  faults: [{refuse: {}}]\n"), IsEmpty());
  EXPECT_THAT(written_faults(""), IsEmpty());
}

}  // namespace
}  // namespace wsus::lab
