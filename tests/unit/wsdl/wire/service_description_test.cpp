// The WSDL that a service hands out: the text of wsdl/ with another address.
#include "wsdl/wire/service_description.hpp"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <fstream>
#include <sstream>

namespace wsus::wire {
namespace {

std::string file_text(std::string_view service) {
  std::ifstream in(std::string(WSUS_SOURCE_DIR) + "/wsdl/" + std::string(service) + ".wsdl", std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string address_in(std::string const& wsdl) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(wsdl.c_str()));
  return document.child("wsdl:definitions")
      .child("wsdl:service")
      .child("wsdl:port")
      .child("soap:address")
      .attribute("location")
      .value();
}

TEST(ServiceDescription, IsTheFileOfTheServiceWithTheAddressAskedAt) {
  for (auto const& service : wusp::services()) {
    auto const original = file_text(service.name);
    ASSERT_FALSE(original.empty()) << service.name;
    EXPECT_EQ(service_description(service.service, address_in(original)), original) << service.name;
    EXPECT_EQ(address_in(service_description(service.service, "https://a:1/x.asmx")), "https://a:1/x.asmx");
  }
}

TEST(ServiceDescription, AnAddressCannotLeaveItsAttribute) {
  std::string const hostile = "http://\"/><evil a='&amp;'>/x";
  EXPECT_EQ(address_in(service_description(wusp::Service::client, hostile)), hostile);
}

}  // namespace
}  // namespace wsus::wire
