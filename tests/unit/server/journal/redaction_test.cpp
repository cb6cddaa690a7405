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

TEST(Redaction, WhatACommentOrCdataHoldsIsHiddenToo) {
  Redactor redactor;
  EXPECT_EQ(redactor.redacted_body("<Sid><![CDATA[AB-1]]></Sid><DnsName><!-- c -->pc07</DnsName>"),
            "<Sid>pc-1</Sid><DnsName>name-1</DnsName>");
  EXPECT_EQ(redactor.redacted_body("<EncryptedData>Zm<![CDATA[9v]]>Ym</EncryptedData>"),
            "<EncryptedData>(hidden)</EncryptedData>");
  EXPECT_EQ(redactor.redacted_body("<CookieData><?x?>Zm9v</CookieData>"), "<CookieData>(hidden)</CookieData>");
  EXPECT_EQ(redactor.redacted_body("<!-- <EncryptedData>Zm9v</EncryptedData> --><a>5</a>"), "<!--(hidden)--><a>5</a>");
  EXPECT_EQ(redactor.redacted_body("<a><![CDATA[1 < 2 > 0]]></a>"), "<a><![CDATA[1 < 2 > 0]]></a>");
  EXPECT_EQ(redactor.redacted_body("<EncryptedData><![CDATA[Zm9v"), "<EncryptedData>(hidden)");
  EXPECT_EQ(redactor.redacted_body("<a/><!-- <CookieData>Zm9v"), "<a/><!--(hidden)-->");
}

TEST(Redaction, ComputersOfARollupAreHiddenInTheirAttributes) {
  Redactor redactor;
  EXPECT_EQ(redactor.redacted_body(R"(<i ComputerId="AB-1" LastSyncResult="0"><Details OSLocale="a>b" )"
                                   R"(FullDomainName = 'pc07.lab.example' OSMajorVersion="10"/></i>)"
                                   R"(<i x:ComputerId='ab-1'/><i ComputerId="" a=b ComputerId="cd-2">)"),
            R"(<i ComputerId="pc-1" LastSyncResult="0"><Details OSLocale="a>b" )"
            R"(FullDomainName = 'name-1' OSMajorVersion="10"/></i>)"
            R"(<i x:ComputerId='pc-1'/><i ComputerId="" a=b ComputerId="pc-2">)");
  EXPECT_EQ(redactor.redacted_body(R"(<i ComputerId="AB-)"), R"(<i ComputerId="pc-3)") << "cut: another name";
  EXPECT_EQ(redactor.redacted_body(R"(<i a="<EncryptedData>Zm9v</EncryptedData><b c="q">)"),
            R"(<i a="<EncryptedData>(hidden)</EncryptedData><b c="q">)")
      << "a quote that nobody closed hides no tag from the redactor";
}

TEST(Redaction, AnInventoryAndWhatIsNoTextAreHiddenWhole) {
  Redactor redactor;
  EXPECT_EQ(redactor.redacted_body("<inventory><IsCompressed>false</IsCompressed>"
                                   "<RawXml>&lt;Name&gt;pc07&lt;/Name&gt;</RawXml></inventory>"),
            "<inventory><IsCompressed>false</IsCompressed><RawXml>(hidden)</RawXml></inventory>");
  EXPECT_EQ(redactor.redacted_body("<CompressedXml>eJw=</CompressedXml>"), "<CompressedXml>(hidden)</CompressedXml>");
  EXPECT_EQ(redactor.redacted_body(std::string("\xFF\xFE<\0S\0", 6)), "(hidden)") << "UTF-16";
}

TEST(Redaction, BlanksAroundANameMakeNoOther) {
  Redactor redactor;
  EXPECT_EQ(redactor.redacted_body("<Sid> AB-1\n</Sid><clientId>ab-1</clientId>"),
            "<Sid>pc-1</Sid><clientId>pc-1</clientId>");
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
