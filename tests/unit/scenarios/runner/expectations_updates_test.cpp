// Expectations of what follows a scan: installations, downloads, events, the states that the server knows.
#include "scenarios/runner/expectations.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using scenario::Expectation;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view place = "a.yaml:7: /verify/1: PC01: ";

/// Two updates installed, one waiting for a restart, one withdrawn; three files, one in two parts.
Observation updated_machine() {
  report::ScanReport scan;
  using machine::UpdateProgress;
  agent::UpdateResult result;
  result.updates.resize(4);
  result.updates[0].progress = UpdateProgress::installed;
  result.updates[1].progress = UpdateProgress::installed;
  result.updates[2].progress = UpdateProgress::pending_reboot;
  result.updates[3].progress = UpdateProgress::installed;
  result.updates[3].removed = true;
  scan.update_result = result;
  scan.content = {{.url = "http://w:8530/selfupdate/wuident.cab", .status = 200},
                  {.url = "http://w:8530/Content/01/a.cab", .head = true, .status = 200},
                  {.url = "http://w:8530/Content/01/a.cab", .range = "0-9", .status = 206},
                  {.url = "http://w:8530/Content/01/a.cab", .range = "10-19", .status = 206},
                  {.url = "http://w:8530/Content/02/b.cab", .status = 200},
                  {.url = "http://w:8530/Content/03/c.cab", .status = 404},
                  {.url = "http://w:8530/Content/04/d.cab"}};
  return {.machine = "PC01", .scans = {scan}, .events = {{147, 1}, {183, 2}}, .server_status = {{"Installed", 2}}};
}

std::vector<std::string> problems(Expectation const& expected, Observation const& seen = updated_machine()) {
  std::vector<std::string> texts;
  for (auto const& problem : check(expected, {.file = "a.yaml", .line = 7, .path = "/verify/1"}, seen))
    texts.push_back(problem.text.substr(problem.text.starts_with(place) ? place.size() : 0));
  return texts;
}

TEST(UpdateExpectations, HoldWhenEverythingIsAsExpected) {
  EXPECT_THAT(problems({.hresult = 0,
                        .updates_installed = 2,
                        .downloads = 2,
                        .events = {{147, 1}, {182, 0}, {183, 2}},
                        .server_status = {{"Failed", 0}, {"Installed", 2}}}),
              IsEmpty());
}

TEST(UpdateExpectations, SayWhatDiffers) {
  EXPECT_THAT(problems({.updates_installed = 3,
                        .downloads = 3,
                        .events = {{147, 0}, {161, 1}},
                        .server_status = {{"NotInstalled", 1}}}),
              ElementsAre("expected 3 updates installed, was 2", "expected 3 files downloaded, were 2",
                          "expected event 147 0 times, was 1", "expected event 161 1 times, was 0",
                          "expected 1 updates that the server knows as NotInstalled, were 0"));
}

TEST(ComputerExpectations, AreTheWholeTableInAnyOrder) {
  Observation const seen{.machine = "PC01", .computers = {"pc02.lab.example", "pc01.lab.example"}};
  EXPECT_THAT(problems({.computers = {"PC01.lab.example", "pc02.lab.example"}}, seen), IsEmpty());
  EXPECT_THAT(problems({.computers = {"pc01.lab.example"}}, seen),
              ElementsAre("expected 1 computers that the server knows (pc01.lab.example), were 2 (pc01.lab.example, "
                          "pc02.lab.example)"));
  EXPECT_THAT(problems({.computers = {"pc01.lab.example"}}, {.machine = "PC01"}),
              ElementsAre("expected 1 computers that the server knows (pc01.lab.example), were 0 (none)"));
  EXPECT_THAT(problems({.hresult = std::nullopt}, seen), IsEmpty());
}

TEST(UpdateExpectations, AScanAloneInstallsNothing) {
  auto seen = updated_machine();
  seen.scans.front().update_result.reset();
  EXPECT_THAT(problems({.updates_installed = 0}, seen), IsEmpty());
  seen.scans.clear();
  EXPECT_THAT(problems({.updates_installed = 0}, seen), ElementsAre("there was no scan to look at"));
  EXPECT_THAT(problems({.downloads = 0}, seen), IsEmpty());
}

TEST(UpdateExpectations, TheHresultIsThatOfTheFirstUpdateThatFailed) {
  auto seen = updated_machine();
  auto& result = *seen.scans.front().update_result;
  result.hresult = 0x80246002;
  result.message = "The file is another one";
  result.updates[1].hresult = 0x80246002;
  result.updates[1].chain = {{.code = 0x80246002}};
  EXPECT_THAT(problems({.hresult = 0x80246002, .chain = {0x80246002}}, seen), IsEmpty());
  EXPECT_THAT(
      problems({.hresult = 0}, seen),
      ElementsAre("expected 0x00000000 S_OK, was 0x80246002 WU_E_DM_INCORRECTFILEHASH: The file is another one"));
}

}  // namespace
}  // namespace wsus::lab
