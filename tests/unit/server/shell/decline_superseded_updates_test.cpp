// Proves the script's counts, texts and refusals, and how powershell finds it.
#include "tests/unit/server/shell/server_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace wsus::server_shell::test {
namespace {

using testing::HasSubstr;

constexpr std::string_view script = "Decline-SupersededUpdatesWithExclusionPeriod.ps1";
constexpr std::string_view target = " -UpdateServer wsus -Port 8530";

/// Ten updates, two declined; three superseded: one intermediate, of the two last ones one is young.
domain::SupersedenceSummary summary() {
  return {.updates = 10,
          .declined = 2,
          .superseded = {{.title = "A", .supersedes_others = false, .is_old_enough = true},
                         {.title = "B", .supersedes_others = false, .is_old_enough = false},
                         {.title = "C", .supersedes_others = true, .is_old_enough = true}}};
}

struct ScriptMachine : ServerMachine {
  std::optional<DeclineRequest> asked;

  windows::CommandResult type(std::string const& line, windows::Identity identity = {}) {
    windows::Session session{.files = files, .identity = std::move(identity), .cwd = std::string(folder)};
    return windows::Prompt(std::move(session), server_commands({.decline_superseded =
                                                                    [this](auto const& request) {
                                                                      asked = request;
                                                                      return summary();
                                                                    }}))
        .run(line);
  }
};

std::string call(std::string_view start, std::string_view rest) {
  return std::string(start) + std::string(script) + std::string(rest);
}

TEST(DeclineScript, PrintsItsCountsAndDeclines) {
  ScriptMachine server;
  auto const result = server.type(call("powershell -File ", std::string(target) + " -ExclusionPeriod 60"));
  EXPECT_EQ(result.exit_code, 0);
  std::string const list = std::string(folder) + "\\SupersededUpdates";
  EXPECT_EQ(result.output, "Connecting to WSUS server wsus on Port 8530... Connected.\n"
                           "Getting a list of all updates... Done\n"
                           "Parsing the list of updates... Done.\n"
                           "List of superseded updates: " +
                               list +
                               ".csv\n"
                               "\n"
                               "Summary:\n"
                               "========\n"
                               "All Updates = 10\n"
                               "Any except Declined = 8\n"
                               "All Superseded Updates = 3\n"
                               "    Superseded Updates (Intermediate) = 1\n"
                               "    Superseded Updates (Last Level) = 2\n"
                               "    Superseded Updates (Older than 60 days) = 2\n"
                               "    Superseded Updates (Last Level Older than 60 days) = 1\n"
                               "SkipDecline flag is set to False. Continuing with declining updates\n"
                               "  DeclineLastLevel is set to False. Declining all superseded updates.\n"
                               "  Declined 2 updates.\n"
                               "  Backed up list of superseded updates to " +
                               list +
                               "Backup.csv\n"
                               "\n"
                               "Done\n"
                               "\n");
  ASSERT_TRUE(server.asked);
  EXPECT_EQ(server.asked->exclusion_period, std::chrono::days(60));
  EXPECT_FALSE(server.asked->last_level_only);
  EXPECT_FALSE(server.asked->skip_decline);
  auto const csv = server.files.read_as_system(list + ".csv").value_or("");
  EXPECT_THAT(csv, HasSubstr("UpdateID, RevisionNumber, Title, KBArticle, SecurityBulletin, LastLevel\r\n"));
  EXPECT_THAT(csv, HasSubstr(", 0, C, , , True\r\n"));
  EXPECT_EQ(server.files.read_as_system(list + "Backup.csv"), csv);
}

TEST(DeclineScript, SwitchesReachTheServer) {
  ScriptMachine server;
  auto const counted = server.type(call("powershell -File ", std::string(target) + " -SkipDecline"));
  EXPECT_THAT(counted.output, HasSubstr("SkipDecline flag is set to True. Skipped declining updates\n\nDone\n"));
  EXPECT_TRUE(server.asked->skip_decline);
  EXPECT_EQ(server.asked->exclusion_period, std::chrono::days(0));
  auto const last = server.type(call("powershell -File ", std::string(target) + " -declinelast -UseSSL"));
  EXPECT_THAT(last.output, HasSubstr("Connecting to WSUS server wsus on Port 8530 using SSL... Connected.\n"));
  EXPECT_THAT(last.output, HasSubstr("DeclineLastLevel is set to True. Only declining last level superseded updates.\n"
                                     "  Declined 1 updates.\n"));
  EXPECT_TRUE(server.asked->last_level_only);
}

TEST(DeclineScript, IsFoundInEachForm) {
  for (std::string const start :
       {"powershell -File ", "powershell -File .\\", "PowerShell.exe -ExecutionPolicy Bypass -file .\\",
        "powershell -ep bypass -nop -noni -f C:\\", "powershell .\\", "powershell -Command .\\", "", ".\\",
        "%windir%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -File "}) {
    ScriptMachine server;
    EXPECT_EQ(server.type(call(start, target)).exit_code, 0) << start;
    EXPECT_TRUE(server.asked) << start;
  }
  ScriptMachine server;
  (void)server.type("powershell -file decline-supersededupdateswithexclusionperiod.PS1 wsus 8530");
  EXPECT_TRUE(server.asked);
}

TEST(DeclineScript, AFileThatIsNotThereIsPowerShellsError) {
  ScriptMachine server;
  for (auto const& path :
       {std::string(".\\Decline-Superseded.ps1"), std::string("Get-WsusComputer"), call("C:\\Nowhere\\", "")}) {
    auto const result = server.type("powershell -File " + path + std::string(target));
    EXPECT_EQ(result.exit_code, -196608) << path;
    EXPECT_EQ(result.output, "The argument '" + path +
                                 "' to the -File parameter does not exist. Provide the path to an "
                                 "existing '.ps1' file as an argument to the -File parameter.\n");
  }
  auto const unknown = server.type("powershell Get-Nothing");
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.output,
              HasSubstr("Get-Nothing : The term 'Get-Nothing' is not recognized as the name of a cmdlet"));
  EXPECT_FALSE(server.asked);
}

TEST(DeclineScript, WrongParametersAreRefusedBeforeItRuns) {
  struct Row {
    std::string rest;
    std::string_view says;
    std::string_view id;
  };
  for (auto const& row : {
           Row{" -UpdateServer w -Port 1 -Color red",
               "A parameter cannot be found that matches parameter name 'Color'.", "NamedParameterNotFound"},
           Row{"", "one or more missing mandatory parameters: UpdateServer Port.", "MissingMandatoryParameter"},
           Row{" -UpdateServer w", "one or more missing mandatory parameters: Port.", "MissingMandatoryParameter"},
           Row{" w 1 2", "A positional parameter cannot be found that accepts argument '2'.",
               "PositionalParameterNotFound"},
           Row{" -U w -Port 1", "'U' is ambiguous. Possible matches include: -UpdateServer -UseSSL.",
               "AmbiguousParameter"},
           Row{" -UpdateServer w -Port", "Missing an argument for parameter 'Port'.", "MissingArgument"},
           Row{" w 1 -Port 2 -Port 3", "parameter 'Port' is specified more than once", "ParameterAlreadyBound"},
           Row{" w 1 -ExclusionPeriod soon",
               "Cannot convert value \"soon\" to type \"System.Int32\". Error: \"Input "
               "string was not in a correct format.\"",
               "ParameterArgumentTransformationError"},
           Row{" w 99999999999", "too large or too small for an Int32", "ParameterArgumentTransformationError"},
       }) {
    ScriptMachine server;
    auto const result = server.type(call("powershell -File ", row.rest));
    EXPECT_EQ(result.exit_code, 1) << row.rest;
    EXPECT_THAT(result.output, HasSubstr(std::string(folder) + "\\" + std::string(script) + " : ")) << row.rest;
    EXPECT_THAT(result.output, HasSubstr(row.says)) << row.rest;
    EXPECT_THAT(result.output, HasSubstr("FullyQualifiedErrorId : " + std::string(row.id) + "," + std::string(script)));
    EXPECT_FALSE(server.asked) << row.rest;
  }
}

TEST(DeclineScript, ItsOwnRefusalsEndWithZeroAsAScriptThatReturnsDoes) {
  ScriptMachine server;
  auto const both = server.type(call("powershell -File ", std::string(target) + " -SkipDecline -DeclineLastLevelOnly"));
  EXPECT_EQ(both.exit_code, 0);
  EXPECT_EQ(both.output, "Using SkipDecline and DeclineLastLevelOnly switches together is not allowed.\n\n");
  auto const plain = server.type(call("powershell -File ", target), not_elevated);
  EXPECT_EQ(plain.exit_code, 0);
  EXPECT_THAT(plain.output, HasSubstr("Failed to connect.\nError: "));
  EXPECT_FALSE(server.asked);
}

TEST(Powershell, SaysWhatItCanRun) {
  ScriptMachine server;
  for (std::string const line : {"powershell", "powershell -?", "powershell -NoProfile"}) {
    auto const result = server.type(line);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.output, HasSubstr("  Get-WsusComputer\n  " + std::string(script) + "\n"));
  }
  EXPECT_EQ(server.type("powershell -File").exit_code, -196608);
}

}  // namespace
}  // namespace wsus::server_shell::test
