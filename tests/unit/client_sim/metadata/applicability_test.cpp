// Core fragments as whole documents: the roles of wusp-protocol 8.2.
#include "tests/unit/client_sim/metadata/metadata_fixture.hpp"

namespace wsus::metadata::testing {
namespace {

class Applicability : public MetadataFixture {
protected:
  static std::string software(std::string_view properties, std::string_view rules) {
    return fmt::format("{}<Properties UpdateType=\"Software\" {} /><Relationships />{}", identity, properties, rules);
  }
};

TEST_F(Applicability, CategoryOfTheCaptureIsInstalled) {
  auto const result = evaluate_core(
      R"(<UpdateIdentity UpdateID="dd78b8a1-0b20-45c1-add6-4da72e9364cf" RevisionNumber="202" />)"
      R"(<Properties UpdateType="Category" /><Relationships><Prerequisites><AtLeastOne IsCategory="true">)"
      R"(<UpdateIdentity UpdateID="6964aab4-c5b5-43bd-a17d-ffb4346a8e1d" /></AtLeastOne></Prerequisites>)"
      R"(</Relationships><ApplicabilityRules><IsInstalled><b.WindowsVersion Comparison="GreaterThanOrEqualTo" )"
      R"(MajorVersion="6" MinorVersion="3" ProductType="1" /></IsInstalled></ApplicabilityRules>)");
  EXPECT_EQ(to_string(result.update_id), "dd78b8a1-0b20-45c1-add6-4da72e9364cf");
  EXPECT_EQ(result.revision_number, 202);
  EXPECT_TRUE(result.is_category);
  EXPECT_TRUE(result.installed);
  EXPECT_FALSE(result.is_driver);
  EXPECT_FALSE(result.offered);
  EXPECT_FALSE(result.is_bundle);
}

TEST_F(Applicability, BundleIsDecidedByItsChildren) {
  auto const result = evaluate_core(fmt::format(
      R"({}<Properties UpdateType="Software" ExplicitlyDeployable="true" /><Relationships><BundledUpdates><AtLeastOne>)"
      R"(<UpdateIdentity UpdateID="11111111-0000-0000-0000-000000000001" RevisionNumber="200" /></AtLeastOne>)"
      R"(<UpdateIdentity UpdateID="11111111-0000-0000-0000-000000000002" RevisionNumber="200" /></BundledUpdates>)"
      R"(</Relationships>)",
      identity));
  EXPECT_TRUE(result.is_bundle);
  EXPECT_TRUE(result.offered);
  EXPECT_FALSE(result.installed);
  EXPECT_FALSE(result.installable);
  ASSERT_EQ(result.bundled_updates.size(), 2U);
  EXPECT_EQ(to_string(result.bundled_updates[1]), "11111111-0000-0000-0000-000000000002");
}

TEST_F(Applicability, ChildIsInstallableByItsRules) {
  auto const result = evaluate_core(software("", "<ApplicabilityRules><IsInstalled><False /></IsInstalled>"
                                                 "<IsInstallable><True /></IsInstallable></ApplicabilityRules>"));
  EXPECT_FALSE(result.installed);
  EXPECT_TRUE(result.installable);
  EXPECT_FALSE(result.offered);
}

TEST_F(Applicability, InstallableFollowsItsRuleAndSupersession) {
  auto const installable = [&](std::string_view rules) {
    return evaluate_core(software("", fmt::format("<ApplicabilityRules><IsInstalled><False /></IsInstalled>{}"
                                                  "</ApplicabilityRules>",
                                                  rules)))
        .installable;
  };
  EXPECT_TRUE(installable(""));
  EXPECT_FALSE(installable("<IsInstallable><False /></IsInstallable>"));
  EXPECT_FALSE(installable("<IsSuperseded><True /></IsSuperseded><IsInstallable><True /></IsInstallable>"));
  EXPECT_TRUE(installable("<IsSuperseded><False /></IsSuperseded><IsInstallable><True /></IsInstallable>"));
}

TEST_F(Applicability, NamesOfSupersededUpdatesAreKept) {
  auto const result = evaluate_core(
      std::string(identity) +
      R"(<Properties UpdateType="Software" /><Relationships><SupersededUpdates>)"
      R"(<UpdateIdentity UpdateID="11111111-0000-0000-0000-000000000001" />)"
      R"(<UpdateIdentity UpdateID="11111111-0000-0000-0000-000000000002" /></SupersededUpdates></Relationships>)");
  ASSERT_EQ(result.superseded_updates.size(), 2U);
  EXPECT_EQ(to_string(result.superseded_updates[1]), "11111111-0000-0000-0000-000000000002");
  EXPECT_TRUE(result.bundled_updates.empty());
}

TEST_F(Applicability, NamesOfPrerequisitesAreKeptThoseOfAllClauses) {
  auto const result = evaluate_core(std::string(identity) +
                                    R"(<Properties UpdateType="Software" /><Relationships><Prerequisites>)"
                                    R"(<UpdateIdentity UpdateID="11111111-0000-0000-0000-000000000001" />)"
                                    R"(<AtLeastOne><UpdateIdentity UpdateID="11111111-0000-0000-0000-000000000002" />)"
                                    R"(<UpdateIdentity UpdateID="11111111-0000-0000-0000-000000000003" /></AtLeastOne>)"
                                    R"(</Prerequisites></Relationships>)");
  ASSERT_EQ(result.prerequisites.size(), 3U);
  EXPECT_EQ(to_string(result.prerequisites[2]), "11111111-0000-0000-0000-000000000003");
  EXPECT_TRUE(evaluate_core(software("ExplicitlyDeployable=\"true\"", "")).prerequisites.empty());
}

TEST_F(Applicability, WithoutRulesNothingIsInstalledOrInstallable) {
  auto const result = evaluate_core(software("ExplicitlyDeployable=\"true\"", ""));
  EXPECT_FALSE(result.installed);
  EXPECT_FALSE(result.installable);
  EXPECT_FALSE(result.is_bundle);
  EXPECT_TRUE(result.offered);
}

TEST_F(Applicability, DriverIsRecognised) {
  EXPECT_TRUE(evaluate_core(fmt::format("{}<Properties UpdateType=\"Driver\" />", identity)).is_driver);
}

TEST(Title, IsThatOfTheLocalizedFragment) {
  EXPECT_EQ(title_of("<LocalizedProperties><Language>en</Language><Title>Update &amp; more</Title>"
                     "</LocalizedProperties>"),
            "Update & more");
  EXPECT_EQ(title_of("<LocalizedProperties><Language>en</Language></LocalizedProperties>"), "");
  EXPECT_EQ(title_of("<LocalizedProperties>"), "");
  EXPECT_EQ(title_of(""), "");
}

}  // namespace
}  // namespace wsus::metadata::testing
