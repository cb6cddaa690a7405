// The command line of wua-sim.
#include "client_sim/app/options.hpp"

#include <gmock/gmock.h>

namespace wsus::client {
namespace {

using testing::HasSubstr;

using Words = std::vector<std::string>;

Options parsed(Words const& words) {
  auto const result = parse_options(words);
  if (auto const* options = std::get_if<Options>(&result)) return *options;
  ADD_FAILURE() << std::get<EndProgram>(result).text;
  return {};
}

TEST(Options, HaveTheDocumentedDefaults) {
  auto const options = parsed({"scan", "--server", "http://wsus:8530"});
  EXPECT_EQ(options.action, Action::scan);
  EXPECT_EQ(options.machine.server_url, "http://wsus:8530");
  EXPECT_EQ(options.machine.name, "PC01");
  EXPECT_EQ(options.machine.dns_name, "pc01.lab.example");
  EXPECT_EQ(options.machine.profile, machine::Profile::w11);
  EXPECT_EQ(options.machine.seed, 1u);
  EXPECT_EQ(options.machine.utc_offset, std::chrono::minutes(60));
  EXPECT_FALSE(options.state);
  EXPECT_FALSE(options.log);
  EXPECT_FALSE(options.json);
}

TEST(Options, TakeEveryValue) {
  auto const options =
      parsed({"scan", "--server", "http://[::1]:80", "--profile", "w8", "--log", "a.log", "--json", "--state", "dir",
              "--name", "Kiosk-7", "--seed", "18446744073709551615", "--utc-offset", "-05:30"});
  EXPECT_EQ(options.machine.profile, machine::Profile::w8);
  EXPECT_EQ(options.log, "a.log");
  EXPECT_TRUE(options.json);
  EXPECT_EQ(options.state, "dir");
  EXPECT_EQ(options.machine.name, "Kiosk-7");
  EXPECT_EQ(options.machine.dns_name, "kiosk-7.lab.example");
  EXPECT_EQ(options.machine.seed, 18446744073709551615u);
  EXPECT_EQ(options.machine.utc_offset, std::chrono::minutes(-330));
}

TEST(Options, KnowTheUpdate) {
  auto const options = parsed({"update", "--server", "http://wsus:8530", "--json", "--log", "a.log"});
  EXPECT_EQ(options.action, Action::update);
  EXPECT_TRUE(options.json);
  EXPECT_EQ(options.log, "a.log");
}

TEST(Options, OfDevicesDriversAndCategoriesAreOffUnlessAsked) {
  auto const plain = parsed({"scan", "--server", "http://wsus:8530"});
  EXPECT_EQ(plain.machine.devices, 0U);
  EXPECT_FALSE(plain.no_drivers);
  EXPECT_THAT(plain.categories, testing::IsEmpty());

  auto const asked =
      parsed({"scan", "--server", "http://wsus:8530", "--devices", "1000", "--no-drivers", "--categories",
              "0fa1201d-4330-4fa8-8ae9-b877473b6441,{E6CF1350-C01B-414D-A61F-263D14D133B4}"});
  EXPECT_EQ(asked.machine.devices, 1000U);
  EXPECT_TRUE(asked.no_drivers);
  EXPECT_THAT(asked.categories, testing::ElementsAre(*wusp::parse_guid("0fa1201d-4330-4fa8-8ae9-b877473b6441"),
                                                     *wusp::parse_guid("e6cf1350-c01b-414d-a61f-263d14d133b4")));
}

TEST(Options, OfDevicesAndDriversHoldInTheShellToo) {
  auto const options = parsed({"shell", "--server", "http://wsus:8530", "--devices", "7", "--no-drivers"});
  EXPECT_EQ(options.machine.devices, 7U);
  EXPECT_TRUE(options.no_drivers);
}

TEST(Options, OfTheAgentAreThoseOfItsTable) {
  EXPECT_EQ(parsed({"scan", "--server", "http://wsus:8530"}).agent, agent::AgentOptions{});
  for (std::string const command : {"scan", "update", "shell"}) {
    auto const options = parsed({command, "--server", "http://wsus:8530", "--agent", "accept_any_selfupdate=true",
                                 "--agent", "redirect_loop_hresult=0x80072F7C", "--agent", "redirect_limit=3",
                                 "--agent=redirect_limit=4", "--agent", "shown_hresults=0x8024000F=0x80240010"});
    EXPECT_EQ(options.agent, (agent::AgentOptions{.accept_any_selfupdate = true,
                                                  .redirect_loop_hresult = 0x80072F7C,
                                                  .shown_hresults = {{0x8024000F, 0x80240010}},
                                                  .redirect_limit = 4}))
        << command;
    EXPECT_EQ(options.action, command == "scan" ? Action::scan : command == "update" ? Action::update : Action::shell);
  }
}

TEST(Options, HelpNamesEverySettingOfTheAgentWithItsDefault) {
  auto const result = parse_options({"scan", "--help"});
  auto const& text = std::get<EndProgram>(result).text;
  for (auto const& option : agent::agent_options()) {
    auto const value = agent::text_of({}, option);
    EXPECT_THAT(text, HasSubstr(std::string(option.name) + " (" + value + "): " + std::string(option.meaning)));
  }
}

TEST(Options, KnowTheShell) { EXPECT_EQ(parsed({"shell", "--server", "http://wsus:8530"}).action, Action::shell); }

TEST(Options, WhyNeedsAnUpdateAndAKeptMachineButNoServer) {
  auto const options = parsed({"why", "KB5000001", "--state", "dir", "--json", "--name", "Kiosk-7"});
  EXPECT_EQ(options.action, Action::why);
  EXPECT_EQ(options.update, "KB5000001");
  EXPECT_EQ(options.state, "dir");
  EXPECT_EQ(options.machine.name, "Kiosk-7");
  EXPECT_EQ(options.machine.server_url, "");
  EXPECT_TRUE(options.json);
}

struct Wrong {
  Words words;
  std::string found;
  std::string allowed;
};

TEST(Options, RefuseWrongUsageAndSayWhatIsAllowed) {
  Words const scan{"scan", "--server", "http://wsus:8530"};
  auto const with = [&](Words more) {
    auto words = scan;
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  std::vector<Wrong> const table{
      {{}, "subcommand", ""},
      {{"fly"}, "\"fly\"", "allowed are scan, update, shell, why and fleet"},
      {{"scan"}, "--server", "required"},
      {{"shell"}, "--server", "required"},
      {{"scan", "--server"}, "--server", ""},
      {{"scan", "--server", "wsus"}, "\"wsus\"", "http[s]://HOST[:PORT]"},
      {{"scan", "--server", "ftp://wsus:8531"}, "\"ftp\"", "http[s]://HOST[:PORT]"},
      {{"scan", "--server", "http://wsus:99999"}, "\":99999\"", "http[s]://HOST[:PORT]"},
      {{"scan", "--server", "http://wsus/?a"}, "query", "http[s]://HOST[:PORT]"},
      {with({"--profile", "w12"}), "\"w12\"", "allowed are w7, w8, w10 or w11"},
      {with({"--name", ""}), "--name", ""},
      {with({"--name", "a b"}), "\"a b\"", "1 to 15 letters"},
      {with({"--name", "sixteen-letters-"}), "\"sixteen-letters-\"", "1 to 15 letters"},
      {with({"--name", "0123456789abcdef"}), "\"0123456789abcdef\"", "1 to 15 letters"},
      {with({"--seed", "-1"}), "\"-1\"", "0 to 18446744073709551615"},
      {with({"--seed", "abc"}), "\"abc\"", "0 to 18446744073709551615"},
      {with({"--seed", "18446744073709551616"}), "18446744073709551616", "0 to"},
      {with({"--state", ""}), "--state", "path is empty"},
      {with({"--log", ""}), "--log", "path is empty"},
      {with({"--utc-offset", "1h"}), "\"1h\"", "-14:00 to +14:00"},
      {with({"--utc-offset", "+15:00"}), "\"+15:00\"", "-14:00 to +14:00"},
      {with({"--color"}), "--color", ""},
      {with({"extra"}), "extra", ""},
      {with({"--devices", "1001"}), "\"1001\"", "allowed are 0 to 1000"},
      {with({"--devices", "-1"}), "\"-1\"", "allowed are 0 to 1000"},
      {with({"--agent", "redirect_limit"}), "\"redirect_limit\" is no setting of the agent", "KEY=VALUE with one of "},
      {with({"--agent", "speed=9"}), "\"speed=9\" is no setting of the agent", "accept_any_selfupdate, accept_missing"},
      {with({"--agent", "redirect_limit=101"}), "\"101\" is no redirect_limit", "allowed are 0 to 100"},
      {with({"--agent", "attempts_per_call=0"}), "\"0\" is no attempts_per_call", "allowed are 1 to 100"},
      {with({"--agent", "accept_any_selfupdate=yes"}), "\"yes\" is no accept_any_selfupdate", "true, false"},
      {with({"--agent", "redirect_loop_hresult=7"}), "\"7\" is no redirect_loop_hresult", "eight hexadecimal digits"},
      {with({"--agent", "redirect_limit=1", "redirect_limit=2"}), "redirect_limit=2", ""},
      {{"why", "KB1", "--state", "dir", "--agent", "redirect_limit=1"}, "--agent", ""},
      {with({"--devices", "many"}), "\"many\"", "allowed are 0 to 1000"},
      {with({"--categories", "Windows 11"}), "\"Windows 11\" is no category", "GUIDs, with commas between them"},
      {with({"--categories"}), "--categories", ""},
      {{"shell", "--server", "http://wsus:8530", "--categories", "0fa1201d-4330-4fa8-8ae9-b877473b6441"},
       "--categories",
       ""},
      {{"update"}, "--server", "required"},
      {{"why", "--state", "dir"}, "UPDATE", "required"},
      {{"why", "KB1"}, "--state", "required"},
      {{"why", "KB1", "--state", "dir", "--server", "http://wsus"}, "--server", ""},
      {{"shell", "--server", "http://wsus:8530", "--json"}, "--json", ""},
      {{"shell", "--server", "http://wsus:8530", "--log", "f"}, "--log", ""},
      {{"scan", "--server", "http://wsus:8530", "--caller", "sccm"},
       "\"sccm\" is no caller",
       "automatic_updates and configmgr"},
      {{"scan", "--server", "http://wsus:8530", "--ccm-logs", "d"}, "--ccm-logs d", "--caller configmgr"},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(testing::PrintToString(row.words));
    auto const result = parse_options(row.words);
    ASSERT_TRUE(std::holds_alternative<EndProgram>(result));
    auto const& end = std::get<EndProgram>(result);
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_THAT(end.text, HasSubstr(row.found));
    EXPECT_THAT(end.text, HasSubstr(row.allowed));
  }
}

TEST(Options, OfTheCallerAreAutomaticUnlessAsked) {
  EXPECT_EQ(parsed({"scan", "--server", "http://wsus:8530"}).caller, Caller::automatic_updates);
  auto const options = parsed({"scan", "--server", "http://wsus:8530", "--caller", "configmgr", "--ccm-logs", "logs"});
  EXPECT_EQ(options.caller, Caller::configmgr);
  EXPECT_EQ(options.ccm_logs, "logs");
}

TEST(Options, HelpAndVersionEndWellAnywhere) {
  for (Words const& words : {Words{"--help"}, Words{"scan", "--help"}, Words{"shell", "-h"}}) {
    auto const result = parse_options(words);
    ASSERT_TRUE(std::holds_alternative<EndProgram>(result));
    EXPECT_EQ(std::get<EndProgram>(result).exit_code, 0);
    EXPECT_THAT(std::get<EndProgram>(result).text, HasSubstr("wua-sim"));
  }
  auto const version = parse_options({"--version"});
  EXPECT_EQ(std::get<EndProgram>(version).exit_code, 0);
  EXPECT_THAT(std::get<EndProgram>(version).text, testing::MatchesRegex("wua-sim [0-9.]+\n"));
}

TEST(UtcOffset, IsReadInBothDirections) {
  using std::chrono::minutes;
  EXPECT_EQ(parse_utc_offset("+00:00"), minutes(0));
  EXPECT_EQ(parse_utc_offset("+05:45"), minutes(345));
  EXPECT_EQ(parse_utc_offset("-14:00"), minutes(-840));
  for (auto const* wrong :
       {"", "+1:00", "01:00", "+01-00", "+01:60", "+14:01", "+-1:00", "+01:-1", "+01:000", "+0a:00"})
    EXPECT_FALSE(parse_utc_offset(wrong)) << wrong;
}

}  // namespace
}  // namespace wsus::client
