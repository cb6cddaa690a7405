// wsus-lab explain.
#include "client_sim/agent/hresult.hpp"
#include "tests/unit/scenarios/app/cli_fixture.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace wsus::lab {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string const shipped_library = WSUS_SOURCE_DIR "/scenarios/library";

/// Wrapped text with single blanks, to search in it for what may be cut anywhere.
std::string one_line(std::string const& text) {
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += word + " ";
  return line;
}

class Explain : public test::CliTest {};

TEST_F(Explain, TellsMeaningModesFixAndScenarios) {
  file("lib/small.yaml", test::small_scenario_text());
  EXPECT_EQ(run({"explain", "0x80244007", "--library", path("lib")}), 0);
  EXPECT_THAT(out_, StartsWith("0x80244007  WU_E_PT_SOAPCLIENT_SOAPFAULT\n  meaning      "));
  EXPECT_THAT(out_, HasSubstr("\n  provoked by  "));
  EXPECT_THAT(out_, HasSubstr("\nfailure modes\n  FM01  "));
  EXPECT_THAT(out_, HasSubstr("\n        fix: Raise maxInstalledPrerequisites 400 -> 800"));
  EXPECT_THAT(out_, HasSubstr("\nscenarios\n  small  One prerequisite too many\n"));
  EXPECT_EQ(err_, "");
}

TEST_F(Explain, TellsBothReadingsOfTheCodeWithTheirSources) {
  EXPECT_EQ(run({"explain", "0x80244007", "--library", shipped_library}), 0) << err_;
  auto const text = one_line(out_);
  for (auto const* part : {"1. A SOAP fault.", "Microsoft Learn, \"Troubleshoot Windows Update error 0x80244007\"",
                           "KB4096317", "Windows Update error reference", "2. A redirect loop.", "onlyerrorcodes.com",
                           "What WinHTTP documents", "0x80072F7C", "What the lab does", "redirect_loop_hresult"})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST_F(Explain, TellsHowTheReadingsDifferInTheLogAndWhatToDoFirst) {
  EXPECT_EQ(run({"explain", "0x80244007", "--library", shipped_library}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\nhow to tell them apart in the log\n"));
  EXPECT_THAT(out_, HasSubstr("WARNING: Soap fault info:\n"));
  EXPECT_THAT(out_, HasSubstr("\n      Original error code: 0x80072f7c\n"));
  EXPECT_THAT(out_, HasSubstr("\nbefore you change anything\n"));
  EXPECT_THAT(one_line(out_), HasSubstr("Azure, back up its OS disk first"));
}

TEST_F(Explain, AnswersTheThreeQuestions) {
  EXPECT_EQ(run({"explain", "0x80244007", "--library", shipped_library}), 0) << err_;
  for (auto const* question :
       {"\n  Is WSUS something to look for at home?\n    - Hardly.",
        "\n  Can a browser extension cause it?\n    - Indirectly.",
        "\n  How do I know whether my provider has a transparent proxy?\n    - Not from a setting"})
    EXPECT_THAT(out_, HasSubstr(question));
}

TEST_F(Explain, ShowsForEachScenarioItsFixAndTheFixesThatDoNotCure) {
  file("lib/small.yaml", test::small_scenario_text());
  EXPECT_EQ(run({"explain", "0x80244007", "--library", path("lib")}), 0);
  EXPECT_THAT(out_, HasSubstr("\n  small\n"
                              "    cures\n"
                              "      wsus> cd %programfiles%\\Update Services\\WebServices\\ClientWebService\n"
                              "      wsus> takeown /f web.config\n"));
  EXPECT_THAT(out_, HasSubstr("\n      wsus> iisreset\n    controls: tried, and do not cure\n      - a restart\n"));
  EXPECT_THAT(out_, Not(HasSubstr("room for twelve")));  // a twin is no fix
}

TEST_F(Explain, NamesOnlyScenariosThatAreThereInItsAnswers) {
  EXPECT_EQ(run({"list", shipped_library}), 0);
  auto const names = out_;
  EXPECT_EQ(run({"explain", "0x80244007", "--library", shipped_library}), 0);
  auto const text = one_line(out_);
  std::string const mark = "Scenario: ";
  std::size_t count = 0;
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    auto const begin = at + mark.size();
    EXPECT_THAT(names, HasSubstr(text.substr(begin, text.find(' ', begin) - begin) + " "));
    ++count;
  }
  EXPECT_EQ(count, 2u);
}

TEST_F(Explain, NoLineOfAPageIsWiderThanATerminal) {
  EXPECT_EQ(run({"explain", "0x80244007", "--library", shipped_library}), 0) << err_;
  std::istringstream lines(out_);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 110u) << line;
}

TEST_F(Explain, ACodeWithoutReadingsHasAShortExplanationWithWholeLines) {
  EXPECT_EQ(run({"explain", "0x80072F7C", "--library", shipped_library}), 0) << err_;
  EXPECT_THAT(out_, testing::ContainsRegex("\nfailure modes\n  FM21  .*\n        trigger: .*\n        fix: .*\n"));
  EXPECT_THAT(out_, testing::ContainsRegex("\nscenarios\n(  .*\n)*  redirect-loop-"));
  for (auto const* part : {"\n\n", "readings", "cures"}) EXPECT_THAT(out_, Not(HasSubstr(part)));
}

TEST_F(Explain, TakesEverySpelling) {
  file("lib/small.yaml", test::small_scenario_text());
  for (auto const* code :
       {"80244007", "-2145107961", "2149859335", "WU_E_PT_SOAPCLIENT_SOAPFAULT", "wu_e_pt_soapclient_soapfault"}) {
    EXPECT_EQ(run({"explain", code, "--library", path("lib")}), 0) << code;
    EXPECT_THAT(out_, StartsWith("0x80244007  WU_E_PT_SOAPCLIENT_SOAPFAULT\n")) << code;
  }
}

TEST_F(Explain, LeavesOutScenariosThatOnlyEndWithTheCode) {
  file("lib/small.yaml", test::small_scenario_text());
  EXPECT_EQ(run({"explain", "0x80244010", "--library", path("lib")}), 0);
  EXPECT_THAT(out_, HasSubstr("scenarios: none in " + path("lib") + " shows it\n"));
}

TEST_F(Explain, NamesTheNearestKnownForAnUnknownCode) {
  EXPECT_EQ(run({"explain", "0x8024400"}), 2);
  EXPECT_EQ(out_, "");
  EXPECT_THAT(err_, StartsWith("wsus-lab: '0x8024400' is no HRESULT that the lab knows; nearest known:\n  0x"));
  EXPECT_EQ(run({"explain", "WU_E_PT_SOAPCLIENT_SOAPFALT"}), 2);
  EXPECT_THAT(err_, HasSubstr("nearest known:\n  0x80244007  WU_E_PT_SOAPCLIENT_SOAPFAULT\n"));
}

TEST_F(Explain, RefusesALibraryThatIsNotThere) {
  EXPECT_EQ(run({"explain", "0x80244007", "--library", path("none")}), 2);
  EXPECT_THAT(err_, HasSubstr(path("none")));
  EXPECT_EQ(out_, "");
}

TEST_F(Explain, SaysWhereItLookedWhenThereIsNoLibrary) {
  auto const before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  EXPECT_EQ(run({"explain", "0x80244007"}, {.program_directory = folder_ / "a/b/c"}), 0);
  std::filesystem::current_path(before);
  EXPECT_THAT(out_, HasSubstr("scenarios: no scenario library found; looked in 'scenarios/library', '" +
                              path("a/b/share/wsus-fault-lab/scenarios") + "', '" + path("scenarios/library") + "'\n"));
}

TEST_F(Explain, TellsHowSureEachPartIs) {
  EXPECT_EQ(run({"explain", "0x80244007", "--library", shipped_library}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\n  confidence   the code confirmed; what provokes it confirmed\n"));
  EXPECT_THAT(one_line(out_), HasSubstr("confidence: sources contradict each other (contradicted); codes: 0x80244007 "
                                        "0x80072F7C 0x80240438 0x8024402B"));
}

TEST_F(Explain, TellsWhatRaisesTheCodeHereAndWhereToLook) {
  EXPECT_EQ(run({"explain", "0x80244022", "--library", shipped_library}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\nin the simulated agent it is raised by\n"
                              "  - an answer with HTTP status 503 that is no SOAP fault\n"
                              "where to look\n  - the server's application pool WsusPool"));
  EXPECT_EQ(run({"explain", "0x80244001", "--library", shipped_library}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\nin the simulated agent: nothing raises it\n"));
}

TEST_F(Explain, KnowsEveryCodeOfTheTable) {
  file("lib/small.yaml", test::small_scenario_text());
  for (auto const& info : agent::all_hresults()) {
    EXPECT_EQ(run({"explain", agent::to_hex(info.code), "--library", path("lib")}), 0) << info.symbol << err_;
    EXPECT_THAT(out_, StartsWith(agent::to_hex(info.code)));
  }
}

TEST_F(Explain, TellsWhatTheBitsOfAnUnknownCodeSay) {
  EXPECT_EQ(run({"explain", "0x87D00692"}), 2);
  EXPECT_THAT(err_, HasSubstr("0x87D00692 is a failure; facility 2000 (Configuration Manager); number 1682\n"
                              "the catalogue names it in FM60: Policy conflict overwrites WUServer\n"));
}

TEST_F(Explain, TellsAFailureModeWithItsScenarios) {
  file("lib/small.yaml", test::small_scenario_text());
  EXPECT_EQ(run({"explain", "fm01", "--library", path("lib")}), 0) << err_;
  EXPECT_THAT(out_, StartsWith("FM01  More installed non-leaf (prerequisite) IDs than maxInstalledPrerequisites\n"));
  for (auto const* part :
       {"\n  codes        0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT\n", "\nin the client's log\n    w8: WS",
        "\nat the server\n    SD: ThrowException", "\nscenarios\n  small  One prerequisite too many\n",
        "      wsus> iisreset\n    controls: tried, and do not cure\n      - a restart\n"})
    EXPECT_THAT(out_, HasSubstr(part));
  EXPECT_THAT(out_, Not(HasSubstr("left out")));
}

TEST_F(Explain, SaysWhyAFailureModeHasNoScenario) {
  file("lib/small.yaml", test::small_scenario_text());
  EXPECT_EQ(run({"explain", "FM75", "--library", path("lib")}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\n  left out     The code is the setup program's own"));
  EXPECT_THAT(out_, HasSubstr("\nscenarios: none in " + path("lib") + " shows it\n"));
}

TEST_F(Explain, RefusesAFailureModeThatIsNone) {
  EXPECT_EQ(run({"explain", "FM99"}), 2);
  EXPECT_EQ(err_, "wsus-lab: 'FM99' is no failure mode that the lab knows; known: FM01 to FM82\n");
}

}  // namespace
}  // namespace wsus::lab
