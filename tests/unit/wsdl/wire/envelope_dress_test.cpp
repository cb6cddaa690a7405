// The splice of head and tail, and the collapse of empty elements.
#include "wsdl/wire/envelope_dress.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace wsus::wire {
namespace {

std::string dressed(std::string const& body, Dress dress) {
  std::string out;
  dress_envelope("<?xml version=\"1.0\"?>\n<Envelope xmlns=\"a\" xmlns:b=\"c\"><Body>" + body + "</Body></Envelope>\n",
                 dress, out);
  return out;
}

std::string collapsed(std::string const& body) {
  std::string const text = dressed(body, Dress::wcf);
  std::size_t const head = envelope_head(Dress::wcf, false).size();
  return text.substr(head, text.size() - head - envelope_tail(Dress::wcf).size());
}

TEST(EnvelopeDress, HeadsAreTheCapturedOnes) {
  EXPECT_EQ(
      dressed("<a/>", Dress::wcf),
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)"
      R"(<s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">)"
      "<a/></s:Body></s:Envelope>");
  EXPECT_EQ(dressed("<a/>", Dress::agent),
            R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a/></s:Body></s:Envelope>)");
  EXPECT_EQ(
      dressed("<a/>", Dress::asmx),
      R"(<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/")"
      R"( xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">)"
      "<soap:Body><a/></soap:Body></soap:Envelope>");
}

TEST(EnvelopeDress, AgentDeclaresXsiOnlyWhenTheBodyNeedsIt) {
  EXPECT_EQ(
      dressed(R"(<a xsi:nil="true"/>)", Dress::agent),
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)"
      R"(<s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><a xsi:nil="true"/></s:Body></s:Envelope>)");
  EXPECT_EQ(dressed("<a/>", Dress::agent).find("xmlns:xsi="), std::string::npos);
}

TEST(EnvelopeDress, EmptyElementsAreCollapsed) {
  EXPECT_EQ(collapsed("<a></a>"), "<a/>");
  EXPECT_EQ(collapsed(R"(<a x="1>"></a><b> </b>)"), R"(<a x="1>"/><b> </b>)");
  EXPECT_EQ(collapsed("<a><b></b></a>"), "<a><b/></a>");
  EXPECT_EQ(collapsed("<a><b/></a>"), "<a><b/></a>");
  EXPECT_EQ(collapsed("<a><b>t</b></a><c></c>"), "<a><b>t</b></a><c/>");
  EXPECT_EQ(collapsed("<a></a><a></a>"), "<a/><a/>");
}

TEST(EnvelopeDress, BodyThatSpeaksOfABodyIsLeftAlone) {
  EXPECT_EQ(collapsed("<Body><Body></Body></Body>"), "<Body><Body/></Body>");
  EXPECT_EQ(collapsed("<a>&lt;/Body&gt;&lt;/Envelope&gt;</a>"), "<a>&lt;/Body&gt;&lt;/Envelope&gt;</a>");
}

TEST(EnvelopeDress, AnythingElseIsAnErrorOfTheProgram) {
  std::string out;
  EXPECT_THROW(dress_envelope("", Dress::wcf, out), std::logic_error);
  EXPECT_THROW(dress_envelope("<SOAP-ENV:Envelope><SOAP-ENV:Body/></SOAP-ENV:Envelope>", Dress::wcf, out),
               std::logic_error);
  EXPECT_TRUE(out.empty());
}

}  // namespace
}  // namespace wsus::wire
