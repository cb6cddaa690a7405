// Fragments: exact text, order, defaults left out, escaping (wusp-protocol 8.1 to 8.3).
#include "server/catalogue/fragments.hpp"

#include "server/catalogue/generator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pugixml.hpp>

namespace wsus::catalogue {
namespace {

wusp::Guid guid(std::uint64_t number) { return wusp::guid_from_bits(0, number); }
std::string text(std::uint64_t number) { return to_string(guid(number)); }
std::string reference(std::uint64_t number) { return R"(<UpdateIdentity UpdateID=")" + text(number) + R"(" />)"; }

domain::Revision revision(domain::UpdateType type) {
  return {.id = 1, .identity = {.update_id = guid(1), .revision_number = 7}, .type = type};
}

std::string identity() { return R"(<UpdateIdentity UpdateID=")" + text(1) + R"(" RevisionNumber="7" />)"; }

// Conforms: Metadata.core
TEST(CoreFragment, SmallestForms) {
  EXPECT_EQ(core_fragment(revision(domain::UpdateType::detectoid)),
            identity() + R"(<Properties UpdateType="Detectoid" />)");
  EXPECT_EQ(core_fragment(revision(domain::UpdateType::software)),
            identity() + R"(<Properties UpdateType="Software" /><Relationships />)");
}

TEST(CoreFragment, ChildHasBothRules) {
  auto child = revision(domain::UpdateType::software);
  child.is_installed = "<False />";
  child.is_installable = "<True />";
  EXPECT_EQ(core_fragment(child), identity() + R"(<Properties UpdateType="Software" /><Relationships />)"
                                               "<ApplicabilityRules><IsInstalled><False /></IsInstalled>"
                                               "<IsInstallable><True /></IsInstallable></ApplicabilityRules>");
}

// Conforms: Metadata.core
TEST(CoreFragment, BundleHasItsRelationsInOrder) {
  auto bundle = revision(domain::UpdateType::software);
  bundle.explicitly_deployable = true;
  bundle.prerequisites = {
      {.any_of = {guid(2)}}, {.any_of = {guid(3), guid(4)}}, {.any_of = {guid(5)}, .is_category = true}};
  bundle.superseded_updates = {guid(6)};
  bundle.bundled_updates = {{{guid(8), 200}}, {{guid(9), 1}, {guid(10), 2}}};
  auto const exact = [](std::uint64_t number, int exact_revision) {
    return R"(<UpdateIdentity UpdateID=")" + text(number) + R"(" RevisionNumber=")" + std::to_string(exact_revision) +
           R"(" />)";
  };
  EXPECT_EQ(
      core_fragment(bundle),
      identity() + R"(<Properties UpdateType="Software" ExplicitlyDeployable="true" AutoSelectOnWebSites="true" />)" +
          "<Relationships><SupersededUpdates>" + reference(6) + "</SupersededUpdates><Prerequisites>" + reference(2) +
          "<AtLeastOne>" + reference(3) + reference(4) + "</AtLeastOne>" + R"(<AtLeastOne IsCategory="true">)" +
          reference(5) + "</AtLeastOne></Prerequisites><BundledUpdates>" + "<AtLeastOne>" + exact(8, 200) +
          "</AtLeastOne><AtLeastOne>" + exact(9, 1) + exact(10, 2) + "</AtLeastOne></BundledUpdates></Relationships>");
}

TEST(CoreFragment, SizeIsTheSizeOfTheText) {
  auto const catalogue = generate({});
  for (auto const& each : catalogue.revisions()) ASSERT_EQ(core_fragment_size(each), core_fragment(each).size());
}

TEST(ExtendedFragment, BundleHasPropertiesOnly) {
  EXPECT_EQ(extended_fragment(revision(domain::UpdateType::software)),
            R"(<ExtendedProperties DefaultPropertiesLanguage="en" />)");
}

TEST(ExtendedFragment, CategoryTellsItsType) {
  auto category = revision(domain::UpdateType::category);
  category.category_type = domain::CategoryType::product_family;
  category.handler = "Category";
  EXPECT_EQ(extended_fragment(category),
            R"(<ExtendedProperties DefaultPropertiesLanguage="en" )"
            R"(Handler="http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Category" />)"
            R"(<HandlerSpecificData type="cat:Category"><CategoryInformation CategoryType="ProductFamily" />)"
            R"(</HandlerSpecificData>)");
}

domain::Revision with_file() {
  auto update = revision(domain::UpdateType::software);
  update.handler = "CommandLineInstallation";
  domain::File file{.name = R"(a&"b<c>.exe)",
                    .size = 1'500,
                    .modified = wusp::UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 10 / 4))};
  file.sha1.fill(0xff);
  update.files = {file, {.name = "second.cab", .size = 500}};
  return update;
}

// Conforms: Metadata.extended
TEST(ExtendedFragment, FileHasBothDigestsAndEscapedNames) {
  auto const fragment = extended_fragment(with_file());
  EXPECT_THAT(fragment, testing::HasSubstr(R"(MaxDownloadSize="2000" MinDownloadSize="0">)"));
  EXPECT_THAT(fragment,
              testing::HasSubstr(R"(<Files><File Digest="//////////////////////////8=" DigestAlgorithm="SHA1" )"
                                 R"(FileName="a&amp;&quot;b&lt;c&gt;.exe" Size="1500" Modified="2026-10-04T00:00:00Z" )"
                                 R"(PatchingType="SelfContained"><AdditionalDigest Algorithm="SHA256">)"
                                 R"(AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</AdditionalDigest></File>)"));
  EXPECT_THAT(fragment, testing::EndsWith(R"(</InstallCommand></HandlerSpecificData>)"));
}

TEST(ExtendedFragment, IsWellFormedOnceWrappedAndKeepsTheNames) {
  pugi::xml_document document;
  auto const wrapped = "<f>" + extended_fragment(with_file()) + "</f>";
  ASSERT_TRUE(document.load_string(wrapped.c_str()));
  auto const root = document.child("f");
  EXPECT_STREQ(root.child("Files").child("File").attribute("FileName").value(), R"(a&"b<c>.exe)");
  auto const command = root.child("HandlerSpecificData").child("InstallCommand");
  EXPECT_STREQ(command.attribute("Program").value(), R"(a&"b<c>.exe)");
  EXPECT_STREQ(command.child("ReturnCode").next_sibling().attribute("Code").value(), "3010");
}

TEST(LocalizedPropertiesFragment, HasLanguageTitleAndDescription) {
  auto update = revision(domain::UpdateType::software);
  update.title = "R&D <tools>";
  EXPECT_EQ(localized_properties_fragment(update, "en"),
            "<LocalizedProperties><Language>en</Language><Title>R&amp;D &lt;tools&gt;</Title></LocalizedProperties>");
  update.description = "Line 1\nLine\x01 2";
  EXPECT_EQ(localized_properties_fragment(update, "de"),
            "<LocalizedProperties><Language>de</Language><Title>R&amp;D &lt;tools&gt;</Title>"
            "<Description>Line 1&#xA;Line\xEF\xBF\xBD 2</Description></LocalizedProperties>");
}

TEST(ContentPath, IsUpperHexWithTheLastTwoDigitsAsFolder) {
  domain::File file{.name = "Setup.1.EXE"};
  for (std::size_t i = 0; i < file.sha1.size(); ++i) file.sha1[i] = static_cast<std::uint8_t>(0xa0 + i);
  EXPECT_EQ(content_path(file), "/Content/B3/A0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3.EXE");
  file.name = "noextension";
  EXPECT_EQ(content_path(file), "/Content/B3/A0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3");
  file.name = "update.c ab";
  EXPECT_EQ(content_path(file), "/Content/B3/A0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3");
}

TEST(ContentExtension, IsWhatNeedsNoEncodingInAnAddress) {
  for (auto const* name :
       {"", "setup", "setup.", "a.b c", "a.cab?x", "a.%41", "a.cab/b", "a.d\xc3\xa4", "a.12345678901234567"})
    EXPECT_EQ(content_extension(name), "") << name;
  EXPECT_EQ(content_extension("a.b.Cab7"), ".Cab7");
  EXPECT_EQ(content_extension("a.1234567890123456"), ".1234567890123456");
}

}  // namespace
}  // namespace wsus::catalogue
