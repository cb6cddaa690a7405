// State of the machine that makes a scan fail, and the typed commands that repair it, over real sockets. Each has its
// control: a plausible wrong fix.
#include "client_sim/agent/self_update.hpp"
#include "client_sim/app/simulated_pc.hpp"
#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/system/image.hpp"
#include "tests/unit/client_sim/app/fake_wsus.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <memory>

namespace wsus::client {
namespace {

using test::FakeWsus;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

wusp::UtcTime const start_time = *wusp::parse_xsd_date_time("2026-10-04T15:03:36Z");

class MachineRepairs : public testing::Test {
protected:
  explicit MachineRepairs(machine::Profile profile = machine::Profile::w11)
      : pc({.profile = profile, .server_url = server.url()}, clock) {}

  agent::Hresult scan() { return pc.scan().result.hresult; }
  void type(std::string_view line) {
    auto const result = pc.type_command(line);
    EXPECT_EQ(result.exit_code, 0) << line << "\n" << result.output;
  }
  void restart_service() {
    type("net stop wuauserv");
    type("net start wuauserv");
  }

  /// By a scan: reports go to WUStatusServer, whichever server is scanned.
  [[nodiscard]] bool is_scanned() const {
    auto const operations = server.operations();
    return std::find(operations.begin(), operations.end(), "GetConfig") != operations.end();
  }

  FakeWsus server;
  wusp::ManualClock clock{start_time};
  SimulatedPc pc;
};

// FM67
TEST_F(MachineRepairs, AnInconsistentWmiIsSalvaged) {
  pc.machine().system_state().wmi_consistent = false;
  EXPECT_EQ(scan(), agent::hr::pt_wmi_error);
  restart_service();
  EXPECT_EQ(scan(), agent::hr::pt_wmi_error);
  EXPECT_THAT(server.operations(), IsEmpty());
  type("winmgmt /salvagerepository");
  EXPECT_EQ(scan(), agent::hr::ok);
}

// FM65
TEST_F(MachineRepairs, ADamagedDatastoreIsRenamed) {
  pc.machine().data_store().damage = 0x80248007;
  EXPECT_EQ(scan(), 0x80248007U);
  restart_service();
  EXPECT_EQ(scan(), 0x80248007U);
  EXPECT_THAT(server.operations(), IsEmpty());
  type("net stop wuauserv");
  type(R"(ren C:\Windows\SoftwareDistribution SoftwareDistribution.old)");
  type("net start wuauserv");
  EXPECT_EQ(scan(), agent::hr::ok);
}

// FM64
TEST_F(MachineRepairs, AccessIsAllowedAgainByRegistry) {
  type(
      R"(reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /v DisableWindowsUpdateAccess /t REG_DWORD /d 1 /f)");
  EXPECT_EQ(scan(), agent::hr::update_access_disabled);
  restart_service();
  EXPECT_EQ(scan(), agent::hr::update_access_disabled);
  type(R"(reg delete HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /v DisableWindowsUpdateAccess /f)");
  EXPECT_EQ(scan(), agent::hr::ok);
}

// FM60
TEST_F(MachineRepairs, ADomainThatNamesAnotherServerWinsUntilItsPolicyIsGone) {
  auto outside = std::make_shared<machine::LabNetwork>();
  FakeWsus other;
  outside->domain_policy = {{std::string(machine::keys::policy), "WUServer", {.type = "REG_SZ", .text = other.url()}}};
  auto const here = [&] {
    pc.machine().network().outside = outside;
    type("gpupdate /force");
    pc.machine().network().outside.reset();  // its names and ports are those of the test
    static_cast<void>(scan());
    return is_scanned();
  };
  EXPECT_FALSE(here());
  EXPECT_FALSE(other.operations().empty());
  type(fmt::format(R"(reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /v WUServer /d {} /f)",
                   server.url()));
  EXPECT_FALSE(here()) << "typing over it does not last";
  outside->domain_policy.clear();
  EXPECT_TRUE(here());
}

// FM60 again, with nothing but typed lines.
TEST_F(MachineRepairs, AnObjectOfTheDomainIsRemovedFromIt) {
  FakeWsus other;
  constexpr auto key = R"(-Key "HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate" -ValueName WUServer)";
  type(fmt::format("Set-GPRegistryValue -Name WSUS {} -Value {}", key, other.url()));
  type("gpupdate");
  static_cast<void>(scan());
  EXPECT_FALSE(is_scanned());
  EXPECT_FALSE(other.operations().empty());
  type(fmt::format("Remove-GPRegistryValue -Name WSUS {}", key));
  type("gpupdate");
  EXPECT_EQ(scan(), agent::hr::ok);
  EXPECT_TRUE(is_scanned());
}

// FM52, for a firewall that answers; one that does not costs its time.
TEST_F(MachineRepairs, AFirewallOnTheWayIsOpened) {
  type("pathfirewall refuse any");
  EXPECT_EQ(scan(), 0x80072EFDU);
  type("ipconfig /flushdns");
  EXPECT_NE(scan(), agent::hr::ok);
  type("pathfirewall open");
  type("net stop wuauserv");
  type(R"(ren C:\Windows\SoftwareDistribution SoftwareDistribution.old)");  // and with it a back-off
  type("net start wuauserv");
  EXPECT_EQ(scan(), agent::hr::ok);
  EXPECT_FALSE(server.operations().empty());
}

// FM04
TEST_F(MachineRepairs, AHostNameIsWrittenAgain) {
  type(R"(reg delete HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v Hostname /f)");
  static_cast<void>(scan());
  ASSERT_GE(server.requests().size(), 2U);
  EXPECT_THAT(server.requests()[1], testing::Not(HasSubstr(".lab.example</")));
  type(R"(reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v Hostname /d pc01 /f)");
  type("wuauclt /resetauthorization");
  auto const before = server.requests().size();
  static_cast<void>(scan());
  EXPECT_THAT(server.requests().at(before), HasSubstr("pc01.lab.example</"));
}

// FM14
TEST_F(MachineRepairs, AStoredAuthorizationIsDroppedWithTheCookie) {
  pc.machine().data_store().authorization = machine::StoredAuthorization{"SimpleTargeting", "damaged"};
  static_cast<void>(scan());
  EXPECT_THAT(server.operations(), testing::Not(testing::Contains("GetAuthorizationCookie")));
  restart_service();
  EXPECT_TRUE(pc.machine().data_store().authorization);
  type("wuauclt /resetauthorization /detectnow");
  EXPECT_FALSE(pc.machine().data_store().authorization);
  EXPECT_THAT(server.operations(), testing::Contains("GetAuthorizationCookie"));
  EXPECT_EQ(pc.scans().back().result.hresult, agent::hr::ok);
}

// FM62
TEST_F(MachineRepairs, AClonedIdentityIsMadeAnew) {
  SimulatedPc clone({.name = "PC02", .seed = 2, .server_url = server.url()}, clock);
  machine::install_image(clone.machine(), pc.machine());
  ASSERT_EQ(machine::sus_client_id(clone.machine()), machine::sus_client_id(pc.machine()));
  clone.type_command("wuauclt /resetauthorization /detectnow");
  EXPECT_EQ(machine::sus_client_id(clone.machine()), machine::sus_client_id(pc.machine()));
  for (auto const* value : {"SusClientId", "SusClientIDValidation"}) {
    clone.type_command(
        fmt::format(R"(reg delete HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate /v {} /f)", value));
  }
  clone.type_command("net stop wuauserv");
  clone.type_command("net start wuauserv");
  EXPECT_NE(machine::sus_client_id(clone.machine()), machine::sus_client_id(pc.machine()));
}

TEST_F(MachineRepairs, WaitingEventsAreReportedOnDemand) {
  EXPECT_EQ(scan(), agent::hr::ok);
  pc.machine().system_state().wmi_consistent = false;
  EXPECT_EQ(scan(), agent::hr::pt_wmi_error);
  EXPECT_THAT(pc.machine().data_store().pending_events, SizeIs(1));
  auto const before = server.operations().size();
  type("wuauclt /reportnow");
  auto const after = server.operations();
  ASSERT_EQ(after.size(), before + 1);
  EXPECT_EQ(after.back(), "ReportEventBatch");
  EXPECT_THAT(pc.machine().data_store().pending_events, IsEmpty());
}

// FM66: the task runs between two calls, and stops the service of a scan under way.
TEST_F(MachineRepairs, ATaskThatStopsTheServiceIsDeleted) {
  type(R"(schtasks /create /tn "Save bandwidth" /tr "net stop wuauserv" /sc minute)");
  EXPECT_EQ(scan(), agent::hr::ok) << "it is not due yet";
  clock.advance(std::chrono::minutes(1));
  EXPECT_EQ(scan(), agent::hr::service_stop);
  EXPECT_FALSE(pc.machine().services().is_running("wuauserv"));
  type("net start wuauserv");
  clock.advance(std::chrono::minutes(1));
  EXPECT_EQ(scan(), agent::hr::service_stop);
  type(R"(schtasks /delete /tn "Save bandwidth" /f)");
  type("net start wuauserv");
  clock.advance(std::chrono::minutes(1));
  EXPECT_EQ(scan(), agent::hr::ok);
}

TEST_F(MachineRepairs, ATaskStartsNoScan) {
  type(R"(schtasks /create /tn scan /tr "usoclient StartScan" /sc minute)");
  clock.advance(std::chrono::minutes(1));
  EXPECT_EQ(scan(), agent::hr::ok);
  EXPECT_THAT(pc.scans(), SizeIs(1));
}

class OldMachineRepairs : public MachineRepairs {
protected:
  OldMachineRepairs() : MachineRepairs(machine::Profile::w7) {
    pc.set_content_port([](auto const& next, auto const& answered, unsigned) {
      while (auto const request = next()) {
        answered(*request, agent::ContentAnswer{.status = 200, .body = std::string(agent::lab_wuident)});
      }
    });
  }
};

// FM60: the agent hears of it while its service runs.
TEST_F(OldMachineRepairs, ThePolicysOtherServerIsInTheLog) {
  constexpr auto key = R"(-Key "HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate" -ValueName WUServer)";
  type(fmt::format("Set-GPRegistryValue -Name WSUS {} -Value http://other.lab.example:8530", key));
  auto const log = [this] { return pc.machine().files().read_as_system(pc.machine().agent_log_path()).value_or(""); };
  EXPECT_THAT(log(), testing::Not(HasSubstr("(Changed)")));
  type("gpupdate");
  EXPECT_THAT(log(), HasSubstr("  * WSUS server: http://other.lab.example:8530 (Changed)\r\n"));
}

// FM76
TEST_F(OldMachineRepairs, TheRootOfTheSelfUpdateIsImportedAgain) {
  EXPECT_EQ(scan(), agent::hr::ok);
  type(R"(certutil -delstore root "Update Signing Root")");
  EXPECT_EQ(scan(), agent::hr::untrusted_root);
  restart_service();
  EXPECT_EQ(scan(), agent::hr::untrusted_root);
  type(R"(certutil -user -addstore root C:\Windows\System32\lab\update-signing-root.cer)");
  EXPECT_EQ(scan(), agent::hr::untrusted_root) << "a user's store is not the service's";
  type(R"(certutil -addstore root C:\Windows\System32\lab\update-signing-root.cer)");
  EXPECT_EQ(scan(), agent::hr::ok);
}

}  // namespace
}  // namespace wsus::client
