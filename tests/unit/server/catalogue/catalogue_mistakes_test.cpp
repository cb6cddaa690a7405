// Every mistake in a catalogue file is one message with file, line, path, what was found and what is allowed.
#include "server/catalogue/catalogue_file.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wsus::catalogue {
namespace {

constexpr auto a = "aaaaaaaa-0000-4000-8000-000000000001";
constexpr auto b = "bbbbbbbb-0000-4000-8000-000000000002";

std::string message_of(std::string const& text) {
  try {
    (void)read_catalogue(config::Node::parse(text, "cat.yaml"), {});
  } catch (config::ConfigError const& error) {
    return error.what();
  }
  return "no error";
}

/// A file with one revision in line 2 and these further keys; more lines may follow.
std::string one(std::string const& keys, std::string const& more = "") {
  return std::string("revisions:\n  - {id: 1, update: ") + a + ", type: software" + (keys.empty() ? "" : ", ") + keys +
         "}\n" + more;
}

struct Mistake {
  char const* name;
  std::string file;
  std::string message;
};

class CatalogueMistake : public testing::TestWithParam<Mistake> {};

TEST_P(CatalogueMistake, IsOneMessageWithItsPlace) {
  EXPECT_EQ(message_of(GetParam().file), "cat.yaml:" + GetParam().message);
}

std::vector<Mistake> mistakes_in_the_frame() {
  return {
      {"Neither", "{}", "1: /: found neither generate nor revisions nor import; allowed: one of them"},
      {"Both", "generate: {}\nrevisions: []\n", "1: /: found both generate and revisions; allowed: one of the two"},
      {"MisspeltFrame", "revision: []\n",
       "1: /revision: found the unknown key 'revision'; known: generate, import, revisions"},
      {"KeyOfTheOtherForm", "generate: {}\ndate: 2026-10-04\n",
       "2: /date: found the unknown key 'date'; known: generate, import, revisions"},
      {"UnknownSize", "generate: {revision: 50}",
       "1: /generate/revision: found the unknown key 'revision'; known: approved, content_files, delivered_percent, "
       "drivers, "
       "installed_non_leaf, languages, revisions, seed, superseded_chains"},
      {"SizeOutOfRange", "generate:\n  revisions: 100\n  installed_non_leaf: 51\n",
       "3: /generate/installed_non_leaf: found '51'; allowed: a whole number from 1 to 50"},
      {"TooManyDelivered", "generate: {delivered_percent: 100}",
       "1: /generate/delivered_percent: found '100'; allowed: a whole number from 0 to 99"},
      {"TooFewRevisions", "generate: {revisions: 49}",
       "1: /generate/revisions: found '49'; allowed: a whole number from 50 to 200000"},
      {"TooManyDrivers", "generate: {drivers: 20001}",
       "1: /generate/drivers: found '20001'; allowed: a whole number from 0 to 20000"},
      {"BadGeneratedLanguage", "generate: {languages: [d]}",
       "1: /generate/languages/0: found 'd'; allowed: a language tag such as de or pt-BR"},
      {"GeneratedEnglish", "generate: {languages: [EN]}",
       "1: /generate/languages/0: found 'EN'; allowed: languages other than en, which is always there"},
      {"GeneratedLanguageTwice", "generate: {languages: [de, De]}",
       "1: /generate/languages/1: found the language 'De' a second time; allowed: every language once, in any case"},
      {"NoList", "revisions: {}", "1: /revisions: found a map; allowed: a list"},
      {"BadDate", "date: tomorrow\nrevisions: []\n",
       "1: /date: found 'tomorrow'; allowed: a date such as 2026-10-04 or 2026-10-04T16:03:35Z"},
  };
}

std::vector<Mistake> mistakes_in_an_entry() {
  return {
      {"NoId", std::string("revisions:\n  - {update: ") + a + ", type: software}\n",
       "2: /revisions/0/id: found nothing; allowed: a value, it must be given"},
      {"ZeroId", std::string("revisions:\n  - {id: 0, update: ") + a + ", type: software}\n",
       "2: /revisions/0/id: found '0'; allowed: a whole number from 1 to 2147483647"},
      {"BadGuid", "revisions:\n  - {id: 1, update: 12, type: software}\n",
       "2: /revisions/0/update: found '12'; allowed: a GUID such as 6964aab4-c5b5-43bd-a17d-ffb4346a8e1d"},
      {"BadType", std::string("revisions:\n  - {id: 1, update: ") + a + ", type: patch}\n",
       "2: /revisions/0/type: found 'patch'; allowed: software, driver, category, detectoid"},
      {"CategoryTypeOfSoftware", one("category_type: product"),
       "2: /revisions/0/category_type: found a category_type; allowed: category_type only with type: category"},
      {"CategoryFlagOfSoftware", one("excluded_by_default: false"),
       "2: /revisions/0/excluded_by_default: found the key excluded_by_default; allowed: excluded_by_default only with "
       "type: "
       "category"},
      {"PackageOfAnotherHandler", one("handler: WindowsInstaller, cbs_package: p"),
       "2: /revisions/0/cbs_package: found a cbs_package; allowed: cbs_package only with the handler Cbs"},
      {"ProtocolVersionOfOneNumber", one("extended: {protocol_version: 5}"),
       "2: /revisions/0/extended/protocol_version: found '5'; allowed: two numbers such as 5.0"},
      {"BadAction", one("deployment: {action: install}"),
       "2: /revisions/0/deployment/action: found 'install'; allowed: Install, OptionalInstall, Uninstall, "
       "PreDeploymentCheck, Block, Evaluate, Bundle"},
      {"UnknownDeploymentKey", one("deployment: {when: 1}"),
       "2: /revisions/0/deployment/when: found the unknown key 'when'; known: action, assigned, date, deadline, id"},
      {"RuleNotClosed", one("installed: <True>"),
       "2: /revisions/0/installed: found '<True>'; allowed: true, false, or one rule element such as <b.Processor "
       "Architecture=\"9\" />"},
      {"TwoRules", one("installed: <True /><False />"),
       "2: /revisions/0/installed: found '<True /><False />'; allowed: true, false, or one rule element such as "
       "<b.Processor Architecture=\"9\" />"},
      {"RuleEndsTheWrapper", one("installed: </rule><rule>"),
       "2: /revisions/0/installed: found '</rule><rule>'; allowed: true, false, or one rule element such as "
       "<b.Processor Architecture=\"9\" />"},
      {"FolderInFileName", one("files: [{name: a/b.exe, size: 1}]"),
       "2: /revisions/0/files/0/name: found 'a/b.exe'; allowed: a file name without folders"},
      {"EmptyFile", one("files: [{name: b.exe, size: 0}]"),
       "2: /revisions/0/files/0/size: found '0'; allowed: a whole number from 1 to 4294967296"},
      {"SameFileTwice", one("files: [{name: b.exe, size: 1}, {name: b.exe, size: 1}]"),
       "2: /revisions/0/files/1: found the file 'b.exe' a second time; allowed: every file once"},
      {"MixedClause", one(std::string("prerequisites: [{any_of: [") + b + "], category: " + b + "}]"),
       "2: /revisions/0/prerequisites/0: found both any_of and category; allowed: a GUID, {any_of: [...]} or "
       "{category: [...]}"},
      {"EmptyClause", one("prerequisites: [{any_of: []}]"),
       "2: /revisions/0/prerequisites/0/any_of: found an empty list; allowed: at least one item"},
      {"UnknownClauseKey", one(std::string("prerequisites: [{all_of: [") + b + "]}]"),
       "2: /revisions/0/prerequisites/0/all_of: found the unknown key 'all_of'; known: any_of, category"},
      {"UnknownKey", one("colour: red"),
       "2: /revisions/0/colour: found the unknown key 'colour'; known: approvals, bundles, category_type, cbs_package, "
       "declined, deployment, description, drivers, eula, excluded_by_default, explicitly_deployable, extended, files, "
       "handler, id, install_command, installable, installed, prerequisites, prohibits_subcategories, revision, "
       "superseded, supersedes, texts, title, type, update"},
  };
}

std::vector<Mistake> mistakes_in_texts_and_facts() {
  auto const eula = [](std::string const& files) {
    return one(std::string("eula: {id: ") + b + ", files: [" + files + "]}");
  };
  return {
      {"TextsWithoutTitle", one("texts: {de: {description: d}}"),
       "2: /revisions/0/texts/de/title: found nothing; allowed: a value, it must be given"},
      {"BadLanguage", one("texts: {german: {title: t}}"),
       "2: /revisions/0/texts/german: found the key 'german'; allowed: a language tag such as de or pt-BR"},
      {"LanguageTwice", one("texts: {de: {title: t}, DE: {title: t}}"),
       "2: /revisions/0/texts/DE: found the language 'DE' a second time; allowed: every language once, in any case"},
      {"EnglishTwice", one("title: t, texts: {en: {title: t}}"),
       "2: /revisions/0/texts/en: found English texts beside title or description; allowed: one of the two"},
      {"UnknownText", one("texts: {de: {title: t, notes: n}}"),
       "2: /revisions/0/texts/de/notes: found the unknown key 'notes'; known: description, more_info_url, support_url, "
       "title, uninstall_notes"},
      {"BadSeverity", one("extended: {severity: High}"),
       "2: /revisions/0/extended/severity: found 'High'; allowed: Critical, Important, Moderate, Low"},
      {"BadKb", one("extended: {kb: KB5}"),
       "2: /revisions/0/extended/kb: found 'KB5'; allowed: digits such as 5000201"},
      {"BadReboot", one("extended: {reboot: never}"),
       "2: /revisions/0/extended/reboot: found 'never'; allowed: NeverReboots, AlwaysRequiresReboot, CanRequestReboot"},
      {"UnknownFact", one("extended: {colour: red}"),
       "2: /revisions/0/extended/colour: found the unknown key 'colour'; known: beta, bulletin, impact, kb, "
       "protocol_version, reboot, "
       "severity, "
       "support_url, uninstallable"},
      {"EulaWithoutFiles", one(std::string("eula: {id: ") + b + "}"),
       "2: /revisions/0/eula/files: found nothing; allowed: a value, it must be given"},
      {"BadPlace", eula("{language: de, geo_id: de, name: a, size: 1}"),
       "2: /revisions/0/eula/files/0/geo_id: found 'de'; allowed: three capital letters such as DEU"},
      {"EulaTwice", eula("{language: de, name: a, size: 1}, {language: DE, name: b, size: 1}"),
       "2: /revisions/0/eula/files/1: found a second text of this language and place; allowed: every language once a "
       "place"},
      {"SupersededIsNoRule", one("superseded: maybe"),
       "2: /revisions/0/superseded: found 'maybe'; allowed: true, false, or one rule element such as <b.Processor "
       "Architecture=\"9\" />"},
      {"CommandWithoutFiles", one("install_command: {program: a}"),
       "2: /revisions/0/install_command: found an install_command; allowed: install_command only with files and the "
       "handler CommandLineInstallation"},
      {"CodeTwice",
       one("files: [{name: a, size: 1}], install_command: {return_codes: [{code: 0}, {code: 0, result: Failed}]}"),
       "2: /revisions/0/install_command/return_codes/1/code: found the code 0 a second time; allowed: every code once"},
      {"BadResult", one("files: [{name: a, size: 1}], install_command: {default_result: Good}"),
       "2: /revisions/0/install_command/default_result: found 'Good'; allowed: Succeeded, Failed, Cancelled"},
  };
}

std::vector<Mistake> mistakes_in_approvals_and_drivers() {
  auto const driver = [](std::string const& keys) {
    return std::string("revisions:\n  - {id: 1, update: ") + a + ", type: driver, drivers: [" + keys + "]}\n";
  };
  return {
      {"ApprovalWithoutGroup", one("approvals: [{action: Install}]"),
       "2: /revisions/0/approvals/0/group: found nothing; allowed: a value, it must be given"},
      {"EmptyGroup", one("approvals: [{group: ' '}]"),
       "2: /revisions/0/approvals/0/group: found ' '; allowed: a text that is not empty"},
      {"GroupTwice", one("approvals: [{group: Pilot}, {group: PILOT}]"),
       "2: /revisions/0/approvals/1/group: found the group 'PILOT' a second time; allowed: every group once, in any "
       "case"},
      {"BadDeadline", one("approvals: [{group: Pilot, deadline: soon}]"),
       "2: /revisions/0/approvals/0/deadline: found 'soon'; allowed: a date such as 2026-10-04 or "
       "2026-10-04T16:03:35Z"},
      {"DriversOfSoftware", one("drivers: [{hardware_id: a, date: 2026-10-04, version: 1.0.0.0}]"),
       "2: /revisions/0/drivers: found drivers; allowed: drivers only with type: driver"},
      {"NoDrivers", driver(""), "2: /revisions/0/drivers: found an empty list; allowed: at least one item"},
      {"BadVersion", driver("{hardware_id: a, date: 2026-10-04, version: 1.0.0}"),
       "2: /revisions/0/drivers/0/version: found '1.0.0'; allowed: four parts of 0 to 65535 such as 10.0.1.2"},
      {"VersionTooLarge", driver("{hardware_id: a, date: 2026-10-04, version: 1.0.0.65536}"),
       "2: /revisions/0/drivers/0/version: found '1.0.0.65536'; allowed: four parts of 0 to 65535 such as 10.0.1.2"},
      {"ScoreTooLarge",
       driver("{hardware_id: a, date: 2026-10-04, version: 1.0.0.0, feature_scores: {amd64.10.0: 256}}"),
       "2: /revisions/0/drivers/0/feature_scores/amd64.10.0: found '256'; allowed: a whole number from 0 to 255"},
      {"HardwareIdTwice",
       driver("{hardware_id: a, date: 2026-10-04, version: 1.0.0.0}, {hardware_id: A, date: 2026-10-04, version: "
              "1.0.0.0}"),
       "2: /revisions/0/drivers/1/hardware_id: found 'A' a second time; allowed: every hardware id once, in any case"},
      {"UnknownDriverKey", driver("{hardware_id: a, date: 2026-10-04, version: 1.0.0.0, colour: red}"),
       "2: /revisions/0/drivers/0/colour: found the unknown key 'colour'; known: class, company, compatible_providers, "
       "date, distribution_computers, feature_scores, hardware_id, manufacturer, model, provider, target_computers, "
       "version, whql_id"},
  };
}

std::vector<Mistake> mistakes_between_entries() {
  auto const second = [](std::string const& id, std::string const& update, std::string const& keys) {
    return "  - {id: " + id + ", update: " + update + ", type: software" + keys + "}\n";
  };
  return {
      {"DuplicateId", one("", second("1", b, "")),
       "3: /revisions/1/id: found the id 1 a second time (first at /revisions/0 in line 2); allowed: every id once"},
      {"DuplicateIdentity", one("", second("2", a, "")),
       std::string("3: /revisions/1/update: found ") + a +
           " revision 1 a second time (first at /revisions/0 in line 2); allowed: every revision of an update once"},
      {"UnknownPrerequisite", one(std::string("prerequisites: [") + b + "]"),
       std::string("2: /revisions/0/prerequisites/0: found update ") + b +
           "; allowed: an update of this file, no entry has it"},
      {"UnknownSuperseded", one(std::string("supersedes: ") + b),
       std::string("2: /revisions/0/supersedes: found update ") + b +
           "; allowed: an update of this file, no entry has it"},
      {"UnknownBundledRevision", one(std::string("bundles: [{update: ") + b + ", revision: 3}]", second("2", b, "")),
       std::string("2: /revisions/0/bundles/0: found update ") + b +
           " revision 3; allowed: a revision of this file, the highest is 1"},
      {"PrerequisiteCycle",
       one(std::string("prerequisites: [") + b + "]", second("2", b, std::string(", prerequisites: [") + a + "]")),
       std::string("3: /revisions/1/prerequisites/0: found a cycle: this leads back to update ") + a +
           " (/revisions/0 in line 2); allowed: prerequisites and bundles without cycles"},
      {"CycleThroughABundle",
       one(std::string("bundles: [") + b + "]",
           second("2", b, std::string(", prerequisites: [{category: ") + a + "}]")),
       std::string("3: /revisions/1/prerequisites/0/category: found a cycle: this leads back to update ") + a +
           " (/revisions/0 in line 2); allowed: prerequisites and bundles without cycles"},
      {"SupersedesItself", one(std::string("supersedes: [") + a + "]"),
       std::string("2: /revisions/0/supersedes/0: found a cycle: this leads back to update ") + a +
           " (/revisions/0 in line 2); allowed: supersedes without cycles"},
  };
}

auto name_of = [](auto const& test) { return std::string(test.param.name); };
INSTANTIATE_TEST_SUITE_P(Frame, CatalogueMistake, testing::ValuesIn(mistakes_in_the_frame()), name_of);
INSTANTIATE_TEST_SUITE_P(Entry, CatalogueMistake, testing::ValuesIn(mistakes_in_an_entry()), name_of);
INSTANTIATE_TEST_SUITE_P(Facts, CatalogueMistake, testing::ValuesIn(mistakes_in_texts_and_facts()), name_of);
INSTANTIATE_TEST_SUITE_P(Approvals, CatalogueMistake, testing::ValuesIn(mistakes_in_approvals_and_drivers()), name_of);
INSTANTIATE_TEST_SUITE_P(Between, CatalogueMistake, testing::ValuesIn(mistakes_between_entries()), name_of);

TEST(CatalogueFileTwin, TheSameEntriesWithoutMistakeAreRead) {
  EXPECT_EQ(message_of(one("")), "no error");
  EXPECT_EQ(message_of("revisions: []"), "no error");
}

TEST(CatalogueFileDepth, LongChainOfPrerequisitesIsRead) {
  std::string file = "revisions:\n";
  auto const guid = [](int number) { return to_string(wusp::guid_from_bits(1, static_cast<std::uint64_t>(number))); };
  for (int id = 1; id <= 5'000; ++id) {
    file += "  - {id: " + std::to_string(id) + ", update: " + guid(id) + ", type: detectoid";
    file += id < 5'000 ? ", prerequisites: [" + guid(id + 1) + "]}\n" : "}\n";
  }
  EXPECT_EQ(message_of(file), "no error");
}

}  // namespace
}  // namespace wsus::catalogue
