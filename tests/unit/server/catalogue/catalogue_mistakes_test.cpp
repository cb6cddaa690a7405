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
      {"Neither", "{}", "1: /: found neither generate nor revisions; allowed: one of the two"},
      {"Both", "generate: {}\nrevisions: []\n", "1: /: found both generate and revisions; allowed: one of the two"},
      {"MisspeltFrame", "revision: []\n", "1: /revision: found the unknown key 'revision'; known: generate, revisions"},
      {"KeyOfTheOtherForm", "generate: {}\ndate: 2026-10-04\n",
       "2: /date: found the unknown key 'date'; known: generate, revisions"},
      {"UnknownSize", "generate: {revision: 50}",
       "1: /generate/revision: found the unknown key 'revision'; known: approved, content_files, delivered_percent, "
       "installed_non_leaf, revisions, seed, superseded_chains"},
      {"SizeOutOfRange", "generate:\n  revisions: 100\n  installed_non_leaf: 51\n",
       "3: /generate/installed_non_leaf: found '51'; allowed: a whole number from 1 to 50"},
      {"TooManyDelivered", "generate: {delivered_percent: 100}",
       "1: /generate/delivered_percent: found '100'; allowed: a whole number from 0 to 99"},
      {"TooFewRevisions", "generate: {revisions: 49}",
       "1: /generate/revisions: found '49'; allowed: a whole number from 50 to 200000"},
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
       "2: /revisions/0/files/0/size: found '0'; allowed: a whole number from 1 to 67108864"},
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
       "2: /revisions/0/colour: found the unknown key 'colour'; known: bundles, category_type, declined, deployment, "
       "description, explicitly_deployable, files, handler, id, installable, installed, prerequisites, revision, "
       "supersedes, title, type, update"},
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
