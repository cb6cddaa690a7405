// wua-sim why: the program's texts, JSON, exit codes; nothing is written.
#include "client_sim/app/why_command.hpp"

#include "client_sim/machine/state_file.hpp"
#include "tests/unit/client_sim/app/cli_run.hpp"
#include "tests/unit/client_sim/app/temporary_folder.hpp"
#include "wsdl/wusp/clock.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace wsus::client {
namespace {

using test::read_file;
using test::run;
using test::TemporaryFolder;
using testing::HasSubstr;
using testing::StartsWith;

constexpr auto id = "dd78b8a1-0b20-45c1-add6-4da72e9364cf";
constexpr auto child_id = "dd78b8a1-0b20-45c1-add6-4da72e9364d0";

/// A machine with one cached update that its IsInstallable rule drops.
class WhyCommand : public testing::Test {
protected:
  WhyCommand() : clock(wusp::UtcTime{}), machine({}, clock) {
    add(7, id, R"(ExplicitlyDeployable="true")", "Install",
        R"(<ApplicabilityRules><IsInstalled><False /></IsInstalled><IsInstallable><And><True />)"
        R"(<b.WindowsVersion MajorVersion="6" /></And></IsInstallable></ApplicabilityRules>)");
    machine.data_store().updates.edit().at(7).details = machine::UpdateDetails{.title = "Security Update (KB5000001)"};
  }
  void add(int revision, std::string const& guid, std::string const& properties, std::string action,
           std::string const& rest) {
    auto const core = "<UpdateIdentity UpdateID=\"" + guid +
                      "\" RevisionNumber=\"200\" /><Properties UpdateType=\"Software\" " + properties + " />" + rest;
    machine.data_store().updates.edit()[revision] = {.revision_id = revision,
                                                     .update_id = *wusp::parse_guid(guid),
                                                     .revision_number = 200,
                                                     .action = std::move(action),
                                                     .core_xml = std::make_shared<std::string const>(core)};
  }
  metadata::Verdict verdict(std::string_view update) { return metadata::why(machine.data_store(), machine, update); }

  wusp::ManualClock clock;
  machine::Machine machine;
};

TEST_F(WhyCommand, TextHasVerdictChecklistAndRules) {
  EXPECT_EQ(
      to_text(verdict("KB5000001")),
      "Security Update (KB5000001) (dd78b8a1-0b20-45c1-add6-4da72e9364cf) is not offered: IsInstallable is false: "
      "b.WindowsVersion MajorVersion=\"6\": false; the machine has 10.0.26200.\n"
      "  [ok] in the cache    revision id 7, revision 200\n"
      "  [ok] fragment        UpdateType Software\n"
      "  [ok] prerequisites   0 of 0 clauses are met\n"
      "  [ok] not installed   IsInstalled is false: False: false\n"
      "  [no] installable     IsInstallable is false: b.WindowsVersion MajorVersion=\"6\": false; the machine has "
      "10.0.26200\n"
      "  [ok] not superseded  no applicable update names it in SupersededUpdates\n"
      "  [ok] approved        the deployment's action is Install\n"
      "  [ok] deployable      ExplicitlyDeployable is true\n"
      "  Rules:\n"
      "    IsInstalled: false\n"
      "      False: false\n"
      "    IsInstallable: false\n"
      "      And: false\n"
      "        True: true\n"
      "        b.WindowsVersion MajorVersion=\"6\": false; the machine has 10.0.26200\n");
}

TEST_F(WhyCommand, UnknownRuleIsMarkedInTheChecklist) {
  add(8, child_id, R"(ExplicitlyDeployable="true")", "Install",
      "<ApplicabilityRules><IsInstalled><False /></IsInstalled><IsInstallable><b.NeverHeardOf /></IsInstallable>"
      "</ApplicabilityRules>");
  EXPECT_THAT(to_text(verdict("8")),
              HasSubstr("  [??] installable     IsInstallable is unknown: b.NeverHeardOf: unknown; "
                        "the simulator does not know b.NeverHeardOf\n"));
}

TEST_F(WhyCommand, ChildrenOfABundleFollowIndented) {
  add(8, child_id, R"(ExplicitlyDeployable="true")", "Install",
      std::string("<Relationships><BundledUpdates><UpdateIdentity UpdateID=\"") + id +
          "\" RevisionNumber=\"200\" /></BundledUpdates></Relationships>");
  auto const text = to_text(verdict("8"));
  EXPECT_THAT(text, HasSubstr("  [no] bundle          0 of 1 children are applicable\n"));
  EXPECT_THAT(text,
              HasSubstr("  Children:\n    Security Update (KB5000001) (dd78b8a1-0b20-45c1-add6-4da72e9364cf) is not "
                        "applicable: IsInstallable is false"));
  EXPECT_THAT(text, HasSubstr("\n      [no] installable "));
  EXPECT_THAT(text, testing::Not(HasSubstr("\n      [ok] approved")));
}

TEST_F(WhyCommand, JsonSaysTheSame) {
  auto const document = boost::json::parse(to_json(verdict(id)));
  EXPECT_EQ(document.at("outcome").as_string(), "not_installable");
  EXPECT_EQ(document.at("update_id").as_string(), id);
  EXPECT_EQ(document.at("revision_id").as_int64(), 7);
  EXPECT_EQ(document.at("steps").as_array().size(), 8U);
  EXPECT_EQ(document.at("steps").at(4).at("passed").as_string(), "false");
  auto const& rule = document.at("rules").at("is_installable").at("clauses").at(0).at("clauses").at(1);
  EXPECT_EQ(rule.at("element").as_string(), R"(b.WindowsVersion MajorVersion="6")");
  EXPECT_EQ(rule.at("value").as_string(), "false");
  EXPECT_EQ(rule.at("fact").as_string(), "the machine has 10.0.26200");
  EXPECT_TRUE(document.at("rules").at("is_superseded").is_null());
  EXPECT_TRUE(boost::json::parse(to_json(verdict("nothing"))).at("update_id").is_null());
}

TEST_F(WhyCommand, ReadsAKeptMachineAndChangesNothing) {
  TemporaryFolder const folder;
  auto const state = folder.path("state");
  machine::save_state(machine, state);
  auto const before = read_file(folder.path("state/machine.json"));
  auto const found = run({"why", id, "--state", state});
  EXPECT_EQ(found.exit_code, 0) << found.err;
  EXPECT_THAT(found.out, HasSubstr(id));
  auto const missing = run({"why", "KB1", "--state", state, "--json"});
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_EQ(boost::json::parse(missing.out).at("outcome").as_string(), "not_cached");
  EXPECT_EQ(read_file(folder.path("state/machine.json")), before);
}

TEST_F(WhyCommand, JudgesByTheKeptDevicesAndFactsOfTheSystem) {
  auto const rule = [](std::string const& text) {
    return "<ApplicabilityRules><IsInstalled><False /></IsInstalled><IsInstallable>" + text +
           "</IsInstallable></ApplicabilityRules>";
  };
  add(8, child_id, R"(ExplicitlyDeployable="true")", "Install",
      rule(R"(<b.FileVersion Path="C:\a.dll" Comparison="EqualTo" Version="1.2.3.4" />)"));
  add(9, "dd78b8a1-0b20-45c1-add6-4da72e9364d1", R"(ExplicitlyDeployable="true")", "Install",
      R"(<ApplicabilityRules><Metadata><d.WindowsDriverMetaData HardwareID="PCI\LAB" DriverVerDate="2024-01-01" )"
      R"(DriverVerVersion="1.0.0.0" /></Metadata><IsInstalled><d.WindowsDriverInstalled /></IsInstalled>)"
      R"(<IsInstallable><d.WindowsDriverInstallable /></IsInstallable></ApplicabilityRules>)");
  TemporaryFolder const folder;
  auto const state = folder.path("state");
  machine::save_state(machine, state);
  EXPECT_THAT(run({"why", "8", "--state", state}).out, HasSubstr("is not offered"));
  EXPECT_THAT(run({"why", "9", "--state", state}).out, HasSubstr("is not offered"));
  machine.system_info().file_versions[R"(c:\a.dll)"] = "1.2.3.4";
  machine.hardware().devices.push_back({.hardware_ids = {R"(PCI\LAB)"}});
  machine::save_state(machine, state);
  EXPECT_THAT(run({"why", "8", "--state", state}).out, HasSubstr("is offered"));
  EXPECT_THAT(run({"why", "9", "--state", state}).out, HasSubstr("is offered"));
}

TEST_F(WhyCommand, RefusesAFolderThatKeepsNoMachine) {
  TemporaryFolder const folder;
  auto const nothing = run({"why", id, "--state", folder.path("nothing")});
  EXPECT_EQ(nothing.exit_code, 2);
  EXPECT_EQ(nothing.out, "");
  EXPECT_THAT(nothing.err, StartsWith("wua-sim: --state " + folder.path("nothing") + ": no machine is kept there"));
  EXPECT_FALSE(std::filesystem::exists(folder.path("nothing")));
  machine::save_state(machine, folder.path("state"));
  auto const other = run({"why", id, "--state", folder.path("state"), "--name", "OTHER"});
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_THAT(other.err, HasSubstr("OTHER"));
}

}  // namespace
}  // namespace wsus::client
