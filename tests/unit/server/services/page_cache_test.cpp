// Pages that were written before: the same answers as without, and no page where it does not belong.
#include "server/services/page_cache.hpp"

#include "tests/unit/server/services/sync_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace wsus::services {
namespace {

using domain::software;
using testing::HasSubstr;
using testing::Not;

std::shared_ptr<domain::Catalogue const> catalogue_of(std::vector<domain::Revision> revisions) {
  return std::make_shared<domain::Catalogue const>(std::move(revisions));
}

std::string text_of(std::shared_ptr<std::string const> const& text) { return text ? *text : "none"; }

TEST(PageCache, FindsAPageByAllThatItDependsOn) {
  PageCache cache;
  PageKey const key{.catalogue = catalogue_of({software(1), software(2)}), .auto_select = true, .updates = {0, 1}};
  EXPECT_EQ(text_of(cache.find(key)), "none");
  cache.add(key, "page");
  EXPECT_EQ(text_of(cache.find(key)), "page");
  auto other = key;
  other.auto_select = false;
  EXPECT_EQ(text_of(cache.find(other)), "none");
  other = key;
  other.updates = {1, 0};
  EXPECT_EQ(text_of(cache.find(other)), "none");
  other = key;
  other.catalogue = catalogue_of({software(1), software(2)});
  EXPECT_EQ(text_of(cache.find(other)), "none");
  cache.add(key, "again");
  EXPECT_EQ(text_of(cache.find(key)), "again");
  EXPECT_EQ(cache.bytes(), 5U);
}

TEST(PageCache, APageOfACatalogueThatIsGoneIsNotFoundWhereAnotherLies) {
  PageCache cache;
  alignas(domain::Catalogue) std::byte place[sizeof(domain::Catalogue)];
  auto const gone = [](domain::Catalogue const* catalogue) { std::destroy_at(catalogue); };
  auto const make = [&] {
    return std::shared_ptr<domain::Catalogue const>(new (place) domain::Catalogue({software(1)}), gone);
  };
  auto catalogue = make();
  cache.add({.catalogue = catalogue, .updates = {0}}, "old");
  catalogue.reset();
  catalogue = make();
  EXPECT_EQ(text_of(cache.find({.catalogue = catalogue, .updates = {0}})), "none");
}

TEST(PageCache, TheLeastUsedMakesRoom) {
  PageCache cache(25);
  auto const catalogue = catalogue_of({software(1)});
  auto const key = [&](domain::RevisionIndex index) { return PageKey{.catalogue = catalogue, .updates = {index}}; };
  cache.add(key(1), std::string(10, '1'));
  cache.add(key(2), std::string(10, '2'));
  EXPECT_NE(cache.find(key(1)), nullptr);
  cache.add(key(3), std::string(10, '3'));
  EXPECT_NE(cache.find(key(1)), nullptr);
  EXPECT_EQ(cache.find(key(2)), nullptr);
  EXPECT_NE(cache.find(key(3)), nullptr);
  EXPECT_EQ(cache.bytes(), 20U);
  cache.add(key(4), std::string(26, '4'));  // larger than all room
  EXPECT_EQ(cache.find(key(4)), nullptr);
  EXPECT_LE(cache.bytes(), 25U);
}

/// The cookie is sealed anew in every answer.
std::string without_cookie(std::string const& envelope) {
  static std::regex const sealed("<EncryptedData>[^<]*</EncryptedData>");
  return std::regex_replace(envelope, sealed, "");
}

std::vector<domain::Revision> forty() {
  std::vector<domain::Revision> revisions;
  for (int id = 1; id <= 40; ++id) revisions.push_back(software(id));
  return revisions;
}

TEST(KnownPage, IsTheSameAnswer) {
  SyncWorld plain(forty());
  SyncWorld world(forty());
  PageCache cache;
  world.pages = &cache;
  auto const expected = without_cookie(plain.software_pass().envelope);
  ASSERT_THAT(expected, HasSubstr("<NewUpdates><UpdateInfo>"));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(without_cookie(world.software_pass().envelope), expected) << i;
  EXPECT_GT(cache.bytes(), 0U);
  auto const second = id_list("OtherCachedUpdateIDs", world.software_pass().updates("NewUpdates"));
  auto const rest = without_cookie(plain.software_pass(second).envelope);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(without_cookie(world.software_pass(second).envelope), rest) << i;
}

TEST(KnownPage, OldClientsGetTheirOwn) {
  SyncWorld world(forty());
  PageCache cache;
  world.pages = &cache;
  EXPECT_THAT(world.software_pass().envelope, HasSubstr("<AutoSelect>"));
  world.cookie.protocol_version = "1.7";
  for (int i = 0; i < 2; ++i) EXPECT_THAT(world.software_pass().envelope, Not(HasSubstr("<AutoSelect>"))) << i;
}

TEST(KnownPage, EndsWithItsCatalogue) {
  SyncWorld world(forty());
  PageCache cache;
  world.pages = &cache;
  EXPECT_EQ(world.software_pass().updates("NewUpdates").size(), 30U);
  auto revisions = forty();
  revisions[0].deployment.action = domain::DeploymentAction::uninstall;
  world.state.replace_catalogue(catalogue_of(std::move(revisions)));
  for (int i = 0; i < 2; ++i)
    EXPECT_THAT(world.software_pass().deployment(1), HasSubstr("<Action>Uninstall</Action>")) << i;
}

TEST(KnownPage, AnEmptyAnswerHasNone) {
  SyncWorld world({});
  PageCache cache;
  world.pages = &cache;
  EXPECT_FALSE(world.software_pass().has("NewUpdates"));
  EXPECT_EQ(cache.bytes(), 0U);
}

}  // namespace
}  // namespace wsus::services
