// Fragments beyond the smallest forms: superseded rule, licence, extended facts, languages, imported ones.
#include "server/catalogue/fragments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::catalogue {
namespace {

using testing::HasSubstr;

domain::Revision update() {
  return {.id = 1, .identity = {.update_id = wusp::guid_from_bits(0, 1), .revision_number = 7}, .title = "Title"};
}

TEST(CoreFragmentFurther, IsSupersededStandsBetweenTheTwoOtherRules) {
  auto revision = update();
  revision.is_installed = "<False />";
  revision.is_superseded = "<True />";
  revision.is_installable = "<And />";
  EXPECT_THAT(core_fragment(revision),
              HasSubstr("<ApplicabilityRules><IsInstalled><False /></IsInstalled><IsSuperseded><True /></IsSuperseded>"
                        "<IsInstallable><And /></IsInstallable></ApplicabilityRules>"));
  EXPECT_EQ(core_fragment_size(revision), core_fragment(revision).size());
}

TEST(CoreFragmentFurther, EulaIdIsTheLastProperty) {
  auto revision = update();
  revision.explicitly_deployable = true;
  revision.eula_id = wusp::guid_from_bits(0, 9);
  EXPECT_THAT(core_fragment(revision), HasSubstr(R"( AutoSelectOnWebSites="true" EulaID=")" +
                                                 to_string(wusp::guid_from_bits(0, 9)) + R"(" /><Relationships />)"));
  EXPECT_EQ(core_fragment_size(revision), core_fragment(revision).size());
}

// Conforms: Metadata.extended
TEST(ExtendedFragmentFurther, FactsStandInTheirOrder) {
  auto revision = update();
  revision.extended = {.msrc_severity = "Critical",
                       .kb_article_id = "5000201",
                       .security_bulletin_id = "MS26-001",
                       .support_url = "http://support.example/?a&b",
                       .impact = "Minor",
                       .reboot_behavior = "CanRequestReboot",
                       .can_uninstall = true};
  EXPECT_EQ(extended_fragment(revision),
            R"(<ExtendedProperties DefaultPropertiesLanguage="en" MsrcSeverity="Critical">)"
            R"(<InstallationBehavior Impact="Minor" RebootBehavior="CanRequestReboot" />)"
            R"(<UninstallationBehavior RebootBehavior="CanRequestReboot" />)"
            "<SupportUrl>http://support.example/?a&amp;b</SupportUrl><SecurityBulletinID>MS26-001</SecurityBulletinID>"
            "<KBArticleID>5000201</KBArticleID></ExtendedProperties>");
}

TEST(ExtendedFragmentFurther, InstallCommandIsWhatTheRevisionSays) {
  auto revision = update();
  revision.handler = "CommandLineInstallation";
  revision.files = {{.name = "a.exe", .size = 1}};
  EXPECT_THAT(extended_fragment(revision),
              HasSubstr(R"(<InstallCommand Program="a.exe" Arguments="/quiet /norestart" RebootByDefault="false" )"
                        R"(DefaultResult="Failed"><ReturnCode Code="0" Result="Succeeded" Reboot="false" />)"
                        R"(<ReturnCode Code="3010" Result="Succeeded" Reboot="true" /></InstallCommand>)"));
  revision.install_command = {.program = "setup.exe",
                              .arguments = "/x",
                              .reboot_by_default = true,
                              .default_result = "Succeeded",
                              .return_codes = {{.code = -1, .result = "Cancelled"}}};
  EXPECT_THAT(extended_fragment(revision),
              HasSubstr(R"(<InstallCommand Program="setup.exe" Arguments="/x" RebootByDefault="true" )"
                        R"(DefaultResult="Succeeded"><ReturnCode Code="-1" Result="Cancelled" Reboot="false" />)"
                        "</InstallCommand>"));
}

TEST(EulaFragment, HasBothDigestsLanguageAndPlace) {
  domain::Eula eula{.language = "de", .geo_id = "DEU", .file = {.name = "eula.txt", .size = 5}};
  EXPECT_EQ(eula_fragment(eula),
            R"(<EulaFile Digest="AAAAAAAAAAAAAAAAAAAAAAAAAAA=" DigestAlgorithm="SHA1" FileName="eula.txt" Size="5" )"
            R"(Language="de" GeoId="DEU"><AdditionalDigest Algorithm="SHA256">)"
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</AdditionalDigest></EulaFile>");
  eula.geo_id.clear();
  EXPECT_THAT(eula_fragment(eula), testing::Not(HasSubstr("GeoId")));
}

TEST(BestEula, IsThatOfThePlaceAndElseThatOfEverywhere) {
  auto revision = update();
  revision.eulas = {{.language = "en"}, {.language = "de"}, {.language = "fr", .geo_id = "CHE"}};
  std::vector<std::string> const german{"de-CH"};
  EXPECT_EQ(best_eula(revision, german, ""), &revision.eulas[1]);
  EXPECT_EQ(best_eula(revision, german, "USA"), &revision.eulas[1]);
  EXPECT_EQ(best_eula(revision, german, "che"), &revision.eulas[2]);
  EXPECT_EQ(best_eula(revision, {}, ""), &revision.eulas[0]);
  revision.eulas.clear();
  EXPECT_EQ(best_eula(revision, german, ""), nullptr);
}

// Conforms: Metadata.localized
TEST(LocalizedPropertiesFurther, TranslationHasItsTextsInOrder) {
  auto revision = update();
  revision.translations = {{.language = "de",
                            .title = "Titel",
                            .description = "Text",
                            .uninstall_notes = "Weg damit",
                            .more_info_url = "http://i",
                            .support_url = "http://s"}};
  EXPECT_EQ(localized_properties_fragment(revision, "DE"),
            "<LocalizedProperties><Language>de</Language><Title>Titel</Title><Description>Text</Description>"
            "<UninstallNotes>Weg damit</UninstallNotes><MoreInfoUrl>http://i</MoreInfoUrl>"
            "<SupportUrl>http://s</SupportUrl></LocalizedProperties>");
  EXPECT_EQ(localized_properties_fragment(revision, "en"),
            "<LocalizedProperties><Language>en</Language><Title>Title</Title></LocalizedProperties>");
}

struct LanguageRow {
  std::vector<std::string> there;
  std::vector<std::string> asked;
  std::string best;
};

class BestLanguage : public testing::TestWithParam<LanguageRow> {};

// Conforms: Metadata.localized
TEST_P(BestLanguage, IsTheExactTagThenThePrimaryLanguageThenEnglish) {
  auto revision = update();
  for (auto const& language : GetParam().there)
    revision.translations.push_back({.language = language, .title = "in " + language});
  EXPECT_EQ(best_language(revision, GetParam().asked), GetParam().best);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BestLanguage,
    testing::Values(LanguageRow{{}, {"de"}, "en"}, LanguageRow{{"de"}, {}, "en"}, LanguageRow{{"de"}, {"de"}, "de"},
                    LanguageRow{{"de"}, {"DE-at"}, "de"}, LanguageRow{{"de-DE", "de-AT"}, {"de-AT"}, "de-AT"},
                    LanguageRow{{"de-DE", "de"}, {"de-AT"}, "de"}, LanguageRow{{"de-DE"}, {"de"}, "de-DE"},
                    LanguageRow{{"de", "fr"}, {"it", "fr-CH", "de"}, "fr"}, LanguageRow{{"de"}, {"en-US", "en"}, "en"},
                    LanguageRow{{"de"}, {"", "x"}, "en"}, LanguageRow{{"pt-BR"}, {"pt"}, "pt-BR"}));

domain::Revision imported() {
  auto revision = update();
  revision.imported = std::make_shared<domain::ImportedFragments const>(domain::ImportedFragments{
      .core = "<Core />", .extended = "<Ext />", .localized = {{"fr", "<Fr />"}, {"ja", "<Ja />"}}});
  return revision;
}

TEST(ImportedFragments, WinOverMadeOnes) {
  EXPECT_EQ(core_fragment(imported()), "<Core />");
  EXPECT_EQ(core_fragment_size(imported()), 8u);
  EXPECT_EQ(extended_fragment(imported()), "<Ext />");
  EXPECT_EQ(localized_properties_fragment(imported(), "ja"), "<Ja />");
}

TEST(ImportedFragments, WithoutEnglishTheFirstLanguageIsTheLastResort) {
  std::vector<std::string> const japanese{"ja-JP"};
  std::vector<std::string> const german{"de"};
  EXPECT_EQ(best_language(imported(), japanese), "ja");
  EXPECT_EQ(best_language(imported(), german), "fr");
  EXPECT_EQ(localized_properties_fragment(imported(), "de"), "<Fr />");
}

TEST(ImportedFragments, WithoutTextsTheTitleOfTheRevisionIsWritten) {
  auto revision = update();
  revision.imported = std::make_shared<domain::ImportedFragments const>();
  EXPECT_EQ(best_language(revision, {}), "en");
  EXPECT_EQ(localized_properties_fragment(revision, "en"),
            "<LocalizedProperties><Language>en</Language><Title>Title</Title></LocalizedProperties>");
}

}  // namespace
}  // namespace wsus::catalogue
