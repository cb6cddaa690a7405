// Keys of catalogue files beyond relations: texts, approvals, facts, drivers, commands, import.
#include "server/catalogue/catalogue_file.hpp"
#include "server/catalogue/content.hpp"
#include "server/catalogue/digest_cache.hpp"
#include "server/catalogue/fragments.hpp"
#include "tests/unit/server/catalogue/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace wsus::catalogue {
namespace {

using domain::DeploymentAction;
using testing::HasSubstr;

constexpr auto a = "aaaaaaaa-0000-4000-8000-000000000001";
constexpr auto b = "bbbbbbbb-0000-4000-8000-000000000002";

LoadedCatalogue read(std::string const& text, DigestCache* digests = nullptr) {
  return read_catalogue_with_notes(config::Node::parse(text, WSUS_SOURCE_DIR "/tests/golden/cat.yaml"), {}, digests);
}

/// The one revision of a file.
domain::Revision one(std::string const& type, std::string const& keys) {
  auto const text =
      fmt::format("date: 2026-10-04\nrevisions:\n  - {{id: 1, update: {}, type: {}, {}}}\n", a, type, keys);
  return read(text).catalogue.at(0);
}

TEST(CatalogueTexts, TranslationsStandBesideTheEnglishTitle) {
  auto const revision = one("software", "title: Update, texts: {de: {title: Aktualisierung, uninstall_notes: n, "
                                        "more_info_url: m, support_url: s}, pt-BR: {title: A, description: d}}");
  EXPECT_EQ(revision.title, "Update");
  ASSERT_EQ(revision.translations.size(), 2u);
  EXPECT_EQ(localized_properties_fragment(revision, "de"),
            "<LocalizedProperties><Language>de</Language><Title>Aktualisierung</Title><UninstallNotes>n"
            "</UninstallNotes><MoreInfoUrl>m</MoreInfoUrl><SupportUrl>s</SupportUrl></LocalizedProperties>");
  EXPECT_EQ(revision.translations[1].description, "d");
}

TEST(CatalogueTexts, EnglishMayStandAmongThem) {
  auto const revision = one("software", "texts: {en: {title: Update, support_url: s}}");
  EXPECT_EQ(revision.title, "Update");
  EXPECT_THAT(localized_properties_fragment(revision, "en"), HasSubstr("<SupportUrl>s</SupportUrl>"));
}

TEST(CatalogueApprovals, AreDecisionsForGroupsWithIdsOfTheirOwn) {
  auto const revision =
      one("software", "deployment: {id: 2}, approvals: [{group: Pilot, deadline: 2026-11-01}, {group: Late, "
                      "action: Block, date: 2026-10-09, assigned: false, id: 70}, {group: Third}]");
  ASSERT_EQ(revision.group_deployments.size(), 3u);
  auto const& pilot = revision.group_deployments[0];
  EXPECT_EQ(pilot.target_group, "Pilot");
  EXPECT_EQ(pilot.deployment.action, DeploymentAction::install);
  EXPECT_EQ(wusp::to_xsd_date_time(*pilot.deployment.deadline), "2026-11-01T00:00:00Z");
  EXPECT_EQ(wusp::to_xsd_date(pilot.deployment.last_change), "2026-10-04");
  EXPECT_EQ(pilot.deployment.id, 1);
  auto const& late = revision.group_deployments[1];
  EXPECT_EQ(late.deployment.action, DeploymentAction::block);
  EXPECT_EQ(late.deployment.id, 70);
  EXPECT_FALSE(late.deployment.is_assigned);
  EXPECT_EQ(wusp::to_xsd_date(late.deployment.last_change), "2026-10-09");
  EXPECT_EQ(revision.group_deployments[2].deployment.id, 3);
}

TEST(CatalogueFacts, StandInTheExtendedFragment) {
  auto const revision =
      one("software", "extended: {severity: Low, kb: 5000201, bulletin: M, support_url: s, impact: Minor, reboot: "
                      "AlwaysRequiresReboot, uninstallable: true}");
  EXPECT_EQ(extended_fragment(revision),
            R"(<ExtendedProperties DefaultPropertiesLanguage="en" MsrcSeverity="Low"><InstallationBehavior )"
            R"(Impact="Minor" RebootBehavior="AlwaysRequiresReboot" /><UninstallationBehavior )"
            R"(RebootBehavior="AlwaysRequiresReboot" /><SupportUrl>s</SupportUrl><SecurityBulletinID>M)"
            "</SecurityBulletinID><KBArticleID>5000201</KBArticleID></ExtendedProperties>");
}

TEST(CatalogueFacts, BetaAndProtocolVersionAreAttributes) {
  EXPECT_THAT(extended_fragment(one("software", "extended: {severity: Low, beta: true, protocol_version: '5.0'}")),
              HasSubstr(R"( MsrcSeverity="Low" IsBeta="true" CompatibleProtocolVersion="5.0" />)"));
  auto const without = extended_fragment(one("software", "extended: {severity: Low, beta: false}"));
  EXPECT_THAT(without, testing::Not(HasSubstr("IsBeta")));
  EXPECT_THAT(without, testing::Not(HasSubstr("CompatibleProtocolVersion")));
}

TEST(CatalogueHandlerData, ACategorySaysWhatItProhibitsAndExcludes) {
  EXPECT_THAT(extended_fragment(one("category", "prohibits_subcategories: true, excluded_by_default: true")),
              HasSubstr(R"(<HandlerSpecificData type="cat:Category"><CategoryInformation CategoryType="Product" )"
                        R"(ProhibitsSubcategories="true" ExcludedByDefault="true" /></HandlerSpecificData>)"));
  EXPECT_THAT(extended_fragment(one("category", "prohibits_subcategories: false")),
              HasSubstr(R"(<CategoryInformation CategoryType="Product" />)"));
}

TEST(CatalogueHandlerData, APackageOfComponentsHasItsIdentity) {
  auto const revision = one("software", "files: [{name: a.cab, size: 1}], cbs_package: 'Package~31bf~amd64~~1.0.0.1'");
  EXPECT_EQ(revision.handler, "Cbs");
  EXPECT_THAT(extended_fragment(revision), HasSubstr(R"(Handler="http://schemas.microsoft.com/msus/2002/12/)"
                                                     R"(UpdateHandlers/Cbs")"));
  EXPECT_THAT(extended_fragment(revision),
              testing::EndsWith(R"(</Files><HandlerSpecificData type="cbs:Cbs"><CbsData )"
                                R"(PackageIdentity="Package~31bf~amd64~~1.0.0.1" /></HandlerSpecificData>)"));
  EXPECT_THAT(extended_fragment(one("software", "files: [{name: a.cab, size: 1}], handler: Cbs")),
              testing::EndsWith("</Files>"));
}

TEST(CatalogueEula, HasAnIdAndATextForEachLanguageAndPlace) {
  auto const revision = one("software", fmt::format("eula: {{id: {}, files: [{{language: en, name: e.txt, size: 9}}, "
                                                    "{{language: en, geo_id: DEU, name: d.txt, size: 8}}]}}",
                                                    b));
  EXPECT_EQ(to_string(*revision.eula_id), b);
  ASSERT_EQ(revision.eulas.size(), 2u);
  EXPECT_EQ(revision.eulas[1].geo_id, "DEU");
  EXPECT_EQ(revision.eulas[1].file.sha1, make_file(1, "d.txt", 8, {}).sha1);
}

TEST(CatalogueDrivers, EveryKeyOfARowIsRead) {
  auto const revision = one(
      "driver", fmt::format("superseded: false, drivers: {{hardware_id: 'PCI\\VEN_1AF4&DEV_1000', date: 2026-03-09, "
                            "version: 10.0.1.2, class: Net, company: C, provider: P, manufacturer: M, model: O, "
                            "whql_id: 5, compatible_providers: [Q], feature_scores: {{amd64.10.0: 7}}, "
                            "distribution_computers: {}, target_computers: [{}]}}",
                            a, b));
  ASSERT_EQ(revision.drivers.size(), 1u);
  auto const& row = revision.drivers[0];
  EXPECT_EQ(row.hardware_id, R"(PCI\VEN_1AF4&DEV_1000)");
  EXPECT_EQ(row.ver_version, (10ULL << 48) + (1ULL << 16) + 2);
  EXPECT_EQ(wusp::to_xsd_date(row.ver_date), "2026-03-09");
  EXPECT_EQ(row.device_class + row.company + row.provider + row.manufacturer + row.model, "NetCPMO");
  EXPECT_EQ(row.whql_driver_id, 5);
  EXPECT_THAT(row.compatible_providers, testing::ElementsAre("Q"));
  EXPECT_EQ(row.feature_scores.at(0).operating_system, "amd64.10.0");
  EXPECT_EQ(row.feature_scores.at(0).score, 7);
  EXPECT_EQ(to_string(row.distribution_computer_hardware_ids.at(0)), a);
  EXPECT_EQ(to_string(row.target_computer_hardware_ids.at(0)), b);
  EXPECT_EQ(revision.handler, "WindowsDriver");
  EXPECT_EQ(revision.is_superseded, "<False />");
}

TEST(CatalogueCommand, IsWhatIsWritten) {
  auto const revision =
      one("software", "files: [{name: a.exe, size: 1}], install_command: {program: b.exe, arguments: /s, "
                      "reboot_by_default: true, default_result: Cancelled, return_codes: [{code: 5, reboot: true}]}");
  EXPECT_THAT(extended_fragment(revision),
              HasSubstr(R"(<InstallCommand Program="b.exe" Arguments="/s" RebootByDefault="true" )"
                        R"(DefaultResult="Cancelled"><ReturnCode Code="5" Result="Succeeded" Reboot="true" />)"
                        "</InstallCommand>"));
}

TEST(CatalogueDigests, ComeFromTheCacheOfTheCaller) {
  TemporaryFolder const folder;
  DigestCache cache(folder.path());
  auto const text =
      fmt::format("revisions: [{{id: 1, update: {}, type: software, files: [{{name: x, size: 10}}]}}]", a);
  EXPECT_EQ(read(text, &cache).catalogue.at(0).files.at(0).sha1, make_file(1, "x", 10, {}).sha1);
  EXPECT_EQ(cache.hashed(), 1u);
  (void)read(text, &cache);
  EXPECT_EQ(cache.hashed(), 1u);
}

constexpr auto bundle = "20000000-0000-4000-8000-000000000030";

domain::Revision imported(domain::Catalogue const& catalogue, std::string const& update) {
  return catalogue.at(*catalogue.current(*wusp::parse_guid(update)));
}

TEST(CatalogueImport, FolderIsRelativeToTheFileAndRolesAreSettled) {
  auto const loaded = read("date: 2026-10-04\nimport: update_documents\n");
  EXPECT_EQ(loaded.catalogue.revisions().size(), 6u);
  EXPECT_EQ(loaded.notes.size(), 4u);
  EXPECT_EQ(loaded.catalogue.at(0).id, 100'000);
  EXPECT_EQ(imported(loaded.catalogue, bundle).deployment.action, DeploymentAction::install);
  EXPECT_EQ(imported(loaded.catalogue, "20000000-0000-4000-8000-000000000040").deployment.action,
            DeploymentAction::bundle);
  EXPECT_EQ(imported(loaded.catalogue, "20000000-0000-4000-8000-000000000020").deployment.action,
            DeploymentAction::evaluate);
}

TEST(CatalogueImport, WrittenRevisionsMayNameImportedOnes) {
  auto const loaded = read(fmt::format("import: {{folder: update_documents, first_id: 9}}\nrevisions:\n"
                                       "  - {{id: 1, update: {}, type: software, prerequisites: [{}], bundles: "
                                       "[20000000-0000-4000-8000-000000000050]}}\n",
                                       a, bundle));
  EXPECT_EQ(loaded.catalogue.at(0).id, 9);
  EXPECT_EQ(imported(loaded.catalogue, a).prerequisites.size(), 1u);
  EXPECT_EQ(imported(loaded.catalogue, "20000000-0000-4000-8000-000000000050").deployment.action,
            DeploymentAction::bundle);
}

TEST(CatalogueImport, DecisionsAreForAllComputersOrForAGroup) {
  auto const loaded =
      read(fmt::format("import:\n  folder: update_documents\n  max_file_size: 100\n  approve:\n"
                       "    - {{update: {0}, action: OptionalInstall, id: 8, deadline: 2026-12-01, assigned: false}}\n"
                       "    - {{update: {0}, group: Pilot}}\n",
                       bundle));
  auto const revision = imported(loaded.catalogue, bundle);
  EXPECT_EQ(revision.deployment.action, DeploymentAction::optional_install);
  EXPECT_EQ(revision.deployment.id, 8);
  EXPECT_FALSE(revision.deployment.is_assigned);
  EXPECT_EQ(wusp::to_xsd_date(*revision.deployment.deadline), "2026-12-01");
  EXPECT_EQ(revision.group_deployments.at(0).target_group, "Pilot");
  EXPECT_EQ(revision.group_deployments.at(0).deployment.action, DeploymentAction::install);
  EXPECT_EQ(imported(loaded.catalogue, "20000000-0000-4000-8000-000000000040").files.at(0).size, 100u);
}

/// The yaml block after a heading of docs/CATALOGUE.md.
std::string documented(std::string const& heading) {
  std::ifstream stream(WSUS_SOURCE_DIR "/docs/CATALOGUE.md");
  std::string const text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  auto const begin = text.find("```yaml\n", text.find(heading));
  auto const end = text.find("\n```", begin);
  if (begin == std::string::npos || end == std::string::npos) return {};
  return text.substr(begin + 8, end - begin - 7);
}

TEST(CatalogueDocumentation, ExampleUsesTheFurtherKeys) {
  auto const catalogue = read(documented("## Full example")).catalogue;
  auto const update = catalogue.at(*catalogue.find(201));
  EXPECT_EQ(update.group_deployments.size(), 2u);
  EXPECT_EQ(update.translations.size(), 2u);
  EXPECT_EQ(update.eulas.size(), 2u);
  EXPECT_EQ(update.extended.kb_article_id, "5000201");
  EXPECT_EQ(catalogue.at(*catalogue.find(202)).install_command.return_codes.size(), 3u);
  EXPECT_EQ(catalogue.at(*catalogue.find(301)).drivers.at(0).feature_scores.size(), 2u);
}

TEST(CatalogueDocumentation, ExampleOfAnImportIsReadWithTheSamples) {
  auto const catalogue = read(documented("## Update documents")).catalogue;
  EXPECT_EQ(imported(catalogue, bundle).group_deployments.at(0).deployment.action, DeploymentAction::optional_install);
  EXPECT_TRUE(imported(catalogue, bundle).deployment.deadline.has_value());
}

/// Every key that the readers ask for, by the message that lists them.
TEST(CatalogueDocumentation, NamesEveryKey) {
  std::ifstream stream(WSUS_SOURCE_DIR "/docs/CATALOGUE.md");
  std::string const text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  for (std::string const type : {"software", "driver"}) {
    std::string message;
    try {
      (void)one(type, "colour: red");
    } catch (config::ConfigError const& error) {
      message = error.what();
    }
    auto const known = message.find("known: ");
    ASSERT_NE(known, std::string::npos);
    for (auto at = known + 7; at < message.size();) {
      auto const end = std::min(message.find(", ", at), message.size());
      EXPECT_THAT(text, HasSubstr("`" + message.substr(at, end - at) + "`"));
      at = end + 2;
    }
  }
}

std::string message_of(std::string const& text) {
  try {
    (void)read(text);
  } catch (config::ConfigError const& error) {
    return std::string(error.what()).substr(std::string_view(WSUS_SOURCE_DIR "/tests/golden/cat.yaml:").size());
  }
  return "no error";
}

TEST(CatalogueImport, MistakesNameThePlaceOfTheKeyAndWhatIsWrongThere) {
  EXPECT_THAT(message_of("import: nowhere\n"), testing::AllOf(testing::StartsWith("1: /import: "),
                                                              HasSubstr("/nowhere:1: /: found no readable folder")));
  EXPECT_EQ(message_of(fmt::format("import:\n  folder: update_documents\n  approve: [{{update: {}}}]\n", a)),
            fmt::format("3: /import/approve/0/update: found update {}; allowed: an update of the folder", a));
  EXPECT_EQ(message_of(fmt::format("import:\n  folder: update_documents\n  approve:\n    - {{update: {0}}}\n"
                                   "    - {{update: {0}, group: Pilot}}\n    - {{update: {0}, action: Block}}\n",
                                   bundle)),
            fmt::format("6: /import/approve/2/update: found a second decision about update {}; allowed: one for all "
                        "computers, further ones with a group",
                        bundle));
  EXPECT_EQ(message_of("import: [update_documents]\n"), "1: /import: found a list; allowed: a text");
  EXPECT_EQ(message_of("import: {folder: update_documents, max_file_size: 0}\n"),
            "1: /import/max_file_size: found '0'; allowed: a whole number from 1 to 4294967296");
  EXPECT_EQ(message_of("import: {folder: update_documents, colour: red}\n"),
            "1: /import/colour: found the unknown key 'colour'; known: approve, first_id, folder, max_file_size");
  EXPECT_EQ(message_of("import: update_documents\ngenerate: {}\n"),
            "1: /: found both generate and import; allowed: one of the two");
  EXPECT_EQ(
      message_of(fmt::format("import: update_documents\nrevisions: [{{id: 100000, update: {}, type: software}}]", a)),
      "2: /revisions/0/id: found the id 100000 a second time (first at /import in line 1); allowed: every id once");
}

}  // namespace
}  // namespace wsus::catalogue
