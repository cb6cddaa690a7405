// Extended fragments: files with their digests, handlers with their tables, and what is damaged.
#include "client_sim/metadata/extended.hpp"

#include <gmock/gmock.h>

#include <fmt/format.h>

namespace wsus::metadata {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view sha1_text = "AAECAwQFBgcICQoLDA0ODxAREhM=";                    // 0 to 19
constexpr std::string_view sha256_text = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";  // 0 to 31

std::string file_element(std::string_view digest, std::string_view algorithm, std::string_view more) {
  return fmt::format("<Files><File Digest=\"{}\" DigestAlgorithm=\"{}\" FileName=\"a.exe\" Size=\"5000000000\" "
                     "Modified=\"2026-01-01T00:00:00Z\">{}</File></Files>",
                     digest, algorithm, more);
}
std::string additional(std::string_view digest) {
  return fmt::format("<AdditionalDigest Algorithm=\"SHA256\">{}</AdditionalDigest>", digest);
}

// Conforms: Metadata.extended
TEST(ExtendedFragment, TellsFilesHandlerAndReturnCodes) {
  auto const details =
      details_of("<ExtendedProperties Handler=\"urn:cmd\"><InstallationBehavior RebootBehavior=\"NeverReboots\"/>"
                 "</ExtendedProperties>" +
                 file_element(sha1_text, "SHA1", additional(sha256_text)) +
                 "<HandlerSpecificData type=\"cmd:CommandLineInstallation\"><InstallCommand DefaultResult=\"Failed\" "
                 "RebootByDefault=\"false\"><ReturnCode Code=\"0\" Result=\"Succeeded\" Reboot=\"false\"/><ReturnCode "
                 "Code=\"3010\" Result=\"Succeeded\" Reboot=\"true\"/><ReturnCode Code=\"x\"/></InstallCommand>"
                 "</HandlerSpecificData>");
  EXPECT_EQ(details.handler, "urn:cmd");
  EXPECT_FALSE(details.reboot_required);
  ASSERT_THAT(details.files, SizeIs(1));
  EXPECT_EQ(details.files[0].name, "a.exe");
  EXPECT_EQ(details.files[0].size, 5'000'000'000U);
  ASSERT_THAT(details.files[0].sha1, SizeIs(20));
  EXPECT_EQ(details.files[0].sha1[19], 19);
  ASSERT_THAT(details.files[0].sha256, SizeIs(32));
  EXPECT_EQ(details.files[0].sha256[31], 31);
  EXPECT_EQ(details.default_result, "Failed");
  ASSERT_THAT(details.return_codes, SizeIs(2));
  EXPECT_EQ(details.return_codes[1].code, 3010);
  EXPECT_TRUE(details.return_codes[1].reboot);
}

TEST(ExtendedFragment, AHandlerThatAlwaysRestartsSaysSo) {
  EXPECT_TRUE(details_of("<ExtendedProperties><InstallationBehavior RebootBehavior=\"AlwaysRequiresReboot\"/>"
                         "</ExtendedProperties>")
                  .reboot_required);
  EXPECT_FALSE(details_of("<ExtendedProperties><InstallationBehavior RebootBehavior=\"CanRequestReboot\"/>"
                          "</ExtendedProperties>")
                   .reboot_required);
}

TEST(ExtendedFragment, ARestartByDefaultIsNotOneOfEverySuccess) {
  for (std::string const value : {"true", "false"}) {
    auto const details =
        details_of("<HandlerSpecificData><InstallCommand DefaultResult=\"Succeeded\" RebootByDefault=\"" + value +
                   "\"/></HandlerSpecificData>");
    EXPECT_EQ(details.reboot_by_default, value == "true");
    EXPECT_FALSE(details.reboot_required);
  }
}

TEST(ExtendedFragment, DigestsThatAreNoneStayEmpty) {
  struct Row {
    std::string digest;
    std::string algorithm;
    std::string more;
  };
  for (auto const& [digest, algorithm, more] :
       {Row{std::string(sha1_text), "MD5", ""}, Row{"AAEC", "SHA1", additional("AAEC")}, Row{"!", "SHA1", ""}}) {
    auto const details = details_of(file_element(digest, algorithm, more));
    ASSERT_THAT(details.files, SizeIs(1));
    EXPECT_THAT(details.files[0].sha1, IsEmpty()) << digest;
    EXPECT_THAT(details.files[0].sha256, IsEmpty()) << digest;
  }
}

TEST(ExtendedFragment, ThatCannotBeReadHasNoFiles) {
  EXPECT_THAT(details_of("<Files><File").files, IsEmpty());
  EXPECT_THAT(details_of("").files, IsEmpty());
}

TEST(EulaFragment, TellsTheFileOfTheTerms) {
  auto const file = license_of(fmt::format("<EulaFile Digest=\"{}\" DigestAlgorithm=\"SHA1\" FileName=\"eula-en.txt\" "
                                           "Size=\"2000\" Language=\"en\">{}</EulaFile>",
                                           sha1_text, additional(sha256_text)));
  EXPECT_TRUE(file.is_license);
  EXPECT_EQ(file.name, "eula-en.txt");
  EXPECT_EQ(file.size, 2000U);
  EXPECT_THAT(file.sha1, SizeIs(20));
  EXPECT_THAT(file.sha256, SizeIs(32));
  EXPECT_THAT(license_of("<EulaFile").sha1, IsEmpty());
}

TEST(EulaFragment, IsAskedForWhereTheCoreFragmentNamesTerms) {
  EXPECT_TRUE(has_license("<UpdateIdentity/><Properties UpdateType=\"Software\" EulaID=\"1\"/>"));
  EXPECT_FALSE(has_license("<UpdateIdentity/><Properties UpdateType=\"Software\"/>"));
  EXPECT_FALSE(has_license("<Properties EulaID=\"\"/>"));
  EXPECT_FALSE(has_license("<Other EulaID=\"1\"/>"));
  EXPECT_FALSE(has_license("<Properties EulaID="));
}

TEST(Base64, IsDecodedOrEmpty) {
  EXPECT_EQ(decode_base64("TWE="), "Ma");
  EXPECT_EQ(decode_base64("TWFu"), "Man");
  EXPECT_EQ(decode_base64("T?=="), "");
}

}  // namespace
}  // namespace wsus::metadata
