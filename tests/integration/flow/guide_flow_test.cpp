// The guide for real clients, followed by a simulated one: pointed by the registry file, a scan, and back again.
#include "server/guide/guide_text.hpp"
#include "server/guide/registry_file.hpp"
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::test {
namespace {

using testing::ElementsAreArray;
using testing::IsEmpty;

constexpr auto policy = R"(HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate)";
constexpr auto policy_au = R"(HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU)";

class GuideFlow : public FlowTest {
protected:
  /// A PC of a company whose WSUS is another one, in a network that has both names but reaches the mock only.
  void SetUp() override {
    serve(config_of({needed_update(1)}));
    machine::MachineOptions options;
    options.server_url = "http://old.corp.example:8530";
    pc_ = std::make_unique<client::SimulatedPc>(std::move(options), clock_);
    auto const network = std::make_shared<machine::LabNetwork>();
    network->dns.set("wsus.lab.example", {.address = "10.0.0.5"});
    network->listeners[{"10.0.0.5", 8530}] = {"127.0.0.1", server_->port()};
    pc_->machine().network().outside = network;
  }
  void import_text(std::string const& text) {
    pc_->machine().files().write_as_system(R"(C:\guide.reg)", text);
    auto const answer = pc_->type_command(R"(reg import C:\guide.reg)");
    ASSERT_EQ(answer.exit_code, 0) << answer.output;
  }
  static guide::ClientTarget target() {
    return std::get<guide::ClientTarget>(guide::read_client_target("http://wsus.lab.example:8530"));
  }
  machine::Registry const& registry() { return pc_->machine().registry(); }
  std::unique_ptr<client::SimulatedPc> pc_{};
};

TEST_F(GuideFlow, TheRegistryFilePointsAClientThatThenScansAsTheGuideSays) {
  import_text(guide::point_registry_file(target()));
  auto const result = pc_->scan().result;
  ASSERT_EQ(result.hresult, agent::hr::ok) << result.message;
  EXPECT_EQ(result.updates_found, 1U);
  auto called = operations();
  called.erase(std::unique(called.begin(), called.end()), called.end());  // SyncUpdates comes several times
  EXPECT_THAT(called, ElementsAreArray(guide::first_scan_calls));
  EXPECT_EQ(server_->journal().counter("soap_faults"), 0U);
}

TEST_F(GuideFlow, ATwinThatIsNotPointedNeverComes) {
  EXPECT_NE(pc_->scan().result.hresult, agent::hr::ok);
  EXPECT_THAT(operations(), IsEmpty());
}

TEST_F(GuideFlow, TheWayBackAndTheSavedFileRestoreWhatWasThere) {
  auto const before = registry().get(policy, "WUServer");
  ASSERT_TRUE(before);
  ASSERT_EQ(pc_->type_command(std::string("reg export ") + policy + R"( C:\before.reg)").exit_code, 0);
  import_text(guide::point_registry_file(target()));
  ASSERT_EQ(registry().get_text(policy, "WUServer"), "http://wsus.lab.example:8530");
  import_text(guide::back_registry_file());
  EXPECT_FALSE(registry().get(policy, "WUServer"));
  EXPECT_FALSE(registry().get(policy, "WUStatusServer"));
  EXPECT_FALSE(registry().get(policy_au, "UseWUServer"));
  ASSERT_EQ(pc_->type_command(R"(reg import C:\before.reg)").exit_code, 0);
  EXPECT_EQ(registry().get(policy, "WUServer"), before);
  EXPECT_EQ(registry().get_text(policy, "WUStatusServer"), "http://old.corp.example:8530");
  EXPECT_EQ(registry().get_dword(policy_au, "UseWUServer"), 1U);
}

}  // namespace
}  // namespace wsus::test
