// Why an update is offered or not: one test a step that can drop it.
#include "client_sim/metadata/why.hpp"

#include "client_sim/agent/supersedence.hpp"
#include "tests/unit/client_sim/metadata/metadata_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::metadata::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string guid(int number) { return fmt::format("aaaaaaaa-0000-0000-0000-{:012}", number); }
wusp::Guid id_of(int number) { return *wusp::parse_guid(guid(number)); }

/// A Core fragment from its parts.
struct Core {
  std::string properties = R"(UpdateType="Software" ExplicitlyDeployable="true")";
  std::string relationships{};
  std::string installed = "<False />";
  std::string installable = "<True />";
};

std::string text_of(int number, Core const& core) {
  auto const rules = core.installed.empty() ? std::string()
                                            : fmt::format("<ApplicabilityRules><IsInstalled>{}</IsInstalled>"
                                                          "<IsInstallable>{}</IsInstallable></ApplicabilityRules>",
                                                          core.installed, core.installable);
  return fmt::format(R"(<UpdateIdentity UpdateID="{}" RevisionNumber="200" /><Properties {} /><Relationships>{})"
                     R"(</Relationships>{})",
                     guid(number), core.properties, core.relationships, rules);
}

class Why : public MetadataFixture {
protected:
  machine::CachedUpdate& cache(int number, Core const& core, std::string action = "Install") {
    auto const text = text_of(number, core);
    auto const evaluation = evaluate_core(text);
    auto& update = machine.data_store().updates.edit()[number];
    update = {.revision_id = number,
              .update_id = evaluation.update_id,
              .revision_number = evaluation.revision_number,
              .action = std::move(action),
              .is_category = evaluation.is_category,
              .needed = !evaluation.installed && evaluation.installable,
              .installed = evaluation.installed,
              .core_xml = std::make_shared<std::string const>(text),
              .superseded_updates = evaluation.superseded_updates};
    return update;
  }
  Verdict ask(int number) { return why(machine.data_store(), machine, guid(number)); }
  void expect(int number, Outcome outcome, std::string const& sentence) {
    auto const verdict = ask(number);
    EXPECT_EQ(to_string(verdict.outcome), to_string(outcome));
    EXPECT_EQ(verdict.sentence, sentence);
  }
  static std::string needs(std::string_view clauses) {
    return fmt::format("<Prerequisites>{}</Prerequisites>", clauses);
  }
  static std::string identity_of(int number) {
    return fmt::format(R"(<UpdateIdentity UpdateID="{}" />)", guid(number));
  }
  static Core bundle(std::vector<int> const& children) {
    std::string identities;
    for (int const child : children)
      identities +=
          fmt::format(R"(<AtLeastOne><UpdateIdentity UpdateID="{}" RevisionNumber="200" /></AtLeastOne>)", guid(child));
    return {.relationships = fmt::format("<BundledUpdates>{}</BundledUpdates>", identities), .installed = ""};
  }
};

TEST_F(Why, OfferedUpdatePassesEveryStep) {
  cache(1, {});
  auto const verdict = ask(1);
  EXPECT_EQ(verdict.outcome, Outcome::offered);
  EXPECT_EQ(verdict.sentence, guid(1) + " is offered.");
  std::vector<std::string> names;
  for (auto const& step : verdict.steps) {
    EXPECT_EQ(step.passed, Truth::yes) << step.name;
    names.push_back(step.name);
  }
  EXPECT_THAT(names, ::testing::ElementsAre("in the cache", "fragment", "prerequisites", "not installed", "installable",
                                            "not superseded", "approved", "deployable"));
}

TEST_F(Why, InstalledUpdateNamesTheClauseThatSaysSo) {
  cache(1, {.installed = R"(<Or><False /><b.Processor Architecture="9" /></Or>)"});
  expect(1, Outcome::installed,
         guid(1) + " is not offered: it is installed. IsInstalled is true: b.Processor Architecture=\"9\": true; the "
                   "processor's architecture is 9.");
}

TEST_F(Why, UpdateThatTheAgentHasInstalledIsInstalled) {
  cache(1, {});
  machine.data_store().installed_updates.insert(id_of(1));
  expect(1, Outcome::installed, guid(1) + " is not offered: the agent has installed it.");
}

TEST_F(Why, UpdateThatWaitsForARestartIsNotOffered) {
  auto& update = cache(1, {});
  update.progress = machine::UpdateProgress::pending_reboot;
  expect(1, Outcome::installed, guid(1) + " is not offered: it is installed and waits for a restart.");
  update.progress = machine::UpdateProgress::failed;
  EXPECT_EQ(ask(1).outcome, Outcome::offered);
}

// Conforms: Applicability.why
TEST_F(Why, NotInstallableUpdateNamesTheClauseAndTheFact) {
  cache(1, {.installable = R"(<And><True /><b.WindowsVersion MajorVersion="6" /></And>)"});
  expect(1, Outcome::not_installable,
         guid(1) +
             " is not offered: IsInstallable is false: b.WindowsVersion MajorVersion=\"6\": false; the machine has "
             "10.0.26200.");
}

// Conforms: Applicability.unknown
TEST_F(Why, UnknownRuleIsReportedAsUnknown) {
  cache(1, {.installable = "<And><True /><Not><b.NeverHeardOf /></Not></And>"});
  auto const verdict = ask(1);
  EXPECT_EQ(verdict.outcome, Outcome::not_installable);
  EXPECT_EQ(verdict.sentence, guid(1) + " is not offered: IsInstallable is unknown: b.NeverHeardOf: unknown; the "
                                        "simulator does not know b.NeverHeardOf.");
  auto const unknown = unknown_rules(*verdict.explanation->installable);
  ASSERT_EQ(unknown.size(), 1U);
  EXPECT_EQ(unknown.front()->element, "b.NeverHeardOf");
  EXPECT_THAT(unknown_rules(*verdict.explanation->installed), IsEmpty());
}

TEST_F(Why, UnknownIsInstalledIsTakenAsNotInstalledAndSaid) {
  cache(1, {.installed = "<b.NeverHeardOf />"});
  auto const verdict = ask(1);
  EXPECT_EQ(verdict.outcome, Outcome::offered);
  EXPECT_THAT(verdict.steps.at(3).detail, HasSubstr("IsInstalled is unknown"));
  EXPECT_THAT(verdict.steps.at(3).detail, HasSubstr("taken as not installed"));
}

// Conforms: Applicability.why
TEST_F(Why, MissingPrerequisiteIsNamedWithWhatIsKnownOfIt) {
  cache(2, {.properties = R"(UpdateType="Category")", .installed = "<True />"});
  cache(3, {.installed = "<False />"}).details = machine::UpdateDetails{.title = "Servicing stack"};
  cache(1,
        {.relationships = needs(identity_of(2) + "<AtLeastOne>" + identity_of(3) + identity_of(4) + "</AtLeastOne>")});
  expect(1, Outcome::prerequisites_not_installed,
         guid(1) + " is not offered: a prerequisite is not installed: at least one of Servicing stack (" + guid(3) +
             "), in the cache and not installed; " + guid(4) + ", not in the cache.");
  cache(4, {.properties = R"(UpdateType="Detectoid")", .installed = "<True />"});
  EXPECT_EQ(ask(1).outcome, Outcome::offered);
}

TEST_F(Why, ActionOtherThanInstallIsNotApproved) {
  for (auto const* action : {"Evaluate", "PreDeploymentCheck", "Block"}) {
    cache(1, {}, action);
    expect(1, Outcome::not_approved,
           fmt::format("{} is not offered: it is not approved for installation, the deployment's action is {}.",
                       guid(1), action));
  }
  cache(1, {}, "Bundle");
  EXPECT_THAT(ask(1).sentence, HasSubstr("offered as a part of its bundle only"));
  cache(1, {}, "OptionalInstall");
  EXPECT_EQ(ask(1).outcome, Outcome::offered);
}

TEST_F(Why, UpdateThatIsNotExplicitlyDeployableIsNotShown) {
  cache(1, {.properties = R"(UpdateType="Software")"});
  EXPECT_EQ(ask(1).outcome, Outcome::not_deployable);
}

// Conforms: Applicability.why
TEST_F(Why, SupersededUpdateNamesTheApplicableOne) {
  cache(1, {});
  cache(2, {.relationships = fmt::format("<SupersededUpdates>{}</SupersededUpdates>", identity_of(1))}).details =
      machine::UpdateDetails{.title = "Newer"};
  expect(1, Outcome::superseded, guid(1) + " is not offered: it is superseded by Newer (" + guid(2) + ").");
  EXPECT_EQ(agent::superseded_updates(machine.data_store()).at(id_of(1)), id_of(2));
  EXPECT_EQ(ask(2).outcome, Outcome::offered);
}

TEST_F(Why, UpdateThatIsNotApplicableSupersedesNothing) {
  cache(1, {});
  auto const names_1 = fmt::format("<SupersededUpdates>{}</SupersededUpdates>", identity_of(1));
  cache(2, {.relationships = names_1, .installable = "<False />"});
  EXPECT_EQ(ask(1).outcome, Outcome::offered);
  cache(2, {.relationships = names_1}, "Evaluate");
  EXPECT_EQ(ask(1).outcome, Outcome::offered);
  cache(2, {.relationships = names_1, .installed = "<True />"}, "Evaluate");
  EXPECT_EQ(ask(1).outcome, Outcome::superseded);
}

TEST_F(Why, BundleIsDecidedByItsChildren) {
  cache(1, bundle({2, 3}));
  cache(2, {.properties = R"(UpdateType="Software")", .installable = "<False />"}, "Bundle");
  cache(3, {.properties = R"(UpdateType="Software")"}, "Bundle");
  auto const verdict = ask(1);
  EXPECT_EQ(verdict.outcome, Outcome::offered);
  ASSERT_EQ(verdict.children.size(), 2U);
  EXPECT_EQ(verdict.children[0].outcome, Outcome::not_installable);
  EXPECT_EQ(verdict.children[1].sentence, guid(3) + " is applicable.");
}

TEST_F(Why, BundleWithoutApplicableChildSaysWhyTheFirstIsNot) {
  cache(1, bundle({2, 3}));
  cache(2, {.properties = R"(UpdateType="Software")", .installable = "<False />"}, "Bundle");
  expect(1, Outcome::no_child_applicable,
         guid(1) + " is not offered: none of its children is applicable; " + guid(2) +
             " is not applicable: IsInstallable is false: False: false.");
  EXPECT_EQ(ask(1).children.at(1).outcome, Outcome::not_cached);
}

TEST_F(Why, BundleOfInstalledChildrenIsInstalled) {
  cache(1, bundle({2}));
  cache(2, {.properties = R"(UpdateType="Software")", .installed = "<True />"}, "Bundle");
  expect(1, Outcome::installed, guid(1) + " is not offered: all its children are installed.");
}

TEST_F(Why, BundlesInACircleEnd) {
  cache(1, bundle({2}));
  cache(2, bundle({1}), "Bundle");
  EXPECT_EQ(ask(1).outcome, Outcome::no_child_applicable);
}

TEST_F(Why, BundlesThatShareAllTheirChildrenEndSoon) {
  constexpr int width = 10;
  for (int level = 0; level < 9; ++level) {
    std::vector<int> below;
    for (int i = 0; i < width; ++i) below.push_back((level + 1) * 100 + i);
    for (int i = 0; i < width; ++i) cache(level * 100 + i, bundle(below), "Bundle");
  }
  auto const verdict = ask(0);  // 10^8 ways down
  EXPECT_EQ(verdict.outcome, Outcome::no_child_applicable);
  EXPECT_EQ(verdict.children.size(), 10U);
  EXPECT_THAT(verdict.children.back().sentence, HasSubstr("too many bundles in bundles"));
}

TEST_F(Why, CategoriesAreNeverOffered) {
  cache(1, {.properties = R"(UpdateType="Category")", .installed = "<True />"});
  EXPECT_EQ(ask(1).outcome, Outcome::not_an_update);
}

TEST_F(Why, WhatIsNotCachedSaysWhatIsKnown) {
  auto const empty = ask(9);
  EXPECT_EQ(empty.outcome, Outcome::not_cached);
  EXPECT_EQ(empty.steps.at(0).detail, "the cache is empty: no scan has brought an update");
  cache(1, bundle({9}));
  cache(2, {.relationships = needs(identity_of(9))});
  auto const verdict = ask(9);
  EXPECT_EQ(verdict.sentence, guid(9) + " is not offered: it is not in the cache.");
  EXPECT_EQ(verdict.steps.at(0).detail, "none of the 2 cached revisions is it");
  EXPECT_EQ(verdict.steps.at(3).detail, "it is a prerequisite of " + guid(2));
  EXPECT_EQ(verdict.steps.at(4).detail, "it is a child of the bundle " + guid(1));
}

TEST_F(Why, WithoutFragmentTheLastScanIsQuoted) {
  cache(1, {}).core_xml.reset();
  auto verdict = ask(1);
  EXPECT_EQ(verdict.outcome, Outcome::fragment_missing);
  EXPECT_THAT(verdict.sentence, HasSubstr("the last scan found it needed"));
  cache(1, {}).core_xml = std::make_shared<std::string const>("<broken");
  verdict = ask(1);
  EXPECT_EQ(verdict.outcome, Outcome::fragment_missing);
  EXPECT_THAT(verdict.sentence, HasSubstr("cannot be read"));
}

TEST_F(Why, UpdatesAreFoundByGuidRevisionIdAndTitle) {
  cache(7, {}).details = machine::UpdateDetails{.title = "Security Update (KB5000001)"};
  cache(8, {}).details = machine::UpdateDetails{.title = "Security Update (KB5000002)"};
  auto const found = [&](std::string_view words) { return why(machine.data_store(), machine, words); };
  EXPECT_EQ(found("{AAAAAAAA-0000-0000-0000-000000000007}").revision_id, 7);
  EXPECT_EQ(found("7").revision_id, 7);
  EXPECT_EQ(found("kb5000002").revision_id, 8);
  EXPECT_EQ(found("5000002").revision_id, 8);
  auto const several = found("security");
  EXPECT_EQ(several.outcome, Outcome::ambiguous);
  EXPECT_EQ(several.sentence, "\"security\" names 2 cached updates; ask for one of them.");
  EXPECT_EQ(several.steps.size(), 2U);
  EXPECT_EQ(found("kb9").outcome, Outcome::not_cached);
  EXPECT_EQ(found("").outcome, Outcome::not_cached);
}

/// A bundle and its package usually share the words of the title: who asks means what is offered.
TEST_F(Why, AChildOfABundleIsFoundByTitleOnlyWhenNothingElseIs) {
  cache(7, {}).details = machine::UpdateDetails{.title = "Update (KB5000001)"};
  auto& child = cache(8, {});
  child.action = "Bundle";
  child.details = machine::UpdateDetails{.title = "Package of KB5000001"};
  auto const found = [&](std::string_view words) { return why(machine.data_store(), machine, words); };
  EXPECT_EQ(found("KB5000001").revision_id, 7);
  EXPECT_EQ(found("package of KB5000001").revision_id, 8);
}

}  // namespace
}  // namespace wsus::metadata::testing
