// The system's state in machine.json, and files of programs that did not write it.
#include "client_sim/machine/system/signing_root.hpp"
#include "tests/unit/client_sim/machine/state_file_fixture.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace wsus::machine {
namespace {

using testing::HasSubstr;

void fill(SystemState& state) {
  state.clock_offset = -std::chrono::hours(48);
  state.policy.local.push_back({std::string(keys::policy), "TargetGroup", {.type = "REG_SZ", .text = "Pilot"}});
  state.policy.applied = state.policy.local;
  state.policy.objects.push_back({"WSUS", state.policy.local});
  state.certificates.add("CA",
                         {.subject = "CN=x", .issuer = "CN=y", .serial = "01", .thumbprint = "ab", .pem = "text"});
  state.firewall.push_back({.name = "Block WSUS", .blocks = true, .protocol = "TCP", .remote_port = "8530"});
  state.wmi_consistent = false;
}

TEST_F(StateFile, TheSystemsStateComesBack) {
  TestMachine saved;
  fill(saved.machine.system_state());
  saved.machine.data_store().damage = 0x80248007;
  saved.machine.data_store().authorization = StoredAuthorization{"SimpleTargeting", "raw \x01 bytes"};
  save_state(saved.machine, directory_);

  TestMachine loaded;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  auto const& state = loaded.machine.system_state();
  auto const& wanted = saved.machine.system_state();
  EXPECT_EQ(state.clock_offset, wanted.clock_offset);
  EXPECT_EQ(state.policy.local, wanted.policy.local);
  EXPECT_EQ(state.policy.applied, wanted.policy.applied);
  ASSERT_EQ(state.policy.objects.size(), 1U);
  EXPECT_EQ(state.policy.objects[0].name, "WSUS");
  EXPECT_EQ(state.policy.objects[0].values, wanted.policy.local);
  EXPECT_EQ(state.certificates.all(), wanted.certificates.all());
  EXPECT_EQ(state.firewall, wanted.firewall);
  EXPECT_FALSE(state.wmi_consistent);
  EXPECT_EQ(loaded.machine.data_store().damage, 0x80248007U);
  ASSERT_TRUE(loaded.machine.data_store().authorization);
  EXPECT_EQ(loaded.machine.data_store().authorization->data, "raw \x01 bytes");
}

TEST_F(StateFile, OfOlderProgramsHasTheStateOfANewMachine) {
  TestMachine saved;
  save_state(saved.machine, directory_);
  auto text = read(document());
  auto const begin = text.find("\"system_state\":");
  auto const end = text.find("\"registry\":");
  ASSERT_LT(begin, end);
  text.erase(begin, end - begin);
  auto const bits = text.find("\"bits\":");
  text.replace(bits, text.find('}', bits) + 1 - bits, "\"bits\":\"disabled\"");
  auto const dosvc = text.find("\"dosvc\":");
  text.erase(dosvc, text.find(',', text.find('}', dosvc)) + 1 - dosvc);
  write(document(), text);

  TestMachine loaded;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  EXPECT_TRUE(loaded.machine.services().is_disabled("bits"));
  EXPECT_FALSE(loaded.machine.services().is_running("bits"));
  EXPECT_TRUE(loaded.machine.services().is_running("dosvc")) << "as at a new machine";
  EXPECT_TRUE(loaded.machine.system_state().certificates.has_thumbprint(root_store, signing_root().thumbprint));
  EXPECT_EQ(dns_name(loaded.machine), "pc01.lab.example");
}

TEST_F(StateFile, AHostNameThatWasDeletedStaysDeleted) {
  TestMachine saved;
  saved.machine.registry().delete_value(keys::tcpip_parameters, "Hostname");
  save_state(saved.machine, directory_);
  TestMachine loaded;
  ASSERT_TRUE(load_state(loaded.machine, directory_));
  EXPECT_EQ(dns_name(loaded.machine), "");
}

TEST_F(StateFile, DamageOfTheSystemsStateIsReportedWithItsPlace) {
  struct Row {
    std::string_view from;
    std::string_view to;
    std::string_view expected;
  };
  for (Row const& row :
       {Row{R"("clock_offset":)", R"("clock":)", "$.system_state: unknown member \"clock\""},
        Row{R"("remote_port":"8530")", R"("remote_port":"x")", "$.system_state.firewall[0].remote_port: expected"},
        Row{R"("serial":"01")", R"("serial":1)", "$.system_state.certificates.CA[0].serial: expected a text"},
        Row{R"("local_policy":[{"key":"HKLM)", R"("local_policy":[{"key":"HKXX)",
            "$.system_state.local_policy[0].key: expected the path of a registry key"}}) {
    TestMachine saved;
    fill(saved.machine.system_state());
    save_state(saved.machine, directory_);
    damage(row.from, row.to);
    EXPECT_THAT(complaint(), HasSubstr(row.expected));
  }
}

TEST(HostName, IsThatOfTheTcpIpSettings) {
  TestMachine pc({.dns_name = "pc01.lab.example"});
  EXPECT_EQ(dns_name(pc.machine), "pc01.lab.example");
  pc.machine.registry().set_text(keys::tcpip_parameters, "Domain", "");
  EXPECT_EQ(dns_name(pc.machine), "pc01");
  pc.machine.registry().delete_value(keys::tcpip_parameters, "Hostname");  // FM04
  EXPECT_EQ(dns_name(pc.machine), "");
  TestMachine const bare({.dns_name = "pc01"});
  EXPECT_EQ(dns_name(bare.machine), "pc01");
}

TEST(MachineClock, IsTheWorldsWithItsOffset) {
  TestMachine pc;
  auto const world = pc.clock.now();
  EXPECT_EQ(pc.machine.now(), world);
  pc.machine.system_state().clock_offset = std::chrono::hours(48);
  EXPECT_EQ(pc.machine.now(), world + std::chrono::hours(48));
  EXPECT_EQ(pc.machine.local_now(), world + std::chrono::hours(49));
}

}  // namespace
}  // namespace wsus::machine
