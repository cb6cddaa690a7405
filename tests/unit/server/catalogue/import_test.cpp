// Import of update documents: revisions, fragments by the rules of wusp-protocol 8.1, replaced files, notes.
#include "server/catalogue/import.hpp"

#include "server/catalogue/content.hpp"
#include "server/catalogue/digest_cache.hpp"
#include "server/catalogue/fragments.hpp"
#include "server/config/node.hpp"
#include "tests/unit/server/catalogue/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

namespace wsus::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr auto samples = WSUS_SOURCE_DIR "/tests/golden/update_documents";

std::string guid(std::string_view end) { return fmt::format("20000000-0000-4000-8000-0000000000{}", end); }

ImportOptions options() {
  return {.first_id = 500,
          .date = wusp::UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 10 / 4)),
          .content_seed = 3};
}

/// The samples in the order of their names: category, detectoid, bundle, child, driver, package of components.
enum Sample : std::size_t { category, detectoid, bundle, child, driver, cbs };

domain::Revision sample(Sample which) { return import_folder(samples, options()).revisions.at(which); }

TEST(ImportedFolder, DocumentsBecomeRevisionsInTheOrderOfTheirNames) {
  auto const imported = import_folder(samples, options());
  std::vector<std::string> read;
  read.reserve(imported.revisions.size());
  for (auto const& revision : imported.revisions) {
    read.push_back(fmt::format("{} {} {} {} {} {}", revision.id, to_string(revision.identity.update_id).substr(34),
                               revision.identity.revision_number, to_string(revision.type), revision.title,
                               to_string(revision.deployment.action)));
  }
  EXPECT_THAT(read, ElementsAre("500 10 100 Category Fabrikam Suite Evaluate",
                                "501 20 3 Detectoid Fabrikam Suite, x64 Evaluate",
                                "502 30 200 Software Security Update for Fabrikam Suite (KB5000900) Install",
                                "503 40 200 Software Package of KB5000900 Bundle",
                                "504 50 1 Driver Fabrikam network adapter driver Install",
                                "505 60 7 Software Fabrikam component Install"));
}

TEST(ImportedFolder, NotesSayWhatIsNotAsInTheDocuments) {
  EXPECT_THAT(
      import_folder(samples, options()).notes,
      ElementsAre(
          HasSubstr("30-bundle.xml: digest of file 'eula-en.txt' replaced by that of inert content"),
          HasSubstr("40-child.xml: digest of file 'fabrikam-kb5000900-x64.exe' replaced by that of inert content, size "
                    "314572800 by 65536"),
          HasSubstr("40-child.xml: digest of file 'settings.cab' replaced by that of inert content"),
          "document 50-driver.xml: no update of the prerequisite " + guid("dd") + " is in the folder: it cannot hold"));
}

TEST(ImportedCore, CategoryLosesDeclarationsAndFurtherProperties) {
  EXPECT_EQ(core_fragment(sample(category)),
            R"(<UpdateIdentity UpdateID=")" + guid("10") + R"(" RevisionNumber="100" />)" +
                R"(<Properties UpdateType="Category" />)"
                "<ApplicabilityRules><IsInstalled><True /></IsInstalled></ApplicabilityRules>");
}

// Conforms: Metadata.import
TEST(ImportedCore, PrefixesOfRulesAreReplacedAndDefaultsDropped) {
  EXPECT_EQ(core_fragment(sample(detectoid)),
            R"(<UpdateIdentity UpdateID=")" + guid("20") + R"(" RevisionNumber="3" />)" +
                R"(<Properties UpdateType="Detectoid" /><Relationships><Prerequisites><AtLeastOne IsCategory="true">)" +
                R"(<UpdateIdentity UpdateID=")" + guid("10") +
                R"(" /></AtLeastOne></Prerequisites></Relationships><ApplicabilityRules><IsInstalled><And>)" +
                R"(<b.Processor Architecture="9" /><m.MsiProductInstalled ProductCode="{)" + guid("aa") +
                R"(}" /></And></IsInstalled></ApplicabilityRules>)");
}

TEST(ImportedCore, BundleKeepsFivePropertiesAndNoChildrenOfThem) {
  auto const core = core_fragment(sample(bundle));
  EXPECT_THAT(core, HasSubstr(R"(<Properties UpdateType="Software" ExplicitlyDeployable="true" )"
                              R"(AutoSelectOnWebSites="true" EulaID=")" +
                              guid("31") + R"(" /><Relationships><SupersededUpdates>)"));
  EXPECT_THAT(core, Not(HasSubstr("SupportUrl")));
  EXPECT_THAT(core, Not(HasSubstr("EulaFile")));
  EXPECT_EQ(core_fragment_size(sample(bundle)), core.size());
}

TEST(ImportedCore, DriverHasItsMetadataWithPrefix) {
  EXPECT_THAT(core_fragment(sample(driver)),
              HasSubstr(R"(<Metadata><d.WindowsDriverMetaData HardwareID="PCI\VEN_1AF4&amp;DEV_1000" )"
                        R"(DriverVerDate="2026-03-09" DriverVerVersion="10.0.1.2" WhqlDriverID="77" Class="Net" )"
                        R"(Company="Fabrikam" Provider="Fabrikam" Manufacturer="Fabrikam" Model="Adapter">)"
                        "<d.CompatibleProvider>Contoso</d.CompatibleProvider>"));
}

// Conforms: Metadata.import
TEST(ImportedExtended, PropertiesAreRenamedAndKeepTheirChildren) {
  EXPECT_EQ(extended_fragment(sample(bundle)),
            R"(<ExtendedProperties DefaultPropertiesLanguage="en" MsrcSeverity="Important">)"
            "<SupportUrl>http://support.fabrikam.example/?kb=5000900&amp;x=1</SupportUrl>"
            "<SecurityBulletinID>FS26-009</SecurityBulletinID><KBArticleID>5000900</KBArticleID></ExtendedProperties>");
}

TEST(ImportedExtended, TypeOfHandlerDataLosesItsPrefixAndKeepsItsValue) {
  EXPECT_EQ(extended_fragment(sample(category)),
            R"(<ExtendedProperties DefaultPropertiesLanguage="en" )"
            R"(Handler="http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Category" />)"
            R"(<HandlerSpecificData type="cat:Category"><CategoryInformation CategoryType="Product" )"
            R"(ProhibitsSubcategories="true" /></HandlerSpecificData>)");
}

std::string base64(std::span<std::uint8_t const> bytes) {
  std::string text(64, '\0');
  text.resize(static_cast<std::size_t>(
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()))));
  return text;
}

TEST(ImportedFiles, HaveDigestsAndSizesOfInertContent) {
  auto const revision = sample(child);
  ASSERT_EQ(revision.files.size(), 2u);
  auto const& large = revision.files[0];
  EXPECT_EQ(large.size, 65'536u);
  EXPECT_EQ(large.sha1, make_file(3, "fabrikam-kb5000900-x64.exe", 65'536, {}).sha1);
  EXPECT_EQ(wusp::to_xsd_date_time(large.modified), "2026-02-03T04:05:06Z");
  EXPECT_TRUE(content_bytes(large).starts_with(content_marker));
  auto const extended = extended_fragment(revision);
  EXPECT_THAT(extended, HasSubstr(R"( MaxDownloadSize="65760" MinDownloadSize="65760" )"));
  EXPECT_THAT(extended, HasSubstr(R"(<File Digest=")" + base64(large.sha1) +
                                  R"(" DigestAlgorithm="SHA1" FileName="fabrikam-kb5000900-x64.exe" Size="65536" )"
                                  R"(Modified="2026-02-03T04:05:06Z" PatchingType="SelfContained"><AdditionalDigest )"
                                  R"(Algorithm="SHA256">)" +
                                  base64(large.sha256) + "</AdditionalDigest></File>"));
  EXPECT_THAT(extended,
              HasSubstr(R"(Size="224" Modified="2026-02-03T04:05:06Z"><AdditionalDigest Algorithm="SHA256">)" +
                        base64(revision.files[1].sha256)));
  EXPECT_THAT(extended, HasSubstr(R"(Arguments="/q /log &quot;C:\a b.log&quot;")"));
}

TEST(ImportedFiles, DigestsMayComeFromACache) {
  TemporaryFolder const folder;
  DigestCache cache(folder.path());
  auto with_cache = options();
  with_cache.digests = &cache;
  EXPECT_EQ(import_folder(samples, with_cache).revisions.at(child).files.at(0).sha256,
            sample(child).files.at(0).sha256);
  EXPECT_EQ(cache.hashed(), 3u);
  (void)import_folder(samples, with_cache);
  EXPECT_EQ(cache.hashed(), 3u);
}

TEST(ImportedExtended, APackageOfComponentsKeepsItsIdentityAndItsAttributes) {
  auto const revision = sample(cbs);
  EXPECT_EQ(extended_fragment(revision),
            R"(<ExtendedProperties DefaultPropertiesLanguage="en" IsBeta="true" CompatibleProtocolVersion="5.0" )"
            R"(Handler="http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Cbs" /><HandlerSpecificData )"
            R"(type="cbs:Cbs"><CbsData PackageIdentity="Fabrikam-Component~0000000000000000~amd64~~1.0.0.1" />)"
            "</HandlerSpecificData>");
  EXPECT_EQ(revision.handler, "Cbs");
  EXPECT_EQ(revision.cbs_package, "Fabrikam-Component~0000000000000000~amd64~~1.0.0.1");
  EXPECT_TRUE(revision.extended.is_beta);
  EXPECT_EQ(revision.extended.compatible_protocol_version, "5.0");
  EXPECT_TRUE(revision.explicitly_deployable);
  EXPECT_TRUE(revision.prerequisites.at(0).is_category);
}

TEST(ImportedEula, IsAFileWithALanguage) {
  auto const revision = sample(bundle);
  EXPECT_EQ(to_string(*revision.eula_id), guid("31"));
  ASSERT_EQ(revision.eulas.size(), 1u);
  EXPECT_EQ(revision.eulas[0].language, "en");
  EXPECT_EQ(revision.eulas[0].file.size, 700u);
}

TEST(ImportedTexts, EachLanguageIsAFragmentAndEnglishIsTheTitle) {
  auto const revision = sample(bundle);
  std::vector<std::string> const german{"de-AT"};
  std::vector<std::string> const polish{"pl"};
  EXPECT_EQ(best_language(revision, german), "de");
  EXPECT_EQ(best_language(revision, polish), "en");
  EXPECT_EQ(revision.description, "Resolves issues in Fabrikam Suite.");
  EXPECT_EQ(localized_properties_fragment(revision, "pt-BR"),
            "<LocalizedProperties><Language>pt-BR</Language><Title>Atualização para Fabrikam Suite (KB5000900)</Title>"
            "</LocalizedProperties>");
}

TEST(ImportedFields, SayTheSameAsTheFragments) {
  auto const revision = sample(bundle);
  ASSERT_EQ(revision.prerequisites.size(), 2u);
  EXPECT_FALSE(revision.prerequisites[0].is_category);
  EXPECT_TRUE(revision.prerequisites[1].is_category);
  EXPECT_EQ(to_string(revision.superseded_updates.at(0)), guid("ee"));
  EXPECT_EQ(revision.bundled_updates.at(0).at(0).revision_number, 200);
  EXPECT_TRUE(revision.explicitly_deployable);
  EXPECT_EQ(revision.extended.kb_article_id, "5000900");
  EXPECT_EQ(sample(category).category_type, domain::CategoryType::product);
  EXPECT_EQ(sample(category).handler, "Category");
  EXPECT_TRUE(sample(category).prohibits_subcategories);
  EXPECT_FALSE(sample(category).excluded_by_default);
  auto const package = sample(child);
  EXPECT_EQ(package.is_installable, "<True />");
  EXPECT_EQ(package.is_superseded, "<False />");
  EXPECT_THAT(package.is_installed, testing::StartsWith("<b.RegDword Key="));
  EXPECT_TRUE(package.extended.can_uninstall);
  auto const drivers = sample(driver).drivers;
  ASSERT_EQ(drivers.size(), 2u);
  EXPECT_EQ(drivers[0].hardware_id, R"(PCI\VEN_1AF4&DEV_1000)");
  EXPECT_EQ(driver_version_text(drivers[0].ver_version), "10.0.1.2");
  EXPECT_EQ(drivers[0].feature_scores.at(0).score, 40);
  EXPECT_EQ(to_string(drivers[0].target_computer_hardware_ids.at(0)), guid("cc"));
  EXPECT_EQ(drivers[1].ver_date, drivers[0].ver_date);
}

std::string message_of(auto const& action) {
  try {
    action();
  } catch (config::ConfigError const& error) {
    return error.what();
  }
  return "no error";
}

struct BadDocument {
  char const* name;
  std::string text;
  std::string message;
};

/// A document with this after the identity in line 2.
std::string document(std::string const& body) {
  return R"(<Update xmlns="http://schemas.microsoft.com/msus/2002/12/Update">)"
         "\n"
         R"(<UpdateIdentity UpdateID="20000000-0000-4000-8000-000000000001" RevisionNumber="1" />)"
         "\n" +
         body + "</Update>";
}

std::string software(std::string const& body) { return document("<Properties UpdateType=\"Software\" />\n" + body); }

class ImportMistake : public testing::TestWithParam<BadDocument> {};

TEST_P(ImportMistake, IsOneMessageWithFileAndLine) {
  EXPECT_EQ(message_of([] { (void)import_document(GetParam().text, "d.xml", {}); }), "d.xml:" + GetParam().message);
}

std::vector<BadDocument> bad_documents() {
  auto const levels = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "<a>";
    for (int i = 0; i < count; ++i) text += "</a>";
    return text;
  };
  return {
      {"NotClosed", "<Update>\n<a>\n</b></Update>",
       "3: /: found ill-formed XML (Start-end tags mismatch); allowed: an update document"},
      {"Empty", "", "1: /: found ill-formed XML (No document element found); allowed: an update document"},
      {"NotUtf8", "<Update>\n\xc3\xa4\n\xe4</Update>", "3: /: found a byte that is not UTF-8; allowed: UTF-8"},
      {"Surrogate", "<Update>\xed\xa0\x80</Update>", "1: /: found a byte that is not UTF-8; allowed: UTF-8"},
      {"ForeignRoot", "\n<Updates />",
       "2: /Updates: found the root Updates in the namespace ''; allowed: Update in the namespace "
       "'http://schemas.microsoft.com/msus/2002/12/Update'"},
      {"UndeclaredPrefix", document("\n<p:Properties />"),
       "4: /Update/Properties: found the element p:Properties; allowed: prefixes that are declared"},
      {"NameWithoutAName", document("\n<Properties xmlns:p='p' p:='' />"),
       "4: /Update/Properties: found the attribute p:; allowed: names of XML"},
      {"NameOfADigit", document("\n<p:1 xmlns:p='p' />"), "4: /Update/1: found the element p:1; allowed: names of XML"},
      {"NoProperties", document(""), "1: /Update: found no Properties; allowed: an element Properties"},
      {"NoType", document("<Properties />"),
       "3: /Update/Properties: found no UpdateType; allowed: an attribute UpdateType with a value"},
      {"BadType", document("<Properties UpdateType=\"Patch\" />"),
       "3: /Update/Properties: found UpdateType 'Patch'; allowed: Software, Driver, Category, Detectoid"},
      {"BadReference",
       software("<Relationships><Prerequisites><UpdateIdentity UpdateID=\"1\" /></Prerequisites></Relationships>"),
       "4: /Update/Relationships/Prerequisites/UpdateIdentity: found UpdateID '1'; allowed: a GUID such as "
       "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d"},
      {"UnknownClause", software("<Relationships><Prerequisites><All /></Prerequisites></Relationships>"),
       "4: /Update/Relationships/Prerequisites/All: found the element All; allowed: UpdateIdentity, AtLeastOne"},
      {"FileWithoutSize", software("<Files>\n<File FileName=\"a\" /></Files>"),
       "5: /Update/Files/File: found no Size; allowed: an attribute Size with a value"},
      {"FileWithoutAName", software("<Files><File FileName=\"a/\" Size=\"1\" /></Files>"),
       "4: /Update/Files/File: found FileName 'a/'; allowed: a file name"},
      {"TextsWithoutTitle",
       software("<LocalizedPropertiesCollection><LocalizedProperties><Language>en</Language></LocalizedProperties>"
                "</LocalizedPropertiesCollection>"),
       "4: /Update/LocalizedPropertiesCollection/LocalizedProperties: found no Title; allowed: an element Title"},
      {"TooDeep", software(levels(70)),
       "4: /Update" +
           [] {
             std::string path;
             for (int i = 0; i < 63; ++i) path += "/a";
             return path;
           }() +
           ": found more than 64 levels; allowed: at most 64"},
  };
}

INSTANTIATE_TEST_SUITE_P(Table, ImportMistake, testing::ValuesIn(bad_documents()),
                         [](auto const& test) { return std::string(test.param.name); });

TEST(ImportMistakeTwin, SmallestDocumentIsRead) {
  auto const imported = import_document(software(""), "d.xml", {});
  EXPECT_EQ(imported.revisions.at(0).title, "20000000-0000-4000-8000-000000000001");
  EXPECT_THAT(imported.notes, testing::IsEmpty());
}

TEST(ImportedFolderMistake, NamesTheFolderOrTheDocument) {
  TemporaryFolder const folder;
  auto const import = [&] { (void)import_folder(folder.path(), options()); };
  EXPECT_EQ(message_of(import),
            folder.path().string() + ":1: /: found no *.xml in it; allowed: a folder of update documents");
  folder.write("a.xml", software(""));
  folder.write("b.XML", software(""));
  folder.write("note.txt", "not looked at");
  EXPECT_EQ(message_of(import), (folder.path() / "b.XML").string() +
                                    ":1: /: found 20000000-0000-4000-8000-000000000001 revision 1 a second time (first "
                                    "in " +
                                    (folder.path() / "a.xml").string() +
                                    "); allowed: every revision of an update once");
  EXPECT_THAT(message_of([&] { (void)import_folder(folder.path() / "none", options()); }),
              testing::AllOf(HasSubstr("none:1: /: found no readable folder ("),
                             testing::EndsWith("; allowed: a folder of update documents")));
}

TEST(ImportedFolderNotes, ABundledRevisionThatIsNotThereIsMissingThoughAnotherOneIs) {
  constexpr auto part = "20000000-0000-4000-8000-000000000002";
  auto const whole = [&](int revision) {
    return software(
        fmt::format("<Relationships><BundledUpdates><UpdateIdentity UpdateID=\"{}\" RevisionNumber=\"{}\" />"
                    "</BundledUpdates></Relationships>",
                    part, revision));
  };
  auto part_document = software("");
  part_document.replace(part_document.find("20000000-"), std::string_view(part).size(), part);
  TemporaryFolder const folder;
  folder.write("part.xml", part_document);
  folder.write("whole.xml", whole(2));
  auto const other = import_folder(folder.path(), options());
  EXPECT_THAT(other.notes, ElementsAre(fmt::format(
                               "document whole.xml: the bundled update {} revision 2 is not in the folder", part)));
  EXPECT_EQ(other.revisions.at(0).deployment.action, domain::DeploymentAction::install);
  folder.write("whole.xml", whole(1));
  auto const same = import_folder(folder.path(), options());
  EXPECT_THAT(same.notes, testing::IsEmpty());
  EXPECT_EQ(same.revisions.at(0).deployment.action, domain::DeploymentAction::bundle);
}

}  // namespace
}  // namespace wsus::catalogue
