// The lines of the WSUS articles at the server's PowerShell, and what it says to others.
#include "tests/unit/server/shell/wsus_machine.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class WsusPowershell : public testing::Test {
protected:
  windows::CommandResult run(std::string_view line, windows::Identity identity = {}) {
    return machine_.type(fmt::format("powershell -NoProfile -Command \"{}\"", line), std::move(identity));
  }
  std::vector<int> declined() const {
    std::vector<int> ids;
    for (auto const& revision : machine_.catalogue->revisions()) {
      if (revision.declined) ids.push_back(revision.id);
    }
    return ids;
  }
  WsusMachine machine_;
};

TEST_F(WsusPowershell, TheServersIdentityIsChangedAsTheMigrationGuideHasIt) {
  auto const before = machine_.server_id;
  auto const result = run("$updateServer = get-wsusserver; $config = $updateServer.GetConfiguration(); "
                          "$config.ServerId = [System.Guid]::NewGuid(); $config.Save()");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "");
  EXPECT_NE(machine_.server_id, before);
  EXPECT_EQ(machine_.new_guids, 1);
}

TEST_F(WsusPowershell, AConfigurationCountsWhenItIsSavedAndIsToldToClients) {
  machine_.database.change([](susdb::SusDb& db) { db.unread_configuration = susdb::StoredConfiguration{}; });
  EXPECT_EQ(run("$c = (Get-WsusServer).GetConfiguration(); $c.MaxXmlPerRequest = 0").exit_code, 0);
  EXPECT_EQ(machine_.settings->page.xml_bytes, 5'242'880u) << "without Save() nothing counts";
  EXPECT_EQ(
      run("$c = (Get-WsusServer).GetConfiguration(); $c.MaxXmlPerRequest = 0; $c.MaxExtendedUpdatesPerRequest = 10; "
          "$c.IsRegistrationRequired = $false; $c.TargetingMode = 'Server'; $c.MaxConcurrentDatabaseCalls = 3; "
          "$c.Save()")
          .exit_code,
      0);
  EXPECT_EQ(machine_.settings->page.xml_bytes, 0u);
  EXPECT_EQ(machine_.settings->max_extended_updates_per_request, 10u);
  EXPECT_EQ(machine_.settings->max_concurrent_syncs, 3u);
  EXPECT_FALSE(machine_.settings->registration_required);
  EXPECT_EQ(machine_.settings->targeting.mode, domain::TargetingMode::server);
  EXPECT_EQ(machine_.settings->config_last_change, now_of_tests);
  EXPECT_FALSE(machine_.database.state()->unread_configuration) << "what SQL had written is overwritten";
  EXPECT_EQ(run("$c = (Get-WsusServer).GetConfiguration(); $c.Save()").exit_code, 0);
  EXPECT_GT(machine_.settings->config_last_change, now_of_tests) << "two changes in one moment are two";
}

TEST_F(WsusPowershell, AValueIsShown) {
  EXPECT_EQ(run("(Get-WsusServer).GetConfiguration().MaxXmlPerRequest").output, "5242880\n");
  EXPECT_THAT(run("(Get-WsusServer).GetConfiguration()").output,
              HasSubstr("LocalContentCachePath        : C:\\WSUS\\WsusContent\n"));
  EXPECT_EQ(machine_.type("Get-WsusServer").output, "\nName : WSUS\n\n");
}

TEST_F(WsusPowershell, SupersededUpdatesAreDeclined) {
  EXPECT_EQ(run("Get-WsusUpdate -Classification All -Approval AnyExceptDeclined | "
                "Where-Object { $_.Update.IsSuperseded -eq $true } | Deny-WsusUpdate")
                .exit_code,
            0);
  EXPECT_EQ(declined(), std::vector<int>{1});
}

TEST_F(WsusPowershell, ThePropertyFormOfWhereWorksToo) {
  EXPECT_EQ(machine_
                .type("Get-WsusUpdate -Approval AnyExceptDeclined -Classification All -Status Any | Where-Object "
                      "-Property UpdatesSupersedingThisUpdate -NE -Value 'None' | Deny-WsusUpdate")
                .exit_code,
            0);
  EXPECT_EQ(declined(), std::vector<int>{1});
}

TEST_F(WsusPowershell, TitlesChooseUpdates) {
  EXPECT_EQ(
      run("Get-WsusUpdate | Where-Object { $_.Update.Title -like '*itanium*' -or $_.Update.Title -match 'IA64' } | "
          "Deny-WsusUpdate")
          .exit_code,
      0);
  EXPECT_EQ(declined(), std::vector<int>{3});
}

TEST_F(WsusPowershell, OneUpdateIsDeclinedByItsIdAndItsRowsAreWrittenAnew) {
  machine_.database.change(
      [](susdb::SusDb& db) { db.damage[domain::guid(3)] = {.unreadable = true, .lost_deployment = true}; });
  EXPECT_EQ(
      run(fmt::format("Get-WsusUpdate -UpdateId {} | Deny-WsusUpdate", wusp::to_string(domain::guid(3)))).exit_code, 0);
  EXPECT_EQ(declined(), std::vector<int>{3});
  EXPECT_EQ(machine_.database.state()->damage.at(domain::guid(3)), (susdb::RowDamage{.unreadable = true}));
  EXPECT_EQ(
      run(fmt::format("(Get-WsusServer).GetUpdate([guid]'{}').Decline()", wusp::to_string(domain::guid(1)))).exit_code,
      0);
  EXPECT_EQ(declined(), (std::vector<int>{1, 3}));
}

TEST_F(WsusPowershell, UpdatesAreApprovedForAGroup) {
  EXPECT_EQ(run("Get-WsusUpdate -UpdateId " + wusp::to_string(domain::guid(3)) + " | Deny-WsusUpdate").exit_code, 0);
  EXPECT_EQ(run("Get-WsusUpdate -Classification All -Approval Declined | Approve-WsusUpdate -Action Install "
                "-TargetGroupName 'All Computers'")
                .exit_code,
            0);
  EXPECT_TRUE(declined().empty());
  EXPECT_EQ(machine_.revision(3).deployment.last_change, now_of_tests);
  EXPECT_EQ(run("Get-WsusUpdate | Approve-WsusUpdate -Action NotApproved -TargetGroupName 'All Computers'").exit_code,
            0);
  EXPECT_EQ(machine_.revision(3).deployment.id, 0);
  EXPECT_EQ(run("(Get-WsusUpdate -Approval Unapproved).Count").output, "3\n");
}

TEST_F(WsusPowershell, GroupsAreMadeAndUnknownOnesRefused) {
  auto settings = *machine_.settings;
  settings.targeting.knows_groups = true;
  machine_.settings = std::make_shared<domain::Settings const>(settings);
  auto const refused = run("Get-WsusUpdate | Approve-WsusUpdate -Action Install -TargetGroupName Pilot");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, HasSubstr("Target group 'Pilot' does not exist."));
  EXPECT_EQ(run("(Get-WsusServer).CreateComputerTargetGroup('Pilots') | Out-Null").output, "");
  EXPECT_EQ(run("(Get-WsusServer).GetComputerTargetGroups().Name").output,
            "All Computers\nUnassigned Computers\nPilots\n");
  EXPECT_EQ(run("Get-WsusUpdate | Approve-WsusUpdate -Action Install -TargetGroupName pilots").exit_code, 0);
  EXPECT_EQ(machine_.revision(1).group_deployments[0].target_group, "Pilots");
  EXPECT_EQ(run("(Get-WsusServer).CreateComputerTargetGroup('PILOTS')").exit_code, 1);
}

TEST_F(WsusPowershell, CleanupCountsWhatItDoes) {
  machine_.computers = {{.client_id = "old", .last_contact = now_of_tests - std::chrono::days(31)},
                        {.client_id = "new", .last_contact = now_of_tests - std::chrono::days(29)}};
  EXPECT_EQ(run("Get-WsusServer | Invoke-WsusServerCleanup -DeclineSupersededUpdates -CleanupObsoleteUpdates "
                "-CleanupObsoleteComputers")
                .output,
            "Superseded Updates Declined: 1\nObsolete Updates Deleted: 1\nObsolete Computers Deleted: 1\n");
  EXPECT_FALSE(machine_.catalogue->find(1));
  EXPECT_EQ(machine_.computers.size(), 1u);
  EXPECT_EQ(
      machine_.type("Invoke-WsusServerCleanup -CompressUpdates -DeclineExpiredUpdates -CleanupUnneededContentFiles")
          .output,
      "Expired Updates Declined: 0\nUpdates Compressed: 0\nDiskspace Freed: 0\n");
}

TEST_F(WsusPowershell, UpdatesAreListedAndCounted) {
  EXPECT_THAT(run("Get-WsusUpdate").output,
              AllOf(HasSubstr("Itanium thing"), HasSubstr("Critical Updates"), HasSubstr(" Install\n")));
  EXPECT_EQ(run("Get-WsusUpdate | Measure-Object").output, "\nCount    : 3\n\n");
  EXPECT_EQ(run("(Get-WsusUpdate -Classification Security).Count").output, "0\n");
  EXPECT_EQ(run("Get-WsusUpdate -Classification Critical | ForEach-Object { $_.Update.Title }").output,
            "Old\nNew\nItanium thing\n");
}

TEST_F(WsusPowershell, WhatIfAndConfirm) {
  EXPECT_EQ(run("Get-WsusUpdate | where {$_.Update.IsSuperseded} | Deny-WsusUpdate -WhatIf").output,
            "What if: Performing the operation \"Deny-WsusUpdate\" on target \"Old\".\n");
  EXPECT_TRUE(declined().empty());
  EXPECT_EQ(run("Get-WsusUpdate | where {$_.Update.IsSuperseded} | Deny-WsusUpdate -Confirm:$false").exit_code, 0);
  EXPECT_EQ(declined(), std::vector<int>{1});
}

TEST_F(WsusPowershell, AChangedServerNeedsAnAdministratorAndADatabase) {
  EXPECT_THAT(run("Get-WsusUpdate | Deny-WsusUpdate", not_elevated).output,
              HasSubstr("Request for principal permission failed."));
  EXPECT_THAT(run("(Get-WsusServer).GetConfiguration().Save()", not_elevated).output,
              HasSubstr("Request for principal permission failed."));
  EXPECT_TRUE(declined().empty());
  machine_.database.change([](susdb::SusDb& db) { db.availability = susdb::Availability::stopped; });
  EXPECT_THAT(run("Get-WsusServer").output, HasSubstr("the database cannot be reached"));
}

TEST_F(WsusPowershell, MistakesAreToldAsPowershellDoesAndWithWhatTheLabKnows) {
  struct Row {
    std::string_view line;
    std::string_view says;
    std::string_view known;
  };
  for (auto const& row :
       {Row{"Get-WsusUpdates", "The term 'Get-WsusUpdates' is not recognized as the name of a cmdlet",
            "the nearest is Get-WsusUpdate"},
        Row{"(Get-WsusServer).GetConfig()", "does not contain a method named 'GetConfig'", "GetConfiguration"},
        Row{"$c = (Get-WsusServer).GetConfiguration(); $c.MaxXmlPerRequests = 1",
            "The property 'MaxXmlPerRequests' cannot be found on this object.", "MaxXmlPerRequest"},
        Row{"$c = (Get-WsusServer).GetConfiguration(); $c.MaxXmlPerRequest = 'much'",
            "Exception setting \"MaxXmlPerRequest\"", "a whole number"},
        Row{"$c = (Get-WsusServer).GetConfiguration(); $c.LocalContentCachePath = 'x'", "is a ReadOnly property.", ""},
        Row{"$none.Save()", "You cannot call a method on a null-valued expression.", ""},
        Row{"Get-WsusUpdate -Approval Denied", "Unable to match the identifier name Denied",
            "Approved, Unapproved, AnyExceptDeclined, Declined"},
        Row{"Get-WsusUpdate -Status Needed", "The status 'Needed' is not known here.", "-Status Any"},
        Row{"Get-WsusUpdate -UpdateId 12", "to type \"System.Guid\"", ""},
        Row{"Get-WsusUpdate -Foo 1", "A parameter cannot be found that matches parameter name 'Foo'.", ""},
        Row{"Get-WsusServer | Deny-WsusUpdate", "The input object cannot be bound", "what Get-WsusUpdate gives"},
        Row{"Get-WsusUpdate | Where-Object { $_.Update.IsSuperseeded }", "The property 'IsSuperseeded' cannot be found",
            "IsSuperseded"},
        Row{"Approve-WsusUpdate -Action Install", "missing mandatory parameters: TargetGroupName", ""},
        Row{"(Get-WsusServer", "Missing closing ')' in expression.", ""},
        Row{"Get-WsusServer |", "An empty pipe element is not allowed.", ""},
        Row{"Get-WsusUpdate | Where-Object { $_.Title -is 'x' }", "Unexpected token '-is'", ""},
        Row{"[System.Net.Dns]::GetHostName()", "Unable to find type [System.Net.Dns].", "System.Guid"},
        Row{"$x = 'open", "The string is missing the terminator: '.", ""}}) {
    auto const result = run(row.line);
    EXPECT_EQ(result.exit_code, 1) << row.line;
    EXPECT_THAT(result.output, HasSubstr(std::string(row.says))) << row.line;
    EXPECT_THAT(result.output, HasSubstr(std::string(row.known))) << row.line;
  }
  EXPECT_TRUE(declined().empty());
}

TEST_F(WsusPowershell, TheLineEndsAtAMistake) {
  EXPECT_EQ(run("Get-Nothing; Get-WsusUpdate | Deny-WsusUpdate").exit_code, 1);
  EXPECT_TRUE(declined().empty());
}

TEST_F(WsusPowershell, DeepAndLongLinesEnd) {
  EXPECT_EQ(run(std::string(5'000, '(')).exit_code, 1);
  EXPECT_EQ(run(std::string(5'000, '!') + "$true").output, "True\n");
  std::string blocks;
  for (int i = 0; i < 500; ++i) blocks += "Get-WsusUpdate | Where-Object {";
  EXPECT_THAT(run(blocks).output, HasSubstr("nested too deeply"));
}

TEST_F(WsusPowershell, HelpTellsTheLanguage) {
  EXPECT_THAT(machine_.type("powershell -?").output,
              AllOf(HasSubstr("Get-WsusUpdate"), HasSubstr("Where-Object"), Not(HasSubstr("  Where-Object\n"))));
}

}  // namespace
}  // namespace wsus::server_shell::test
