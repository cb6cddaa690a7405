// The page of one failure mode.
#include "scenarios/pages/mode_page.hpp"

#include "scenarios/pages/markdown.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string const injected_text = "injected:\n  faults:\n    - soap_fault: {error_code: InvalidParameters}\n";

FailureLogs sample_logs() {
  return {.machine = "PC01",
          .profile = "w10",
          .client = {"WS error: <detail>"},
          .server = {},
          .iis = {"POST /ClientWebService/client.asmx 500"}};
}

std::string page_of(std::string const& text, std::optional<FailureLogs> const& logs) {
  auto const scenario = small_scenario(text, "lib/seeds/small.yaml");
  return mode_page(*catalogue_of_modes::find_mode("FM01"), {&scenario}, logs, "lib",
                   [&](std::string const&) { return text; });
}

TEST(ModePage, TellsCodesLogsCauseFixControlsAndSources) {
  auto const page = page_of(small_scenario_text(), sample_logs());
  EXPECT_THAT(page, StartsWith("# FM01: More installed non-leaf (prerequisite) IDs than maxInstalledPrerequisites\n"));
  for (auto const* part :
       {"| scenarios | [small](../../scenarios/library/seeds/small.yaml) |\n",
        "| confidence | confirmed (cap 400/401 and fault bytes: one WSUS 2025 build) |\n",
        "| 0x80244007 | WU_E_PT_SOAPCLIENT_SOAPFAULT | ", " | shown |\n", "| 0x8024400D | WU_E_PT_SOAP_CLIENT | ",
        " | candidate |\n\nCandidates are named by sources", "`agent: {shown_hresults: SHOWN=CANDIDATE}`",
        "The agent's log on PC01 (w10):\n\n```text\nWS error: <detail>\n```\n",
        "SoftwareDistribution.log of the server:\n\n(nothing)\n",
        "The IIS log:\n\n```text\nPOST /ClientWebService/client.asmx 500\n```\n",
        "```text\nw8: WS WARNING: Nws Failure: errorCode=0x803d0013\n", "\n## Cause\n\nA small world.\n",
        R"(
## Fix, as it is typed

```text
wsus> cd %programfiles%\Update Services\WebServices\ClientWebService
)",
        R"(
## How the cure was verified

```text
PC01> usoclient StartScan
```

- PC01 ends with 0x00000000 S_OK, 3 updates found
)",
        "\n## What does not cure\n\n- a restart: PC01 ends with 0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT\n",
        "\n## Where it does not fail\n\n- room for twelve: PC01 ends with 0x00000000 S_OK\n", "\n- KB4096317\n"})
    EXPECT_THAT(page, HasSubstr(part));
}

TEST(ModePage, ShowsTheRarerLogsWhereTheyHaveSomething) {
  auto logs = sample_logs();
  EXPECT_THAT(page_of(small_scenario_text(), logs), Not(HasSubstr("httperr1.log of the server:")));
  logs.http_errors = {"GET / 503 1 AppOffline WsusPool"};
  logs.wua_handler = {"Scan failed"};
  auto const page = page_of(small_scenario_text(), logs);
  EXPECT_THAT(page, HasSubstr("httperr1.log of the server:\n\n```text\nGET / 503 1 AppOffline WsusPool\n```\n"));
  EXPECT_THAT(page, HasSubstr("WUAHandler.log of its Configuration Manager client:\n\n```text\nScan failed\n```\n"));
  EXPECT_THAT(page, Not(HasSubstr("ScanAgent.log of the same")));
}

TEST(ModePage, ShowsTheInjectedTwinAsTheFileHasIt) {
  auto const page = page_of(small_scenario_text() + injected_text, std::nullopt);
  EXPECT_THAT(page, HasSubstr("\n## The same symptom, injected\n\n```text\nfaults:\n  - soap_fault: {error_code: "
                              "InvalidParameters}\n```\n"));
}

TEST(ModePage, SaysWhyThereIsNoTwinOrNoCause) {
  EXPECT_THAT(page_of(small_scenario_text() + "no_injected: A size is no answer.\n", std::nullopt),
              HasSubstr("\n## The same symptom, injected\n\nNone: A size is no answer.\n"));
  EXPECT_THAT(page_of(small_scenario_text() + "no_cause: It lies elsewhere.\n", std::nullopt),
              HasSubstr("\nNo natural cause is simulated: It lies elsewhere.\n"));
  EXPECT_THAT(page_of(small_scenario_text() + "assumed: The final code.\n", std::nullopt),
              HasSubstr("\nAssumed: The final code.\n"));
}

TEST(ModePage, ShowsWhatBreaksTheWorld) {
  auto const text = small_scenario_text() + "cause:\n  - {at: wsus, run: iisreset}\n";
  EXPECT_THAT(page_of(text, std::nullopt), HasSubstr("\n- where nothing was broken: the same steps do not show it\n"));
  EXPECT_THAT(page_of(text, std::nullopt), HasSubstr("\nWhat breaks it:\n\n```text\nwsus> iisreset\n```\n"));
  EXPECT_THAT(page_of(small_scenario_text(), std::nullopt), Not(HasSubstr("What breaks it")));
}

TEST(ModePage, IsTheSamePageWithAndWithoutARun) {
  auto const with_logs = page_of(small_scenario_text(), sample_logs());
  auto const without = page_of(small_scenario_text(), std::nullopt);
  EXPECT_NE(with_logs, without);
  EXPECT_EQ(markdown::without_run(with_logs), markdown::without_run(without));
}

TEST(ModePage, ShowsEveryScenarioInFull) {
  auto const first = small_scenario(small_scenario_text(), "lib/a.yaml");
  auto const second = small_scenario(with(small_scenario_text(), "too many", "too few"), "elsewhere/b.yaml");
  auto const page = mode_page(*catalogue_of_modes::find_mode("FM01"), {&first, &second}, std::nullopt, "lib",
                              [](std::string const&) { return std::string(); });
  EXPECT_THAT(page,
              HasSubstr("\n## Another scenario: One prerequisite too few\n\n`b`\n\n### Cause\n\nA small world.\n"));
  EXPECT_THAT(page, HasSubstr("[a](../../scenarios/library/a.yaml), `b`"));
}

}  // namespace
}  // namespace wsus::lab
