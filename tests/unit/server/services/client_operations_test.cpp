// What the operations of ClientWebService answer, beyond SyncUpdates (wusp-protocol 3.2, 6.4).
#include "tests/unit/server/services/service_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::services::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using wsus::test::element;

constexpr std::string_view type = "XmlUpdateFragmentType";

// Base64 of twenty equal bytes.
std::string const update_digest = "oKCgoKCgoKCgoKCgoKCgoKCgoKA=";      // A0
std::string const undeployed_digest = "paWlpaWlpaWlpaWlpaWlpaWlpaU=";  // A5
std::string const unknown_digest = "AQEBAQEBAQEBAQEBAQEBAQEBAQE=";

class ClientOperations : public ServicesTest {
protected:
  void SetUp() override { handshake(); }

  Result info(std::vector<std::string> const& ids, std::vector<std::string> const& types,
              std::string const& rest = {}) {
    return call(Service::client, "GetExtendedUpdateInfo",
                cookie() + list("revisionIDs", "int", ids) + list("infoTypes", type, types) + rest);
  }
  Result info2(std::string const& identities, std::vector<std::string> const& types, std::string const& rest = {}) {
    return call(Service::client, "GetExtendedUpdateInfo2",
                cookie() + "<updateIDs>" + identities + "</updateIDs>" + list("infoTypes", type, types) + rest);
  }
  Result locations(std::vector<std::string> const& digests) {
    return call(Service::client, "GetFileLocations", cookie() + list("fileDigests", "base64Binary", digests));
  }
  Result printers(std::vector<std::string> const& installed, std::vector<std::string> const& cached = {}) {
    return call(Service::client, "SyncPrinterCatalog",
                cookie() + list("installedNonLeafUpdateIDs", "int", installed) +
                    list("printerUpdateIDs", "int", cached));
  }
};

/// How often a text occurs.
std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

// Conforms: SyncPrinterCatalog
TEST_F(ClientOperations, ThePrinterCatalogHasPrinterDriversWhosePrerequisitesAreInstalledAndNothingElse) {
  auto const without = printers({}).body;
  EXPECT_EQ(count(without, "<UpdateInfo>"), 1u) << without;
  EXPECT_THAT(without, HasSubstr("<ID>7</ID>"));
  auto const both = printers({"1"}).body;
  EXPECT_EQ(count(both, "<UpdateInfo>"), 2u) << both;
  EXPECT_THAT(both, HasSubstr("<ID>3</ID>"));
  EXPECT_EQ(element(both, "Truncated"), "false");
  EXPECT_NE(element(both, "EncryptedData"), "");
}

TEST_F(ClientOperations, ACachedPrinterIsNotSentAgainAndOneThatIsNoPrinterIsOutOfScope) {
  auto const body = printers({"1"}, {"3", "7", "4", "999", "999"}).body;
  EXPECT_EQ(count(body, "<UpdateInfo>"), 0u) << body;
  EXPECT_EQ(element(body, "OutOfScopeRevisionIDs"), "<int>4</int><int>999</int>");
}

TEST_F(ClientOperations, ThePrinterCatalogIsCutIntoPages) {
  change_settings([](auto& settings) { settings.page.updates = 1; });
  auto const body = printers({"1"}).body;
  EXPECT_EQ(count(body, "<UpdateInfo>"), 1u);
  EXPECT_EQ(element(body, "Truncated"), "true");
}

// Conforms: GetExtendedUpdateInfo
TEST_F(ClientOperations, ExtendedComesWithFileLocationsAndUndeployedIdsAreOutOfScope) {
  auto const body = info({"2", "5", "999", "-1", "0"}, {"Extended"}).body;
  EXPECT_EQ(count(body, "<Update>"), 1u) << body;
  EXPECT_EQ(element(body, "FileDigest"), update_digest);
  EXPECT_THAT(element(body, "Url"), HasSubstr("http://wsus:8530/Content/A0/A0A0A0"));
  EXPECT_EQ(element(body, "OutOfScopeRevisionIDs"), "<int>5</int><int>999</int><int>-1</int><int>0</int>");
  EXPECT_THAT(body, Not(HasSubstr("FileDigestAlgorithm")));
}

TEST_F(ClientOperations, NewServersNameTheDigestAlgorithm) {
  change_settings([](auto& settings) { settings.file_digest_algorithm = true; });
  EXPECT_EQ(element(info({"2"}, {"Extended"}).body, "FileDigestAlgorithm"), "SHA1");
  EXPECT_EQ(element(locations({update_digest}).body, "FileDigestAlgorithm"), "SHA1");
}

// Conforms: GetExtendedUpdateInfo.locales
TEST_F(ClientOperations, FragmentsComeInTheBestLocale) {
  struct Row {
    std::vector<std::string> locales;
    std::string language;
  };
  for (auto const& row : {Row{{"de", "en"}, "de"}, Row{{"de-AT"}, "de"}, Row{{"en-US", "en"}, "en"},
                          Row{{"fr", "de"}, "de"}, Row{{"fr"}, "en"}}) {
    auto const body = info({"2"}, {"LocalizedProperties"}, list("locales", "string", row.locales)).body;
    EXPECT_THAT(body, HasSubstr(fmt::format("&lt;Language&gt;{}&lt;/Language&gt;", row.language)))
        << row.locales.front();
    EXPECT_EQ(count(body, "<Update>"), 1u);
    EXPECT_THAT(body, Not(HasSubstr("FileLocation")));
  }
}

// Conforms: GetExtendedUpdateInfo.eula
TEST_F(ClientOperations, TheLicenceIsThatOfTheLocaleAndOfThePlace) {
  auto const ask = [&](std::string const& locale, std::string const& geo) {
    return info({"2", "6"}, {"Eula"},
                list("locales", "string", {locale}) + (geo.empty() ? "" : "<GeoId>" + geo + "</GeoId>"))
        .body;
  };
  EXPECT_THAT(ask("en-US", ""), HasSubstr("FileName=\"eula.txt\""));
  EXPECT_THAT(ask("de", ""), HasSubstr("FileName=\"eula-de.txt\""));
  EXPECT_THAT(ask("en-US", "USA"), HasSubstr("FileName=\"eula-usa.txt\""));
  EXPECT_THAT(ask("en-US", "FRA"), HasSubstr("FileName=\"eula.txt\""));
  EXPECT_EQ(count(ask("de", ""), "<Update>"), 1u);  // revision 6 has none
}

TEST_F(ClientOperations, InfoTypesThatNameNothingGiveNothing) {
  auto const body = info({"2"}, {"Published", "VerificationRule"}).body;
  EXPECT_EQ(count(body, "<Update>"), 0u) << body;
  EXPECT_EQ(count(info({"2"}, {"Core"}).body, "<Update>"), 1u);
}

// Conforms: GetExtendedUpdateInfo2
TEST_F(ClientOperations, TheSecondFormWorksByIdentityAndTellsLocationsWhenAsked) {
  auto const ids = identity_element(update_id) + identity_element(undeployed_id) + identity_element(99);
  auto const plain = info2(ids, {"Extended"}).body;
  EXPECT_EQ(count(plain, "<Update>"), 1u) << plain;
  EXPECT_THAT(plain, Not(HasSubstr("FileLocation")));
  auto const full = info2(ids, {"FileUrl", "FileDecryption"}).body;
  EXPECT_EQ(count(full, "<FileLocation>"), 1u) << full;
  EXPECT_EQ(count(full, "<UpdateEncryptionDetail>"), 1u);
  EXPECT_EQ(element(full, "HasEncryptedFiles"), "false");
  EXPECT_THAT(full, Not(HasSubstr("DecryptionKey")));
  EXPECT_THAT(full, Not(HasSubstr("FileDecryptionData")));
}

// Conforms: GetFileLocations
TEST_F(ClientOperations, LocationsAreToldOfKnownDigestsOnly) {
  auto const body = locations({update_digest, unknown_digest, undeployed_digest, update_digest}).body;
  EXPECT_EQ(count(body, "<FileLocation>"), 2u) << body;
  EXPECT_THAT(body, HasSubstr("http://wsus:8530/Content/A5/"));
  EXPECT_NE(element(body, "EncryptedData"), "");
  EXPECT_THAT(locations({unknown_digest}).body, Not(HasSubstr("FileLocations>")));
}

// Conforms: RefreshCache
TEST_F(ClientOperations, RefreshCacheAnswersForWhatIsDeployedAndNoBundleChild) {
  auto const body =
      call(Service::client, "RefreshCache",
           cookie() + "<globalIDs>" + identity_element(update_id) + identity_element(bundle_child_id) +
               identity_element(undeployed_id) + identity_element(detectoid_id) + identity_element(99) + "</globalIDs>")
          .body;
  EXPECT_EQ(count(body, "<RevisionID>"), 2u) << body;
  EXPECT_THAT(body, HasSubstr("<RevisionID>2</RevisionID>"));
  EXPECT_THAT(body, HasSubstr("<RevisionID>1</RevisionID>"));
  EXPECT_EQ(count(body, "<Deployment>"), 2u);
}

}  // namespace
}  // namespace wsus::services::test
