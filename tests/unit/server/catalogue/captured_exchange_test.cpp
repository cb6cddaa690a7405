// The exchange of capture SyncUpdates-category-scan, from its catalogue file to the bytes of its Xml element.
#include "server/catalogue/catalogue_file.hpp"
#include "server/catalogue/fragments.hpp"
#include "server/domain/sync.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::catalogue {
namespace {

// Text of the capture's Xml element.
constexpr auto captured_xml =
    R"(<UpdateIdentity UpdateID="dd78b8a1-0b20-45c1-add6-4da72e9364cf" RevisionNumber="202" />)"
    R"(<Properties UpdateType="Category" />)"
    R"(<Relationships><Prerequisites><AtLeastOne IsCategory="true">)"
    R"(<UpdateIdentity UpdateID="6964aab4-c5b5-43bd-a17d-ffb4346a8e1d" />)"
    R"(</AtLeastOne></Prerequisites></Relationships>)"
    R"(<ApplicabilityRules><IsInstalled><b.WindowsVersion Comparison="GreaterThanOrEqualTo" )"
    R"(MajorVersion="6" MinorVersion="3" ProductType="1" /></IsInstalled></ApplicabilityRules>)";

domain::Catalogue captured_catalogue() {
  return load_catalogue(WSUS_SOURCE_DIR "/tests/golden/catalogues/category-scan.yaml", {});
}

TEST(CapturedCategoryScan, DeliversTheProductAndNothingElse) {
  auto const catalogue = captured_catalogue();
  std::vector<int> const installed{108226};
  std::vector<wusp::Guid> const filter{*wusp::parse_guid("dd78b8a1-0b20-45c1-add6-4da72e9364cf")};
  auto const answer = domain::sync_updates(catalogue,
                                           {.installed_non_leaf = installed,
                                            .filter_categories = filter,
                                            .two_group_out_of_scope = true,
                                            .anchor = catalogue.last_change()},
                                           {}, core_fragment_size);
  ASSERT_EQ(answer.new_updates.size(), 1u);
  auto const index = answer.new_updates.front();
  EXPECT_EQ(catalogue.at(index).id, 72571);
  EXPECT_TRUE(catalogue.is_leaf(index));
  EXPECT_THAT(answer.changed_updates, testing::IsEmpty());
  EXPECT_THAT(answer.out_of_scope, testing::IsEmpty());
  EXPECT_THAT(answer.deployed_out_of_scope, testing::IsEmpty());
  EXPECT_FALSE(answer.truncated);
  EXPECT_TRUE(answer.driver_sync_not_needed);
}

TEST(CapturedCategoryScan, FirstRoundDeliversTheFamily) {
  auto const catalogue = captured_catalogue();
  std::vector<wusp::Guid> const filter{*wusp::parse_guid("dd78b8a1-0b20-45c1-add6-4da72e9364cf")};
  auto const answer = domain::sync_updates(catalogue, {.filter_categories = filter}, {}, core_fragment_size);
  ASSERT_EQ(answer.new_updates.size(), 1u);
  EXPECT_EQ(catalogue.at(answer.new_updates.front()).id, 108226);
  EXPECT_FALSE(catalogue.is_leaf(answer.new_updates.front()));
}

TEST(CapturedCategoryScan, DeploymentIsTheCapturedOne) {
  auto const catalogue = captured_catalogue();
  auto const& deployment = catalogue.at(*catalogue.find(72571)).deployment;
  EXPECT_EQ(deployment.id, 4650);
  EXPECT_EQ(to_string(deployment.action), "Evaluate");
  EXPECT_TRUE(deployment.is_assigned);
  EXPECT_EQ(wusp::to_xsd_date(deployment.last_change), "2026-10-04");
}

// Conforms: Metadata.core
TEST(CapturedCategoryScan, CoreFragmentIsTheCapturedTextByteForByte) {
  auto const catalogue = captured_catalogue();
  EXPECT_EQ(core_fragment(catalogue.at(*catalogue.find(72571))), captured_xml);
}

}  // namespace
}  // namespace wsus::catalogue
