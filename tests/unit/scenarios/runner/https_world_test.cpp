// Worlds whose server has HTTPS: what machines call it, whom they trust, what the plain port answers.
#include "scenarios/runner/run_scenario.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;
using testing::HasSubstr;

/// A healthy world with these keys of server and machine; the machine scans, then `expect` must hold.
ScenarioOutcome run_world(std::string_view server, std::string_view machine, std::string_view expect,
                          std::string_view before_scan = "") {
  auto text = test::with(test::small_baseline_text(), "maxInstalledPrerequisites: 11}",
                         "maxInstalledPrerequisites: 12}\n  " + std::string(server));
  text = test::with(text, "{profile: w10}", "{" + std::string(machine) + "}");
  text = text.substr(0, text.find("verify:")) + "verify:\n" + std::string(before_scan) +
         "  - {at: PC01, run: wuauclt /detectnow}\n  - expect: " + std::string(expect) + "\n";
  return run_scenario(small_scenario(text, "baseline-https.yaml"));
}

std::string problems_of(ScenarioOutcome const& outcome) {
  std::string all;
  for (auto const& problem : outcome.problems) all += problem.text + "\n";
  return all;
}

constexpr std::string_view to_plain_port =
    "  - {at: PC01, run: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate /v WUServer /d "
    "http://wsus.lab.example:8530 /f'}\n";

TEST(HttpsWorld, MachinesScanOverTlsAndEveryUrlSaysSo) {
  auto const outcome = run_world("https: true", "profile: w10",
                                 "{hresult: 0x00000000, updates_found: 3, "
                                 "client_log: ['Server URL = https://wsus.lab.example:8531/ClientWebService', "
                                 "'Server URL = {server}/SimpleAuthWebService'], "
                                 "no_client_log: ['http://wsus'], iis_log: ['- 8531 ']}");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HttpsWorld, WithoutHttpsUrlsAreHttp) {
  auto const outcome = run_world("https: false", "profile: w10",
                                 "{hresult: 0x00000000, client_log: ['http://wsus.lab.example:8530'], "
                                 "no_client_log: ['https://'], iis_log: ['- 8530 ']}");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HttpsWorld, AMachineThatDoesNotTrustTheAuthorityAsksNothing) {
  auto const outcome = run_world("https: true", "trusts_lab_ca: false",
                                 "{hresult: 0x80072F8F, counters: {requests: 0, soap_faults: 0}}");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HttpsWorld, TheAuthoritysCertificateIsAtHandToBeDeployed) {
  auto const outcome = run_world("https: true", "trusts_lab_ca: false", "{hresult: 0x00000000, updates_found: 3}",
                                 "  - {at: PC01, run: 'certutil -addstore root C:\\Certificates\\lab-ca.cer'}\n");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HttpsWorld, AShortNameLeadsToTheServerAndIsNotInTheCertificate) {
  auto const outcome =
      run_world("https: true", "profile: w10", "{hresult: 0x80072F8F, chain: [0x80072F06, 0x80072F8F]}",
                "  - {at: PC01, run: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate /v WUServer "
                "/d https://wsus:8531 /f'}\n");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HttpsWorld, TrustDoesNotMatterWithoutHttps) {
  auto const outcome = run_world("https: false", "trusts_lab_ca: false", "{hresult: 0x00000000}");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HttpsWorld, ThePlainPortAnswers403Dot4WhereSslIsRequired) {
  auto const outcome =
      run_world("https: {ssl_required: true}", "profile: w10",
                "{hresult: 0x80244018, iis_log: ['- 8530 * 403 4 '], counters: {soap_faults: 0}}", to_plain_port);
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HttpsWorld, ThePlainPortStaysGoodWhereSslIsNotRequired) {
  auto const outcome =
      run_world("https: true", "profile: w10", "{hresult: 0x00000000, updates_found: 3}", to_plain_port);
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HttpsWorld, SslIsRequiredOfTheNamedApplicationsOnly) {
  auto const outcome =
      run_world("https: {ssl_required: SimpleAuthWebService}", "profile: w10",
                "{hresult: 0x80244018, iis_log: ['POST /ClientWebService/client.asmx - 8530 * 200 0 ', "
                "'POST /SimpleAuthWebService/SimpleAuth.asmx - 8530 * 403 4 ']}",
                to_plain_port);
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HttpsWorld, AHostMayRedirectThere) {
  auto text = test::with(test::small_baseline_text(), "maxInstalledPrerequisites: 11}",
                         "maxInstalledPrerequisites: 12}\n  https: {ssl_required: true}");
  text = test::with(text, "machines:\n",
                    "hosts: {old.lab.example: {answer: redirect, to: 'https://wsus.lab.example:8531', status: 307}}\n"
                    "machines:\n");
  text = text.substr(0, text.find("verify:")) +
         "verify:\n  - {at: PC01, run: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate /v "
         "WUServer /d http://old.lab.example:8530 /f'}\n  - {at: PC01, run: usoclient StartScan}\n"
         "  - expect: {hresult: 0x00000000, updates_found: 3, iis_log: ['- 8531 * 200 0 0 ']}\n";
  auto const outcome = run_scenario(small_scenario(text, "baseline-https.yaml"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HttpsWorld, ABackgroundIsGoodForAnotherWorldWithACertificateOfItsOwn) {
  auto text = test::with(test::small_baseline_text(), "maxInstalledPrerequisites: 11}",
                         "maxInstalledPrerequisites: 12}\n  https: true");
  text = text.substr(0, text.find("verify:")) +
         "background:\n  - {at: PC01, run: usoclient StartScan}\nverify:\n  - {at: PC01, run: usoclient StartScan}\n"
         "  - expect: {hresult: 0x00000000, counters: {operation.GetConfig: 0}}\n";
  auto const outcome = run_scenario(small_scenario(text, "baseline-https.yaml"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(HostingWorld, XpressIsCountedAndCanBeTurnedOff) {
  auto const coded = run_world("xpress: true", "profile: w10", "{counters: {response_coding.xpress: 0}}");
  EXPECT_THAT(problems_of(coded), HasSubstr("expected counter response_coding.xpress to grow by 0, grew by "));
  auto const plain =
      run_world("xpress: false", "profile: w10",
                "{hresult: 0x00000000, counters: {response_coding.xpress: 0, request_coding.xpress: 0}}");
  EXPECT_TRUE(plain.passed) << problems_of(plain);
}

TEST(HostingWorld, TheProfileSetsThePageAndAWrittenPageIsStronger) {
  // 600 revisions take 7 calls with pages of 200 updates, and 9 with pages of 30.
  auto const expect_calls = [](std::string_view server, int calls) {
    auto text = test::with(test::small_baseline_text(), "revisions: 120, ", "revisions: 600, ");
    text =
        test::with(text, "maxInstalledPrerequisites: 11}", "maxInstalledPrerequisites: 12}\n  " + std::string(server));
    text = text.substr(0, text.find("verify:")) +
           "verify:\n  - {at: PC01, run: usoclient StartScan}\n  - expect: {counters: {operation.SyncUpdates: " +
           std::to_string(calls) + "}}\n";
    auto const outcome = run_scenario(small_scenario(text, "baseline-page.yaml"));
    EXPECT_TRUE(outcome.passed) << server << "\n" << problems_of(outcome);
  };
  expect_calls("profile: wsus-3.0-sp2", 7);
  expect_calls("profile: 2025", 9);
  expect_calls("profile: wsus-3.0-sp2\n  page: {updates: 30}", 9);
}

}  // namespace
}  // namespace wsus::lab
