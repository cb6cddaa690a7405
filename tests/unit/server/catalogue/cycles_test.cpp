// Proves that circles through imported updates are told, and others are not.
#include "server/catalogue/cycles.hpp"

#include "server/catalogue/catalogue_file.hpp"
#include "tests/unit/server/catalogue/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::catalogue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

wusp::Guid guid(std::uint64_t number) { return wusp::guid_from_bits(number, number); }

std::string name(int number, int revision = 1) {
  return fmt::format("{} revision {}", to_string(guid(static_cast<std::uint64_t>(number))), revision);
}

domain::Revision revision(int number, std::vector<int> const& prerequisites, bool imported = true) {
  domain::Revision made;
  made.id = number;
  made.identity = {.update_id = guid(static_cast<std::uint64_t>(number)), .revision_number = 1};
  for (auto const each : prerequisites)
    made.prerequisites.push_back({.any_of = {guid(static_cast<std::uint64_t>(each))}});
  if (imported) made.imported = std::make_shared<domain::ImportedFragments const>();
  return made;
}

std::string dependency(std::string const& names) {
  return fmt::format("a cycle of prerequisites and bundles through imported updates: {}: agents may never get them",
                     names);
}

TEST(ImportCycles, OfPrerequisitesAreToldOnceEach) {
  EXPECT_THAT(cycle_notes(std::vector{revision(1, {2}), revision(2, {3, 9}), revision(3, {1}), revision(4, {4, 1}),
                                      revision(5, {4})}),
              ElementsAre(dependency(name(1) + ", " + name(2) + ", " + name(3)), dependency(name(4))));
}

TEST(ImportCycles, ChainsAndDiamondsAreNone) {
  EXPECT_THAT(cycle_notes(std::vector{revision(1, {2, 3}), revision(2, {4}), revision(3, {4}), revision(4, {})}),
              IsEmpty());
  EXPECT_THAT(cycle_notes({}), IsEmpty());
}

TEST(ImportCycles, OneWrittenEntryDoesNotHideThem) {
  EXPECT_THAT(cycle_notes(std::vector{revision(1, {2}, false), revision(2, {1})}),
              ElementsAre(dependency(name(1) + ", " + name(2))));
  EXPECT_THAT(cycle_notes(std::vector{revision(1, {2}, false), revision(2, {1}, false)}), IsEmpty())
      << "refused elsewhere";
}

TEST(ImportCycles, ThroughBundlesNameExactRevisions) {
  auto whole = revision(1, {});
  auto part = revision(2, {1});
  whole.bundled_updates = {{part.identity}};
  EXPECT_THAT(cycle_notes(std::vector{whole, part}), ElementsAre(dependency(name(1) + ", " + name(2))));
  whole.bundled_updates = {{{.update_id = part.identity.update_id, .revision_number = 2}}};
  EXPECT_THAT(cycle_notes(std::vector{whole, part}), IsEmpty());
}

TEST(ImportCycles, AReferenceMeansTheHighestRevision) {
  auto old = revision(1, {2});
  auto newer = revision(1, {});
  newer.identity.revision_number = 2;
  EXPECT_THAT(cycle_notes(std::vector{old, newer, revision(2, {1})}), IsEmpty());
  std::swap(old.prerequisites, newer.prerequisites);
  EXPECT_THAT(cycle_notes(std::vector{old, newer, revision(2, {1})}),
              ElementsAre(dependency(name(1, 2) + ", " + name(2))));
}

TEST(ImportCycles, OfSupersedesAreTold) {
  auto one = revision(1, {});
  auto two = revision(2, {});
  one.superseded_updates = {guid(2)};
  EXPECT_THAT(cycle_notes(std::vector{one, two}), IsEmpty());
  two.superseded_updates = {guid(1)};
  EXPECT_THAT(cycle_notes(std::vector{one, two}),
              ElementsAre("a cycle of supersedes through imported updates: " + name(1) + ", " + name(2) +
                          ": each makes the others superseded"));
}

TEST(ImportCycles, ManyNamesAreCounted) {
  std::vector<domain::Revision> ring;
  for (int i = 1; i <= 5000; ++i) ring.push_back(revision(i, {i % 5000 + 1}));
  EXPECT_THAT(cycle_notes(ring), ElementsAre(dependency(name(1) + ", " + name(2) + ", " + name(3) + " and 4997 more")));
}

TEST(ImportCycles, StandAmongTheNotesOfACatalogue) {
  TemporaryFolder const folder;
  auto const document = [](std::string_view update, std::string_view needs) {
    return fmt::format(
        R"(<Update xmlns="http://schemas.microsoft.com/msus/2002/12/Update"><UpdateIdentity UpdateID="{}" )"
        R"(RevisionNumber="1" /><Properties UpdateType="Software" /><Relationships><Prerequisites><UpdateIdentity )"
        R"(UpdateID="{}" /></Prerequisites></Relationships></Update>)",
        update, needs);
  };
  constexpr auto a = "aaaaaaaa-0000-4000-8000-000000000001";
  constexpr auto b = "bbbbbbbb-0000-4000-8000-000000000002";
  folder.write("a.xml", document(a, b));
  folder.write("b.xml", document(b, a));
  auto const load = [&] {
    return read_catalogue_with_notes(config::Node::parse("import: .", (folder.path() / "c.yaml").string()), {}, nullptr)
        .notes;
  };
  EXPECT_THAT(load(), ElementsAre(dependency(fmt::format("{} revision 1, {} revision 1", a, b))));
  folder.write("b.xml", document(b, b));
  EXPECT_THAT(load(), ElementsAre(dependency(fmt::format("{} revision 1", b))));
}

}  // namespace
}  // namespace wsus::catalogue
