// Proves what redaction hides, what it leaves, and that pseudonyms stay the same.
#include "server/journal/redaction.hpp"

#include <gtest/gtest.h>

namespace wsus::journal {
namespace {

TEST(Redaction, AClientHasOnePseudonymInAnyLetterCase) {
  Redactor redactor;
  EXPECT_EQ(redactor.pseudonym_of_client("AB-1"), "pc-1");
  EXPECT_EQ(redactor.pseudonym_of_client("cd-2"), "pc-2");
  EXPECT_EQ(redactor.pseudonym_of_client("ab-1"), "pc-1");
  EXPECT_EQ(redactor.pseudonym_of_client(""), "");
}

TEST(Redaction, HidesCookiesAndNamesInBodiesAndNothingElse) {
  Redactor redactor;
  EXPECT_EQ(redactor.redacted_body(
                R"(<a:Cookie xmlns:a="x"><a:EncryptedData>Zm9v</a:EncryptedData><Expiration>2026</Expiration>)"
                R"(</a:Cookie><clientId>AB-1</clientId><dnsName n="1">pc07.lab.example</dnsName>)"
                R"(<ComputerId><Sid>ab-1</Sid></ComputerId><DnsName/><int>5</int>)"),
            R"(<a:Cookie xmlns:a="x"><a:EncryptedData>(hidden)</a:EncryptedData><Expiration>2026</Expiration>)"
            R"(</a:Cookie><clientId>pc-1</clientId><dnsName n="1">name-1</dnsName>)"
            R"(<ComputerId><Sid>pc-1</Sid></ComputerId><DnsName/><int>5</int>)");
}

TEST(Redaction, ABodyThatWasCutHidesWhatIsLeftOfACookie) {
  Redactor redactor;
  EXPECT_EQ(redactor.redacted_body("<EncryptedData>Zm9vYmFy"), "<EncryptedData>(hidden)");
  EXPECT_EQ(redactor.redacted_body("<EncryptedDa"), "<EncryptedDa");
  EXPECT_EQ(redactor.redacted_body("no markup"), "no markup");
  EXPECT_EQ(redactor.redacted_body(""), "");
}

TEST(Redaction, AnEntrysClientIsHiddenWhereverItStands) {
  Redactor redactor;
  Entry entry;
  entry.client_id = "AB-1";
  entry.refused = "no computer 'ab-1' is known";
  entry.error_message = "AB-1";
  entry.injected = {{.rule = "rule of ab-1", .kind = "reset"}};
  entry.request_body = "<x>ab-1</x>";
  entry.client_address = "127.0.0.1";
  auto const hidden = redactor.redacted(entry);
  EXPECT_EQ(hidden.client_id, "pc-1");
  EXPECT_EQ(hidden.refused, "no computer 'pc-1' is known");
  EXPECT_EQ(hidden.error_message, "pc-1");
  EXPECT_EQ(hidden.injected[0].rule, "rule of pc-1");
  EXPECT_EQ(hidden.request_body, "<x>pc-1</x>");
  EXPECT_EQ(hidden.client_address, "127.0.0.1");
}

}  // namespace
}  // namespace wsus::journal
