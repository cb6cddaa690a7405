// wsusutil: what each subcommand does, says and refuses.
#include "server/iis/config/default_application_host.hpp"
#include "tests/unit/server/shell/wsus_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Wsusutil : public testing::Test {
protected:
  WsusMachine machine_;
};

TEST_F(Wsusutil, MoveContentMakesTheFolderWritesTheLogAndTellsTheServer) {
  machine_.flaws.set(machine_.revision(1).files[0].sha1, {.is_missing = true});
  auto const result = machine_.type(R"(wsusutil movecontent D:\WSUS\ C:\move.log)");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr("The content move completed successfully."));
  EXPECT_TRUE(machine_.files.is_directory(R"(D:\WSUS)"));
  EXPECT_THAT(
      machine_.files.read_as_system(R"(C:\move.log)").value_or(""),
      AllOf(HasSubstr("2026-10-04T12:00:00 Beginning content file location change to D:\\WSUS\\WsusContent\\\r\n"),
            HasSubstr("Successfully copied content files."),
            HasSubstr("Initiated content integrity check and repair.")));
  EXPECT_EQ(machine_.moves, 1);
  EXPECT_EQ(machine_.settings->content_folder, R"(D:\WSUS)");
  EXPECT_EQ(machine_.flaws.count(), 0u) << "the files are verified at the end";
}

TEST_F(Wsusutil, MoveContentLeadsTheVirtualDirectoryToTheNewFolder) {
  machine_.files.write_as_system(iis::application_host_config, iis::default_application_host({}));
  EXPECT_EQ(machine_.type(R"(wsusutil movecontent D:\WSUS C:\move.log)").exit_code, 0);
  EXPECT_THAT(machine_.files.read_as_system(iis::application_host_config).value_or(""),
              AllOf(HasSubstr(R"(path="/Content" physicalPath="D:\WSUS\WsusContent")"),
                    Not(HasSubstr(R"(C:\WSUS\WsusContent)"))));
  EXPECT_TRUE(machine_.files.is_directory(R"(D:\WSUS\WsusContent)"));
  EXPECT_THAT(machine_.files.read_as_system(R"(C:\move.log)").value_or(""),
              HasSubstr("Successfully changed IIS virtual directory path."));
}

TEST_F(Wsusutil, MoveContentLeavesAConfigurationAloneThatHasNoContentDirectory) {
  machine_.files.write_as_system(iis::application_host_config, "<configuration>");
  EXPECT_EQ(machine_.type(R"(wsusutil movecontent D:\WSUS C:\move.log)").exit_code, 0);
  EXPECT_EQ(machine_.files.read_as_system(iis::application_host_config), "<configuration>");
  EXPECT_THAT(machine_.files.read_as_system(R"(C:\move.log)").value_or(""),
              HasSubstr("Failed to change IIS virtual directory path."));
}

TEST_F(Wsusutil, SkipcopyMovesAsWell) {
  EXPECT_EQ(machine_.type(R"(WSUSUTIL.EXE MoveContent D:\WSUS C:\move.log -SkipCopy)").exit_code, 0);
  EXPECT_THAT(machine_.files.read_as_system(R"(C:\move.log)").value_or(""),
              Not(HasSubstr("Successfully copied content files.")));
  EXPECT_EQ(machine_.moves, 1);
}

TEST_F(Wsusutil, WhatItCannotMoveStays) {
  struct Row {
    std::string line;
    std::string says;
  };
  for (auto const& row : {Row{"wsusutil movecontent", "wsusutil movecontent contentpath logfile"},
                          Row{R"(wsusutil movecontent D:\WSUS)", "contentpath"},
                          Row{R"(wsusutil movecontent D:\WSUS C:\move.log -nocopy)", "contentpath"},
                          Row{R"(wsusutil movecontent WSUS C:\move.log)", "Invalid content path \"WSUS\""},
                          Row{R"(wsusutil movecontent \\host\share C:\move.log)", "Invalid content path"},
                          Row{R"(wsusutil movecontent D:\WSUS move.log)", "Invalid log file \"move.log\""}}) {
    auto const result = machine_.type(row.line);
    EXPECT_EQ(result.exit_code, 1) << row.line;
    EXPECT_THAT(result.output, HasSubstr(row.says)) << row.line;
  }
  auto const refused = machine_.type(R"(wsusutil movecontent D:\WSUS C:\move.log)", not_elevated);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.output, "Access is denied.\n");
  EXPECT_EQ(machine_.moves, 0);
  EXPECT_FALSE(machine_.files.is_directory(R"(D:\WSUS)"));
}

TEST_F(Wsusutil, PostinstallServicingUpgradesTheSchema) {
  machine_.database.change([](susdb::SusDb& state) { state.binaries = 2; });
  auto const result = machine_.type(R"("C:\Program Files\Update Services\Tools\wsusutil.exe" postinstall /servicing)");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "Log file is located at "
                           "C:\\Users\\administrator\\AppData\\Local\\Temp\\WSUS_PostInstall_20261004T120000.log\n"
                           "Post install is starting\nPost install has successfully completed\n");
  EXPECT_FALSE(susdb::postinstall_is_due(*machine_.database.state()));
  EXPECT_TRUE(
      machine_.files.is_file(R"(C:\Users\administrator\AppData\Local\Temp\WSUS_PostInstall_20261004T120000.log)"));
}

TEST_F(Wsusutil, PostinstallSetsTheContentFolder) {
  EXPECT_EQ(machine_.type(R"(wsusutil postinstall SQL_INSTANCE_NAME="SQL" CONTENT_DIR=D:\WSUS)").exit_code, 0);
  EXPECT_EQ(machine_.settings->content_folder, R"(D:\WSUS)");
  EXPECT_TRUE(machine_.files.is_directory(R"(D:\WSUS)"));
}

TEST_F(Wsusutil, PostinstallNeedsTheDatabaseAndAnAdministrator) {
  machine_.database.change([](susdb::SusDb& state) {
    state.binaries = 2;
    state.availability = susdb::Availability::stopped;
  });
  auto const down = machine_.type("wsusutil postinstall /servicing");
  EXPECT_EQ(down.exit_code, 1);
  EXPECT_THAT(down.output, HasSubstr("Fatal Error: A network-related"));
  EXPECT_TRUE(susdb::postinstall_is_due(*machine_.database.state()));
  EXPECT_THAT(machine_.type("wsusutil postinstall /servicing", not_elevated).output, HasSubstr("Access is denied."));
  EXPECT_EQ(machine_.type("wsusutil postinstall /service").exit_code, 1);
  EXPECT_THAT(machine_.type("wsusutil postinstall CONTENT_DIR=WSUS").output, HasSubstr("no full local path"));
}

TEST_F(Wsusutil, ResetDownloadsWhatIsMissingOrDamagedAgain) {
  machine_.flaws.set(machine_.revision(1).files[0].sha1, {.is_missing = true});
  machine_.flaws.set(machine_.revision(2).files[0].sha1, {.turned_byte = 3});
  auto const result = machine_.type("wsusutil reset");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "");
  EXPECT_EQ(machine_.flaws.count(), 0u);
  EXPECT_THAT(machine_.log(),
              AllOf(HasSubstr("State Machine Reset Agent Starting"), HasSubstr("was missing"),
                    HasSubstr("was not what its digest tells"), HasSubstr("State Machine Reset Agent Finished")));
}

TEST_F(Wsusutil, ResetIsRefusedWithoutRightsOrDatabase) {
  machine_.flaws.set(machine_.revision(1).files[0].sha1, {.is_missing = true});
  EXPECT_EQ(machine_.type("wsusutil reset", not_elevated).output, "Access is denied.\n");
  machine_.database.change([](susdb::SusDb& state) { state.availability = susdb::Availability::stopped; });
  EXPECT_EQ(machine_.type("wsusutil reset").exit_code, 1);
  EXPECT_EQ(machine_.flaws.count(), 1u);
  EXPECT_THAT(machine_.log(), IsEmpty());
}

TEST_F(Wsusutil, CheckhealthWritesItsEventsIntoTheLog) {
  EXPECT_EQ(machine_.type("wsusutil checkhealth").output, "");
  EXPECT_THAT(machine_.log(), HasSubstr("2026-10-04 12:00:00.000 UTC\tInfo\tWsusService.15\tEventLogEventReporter."
                                        "ReportEvent\tEventId=10000,Type=Information,Category=Core,Message=WSUS is "
                                        "working correctly.\r\n"));
  machine_.database.change([](susdb::SusDb& state) { state.availability = susdb::Availability::stopped; });
  EXPECT_EQ(machine_.type("wsusutil checkhealth").exit_code, 0);
  EXPECT_THAT(machine_.log(), HasSubstr("\tError\tWsusService.15\tEventLogEventReporter.ReportEvent\tEventId=12022,"));
}

TEST_F(Wsusutil, CheckhealthSeesMissingContentAndItsFolder) {
  machine_.flaws.set(machine_.revision(1).files[0].sha1, {.is_missing = true});
  machine_.files.make_directory(R"(C:\WSUS\WsusContent)");
  machine_.files.set_security(R"(C:\WSUS\WsusContent)", {.access = {{"administrators", windows::Access::full}}});
  EXPECT_EQ(machine_.type("wsusutil checkhealth").exit_code, 0);
  EXPECT_THAT(machine_.log(),
              AllOf(HasSubstr("EventId=10032,"), HasSubstr("EventId=12072,"), Not(HasSubstr("EventId=10000,"))));
}

TEST_F(Wsusutil, AnUnknownSubcommandIsToldTheNearest) {
  auto const result = machine_.type("wsusutil checkhelth");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output,
              AllOf(HasSubstr("Unknown command: checkhelth"), HasSubstr("The nearest one is 'checkhealth'.")));
}

TEST_F(Wsusutil, HelpIsNoMistake) {
  EXPECT_EQ(machine_.type("wsusutil").exit_code, 0);
  EXPECT_EQ(machine_.type("wsusutil /?").exit_code, 0);
  EXPECT_EQ(machine_.moves, 0);
}

TEST_F(Wsusutil, AServerWithoutPartsSaysSo) {
  windows::Session session{.files = machine_.files};
  auto const result = windows::Prompt(std::move(session), server_commands({})).run("wsusutil reset");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("nothing to act on"));
}

}  // namespace
}  // namespace wsus::server_shell::test
