// Stores of certificates as values.
#include "client_sim/machine/system/certificate_store.hpp"

#include <gmock/gmock.h>

#include <optional>

namespace wsus::machine {
namespace {

Certificate certificate(std::string name, std::string serial) {
  return {.subject = "CN=" + name,
          .issuer = "CN=" + name,
          .serial = serial,
          .thumbprint = std::string(36, 'a') + serial.substr(0, 4),
          .pem = "pem of " + name};
}

class Stores : public testing::Test {
protected:
  Stores() {
    stores.add("Root", certificate("Lab CA", "00a1b2c3"));
    stores.add("root", certificate("Other CA", "1111"));
  }
  CertificateStores stores;
};

TEST_F(Stores, KeepTheOrderAndKnowNoCase) {
  ASSERT_EQ(stores.list("ROOT").size(), 2U);
  EXPECT_EQ(stores.list("Root")[1].subject, "CN=Other CA");
  EXPECT_TRUE(stores.list("CA").empty());
  EXPECT_EQ(stores.all().size(), 1U);
}

TEST_F(Stores, TakeACertificateOnce) {
  EXPECT_FALSE(stores.add("Root", certificate("Lab CA", "00a1b2c3")));
  EXPECT_TRUE(stores.add("CA", certificate("Lab CA", "00a1b2c3"))) << "another store is another matter";
  EXPECT_EQ(stores.list("Root").size(), 2U);
}

TEST_F(Stores, FindByNumberSerialThumbprintAndName) {
  EXPECT_EQ(stores.find("Root", "1"), 1U);
  EXPECT_EQ(stores.find("Root", "1111"), 1U) << "a serial number, not the index 1111";
  EXPECT_EQ(stores.find("Root", "00 A1 B2 C3"), 0U);
  EXPECT_EQ(stores.find("Root", std::string(36, 'A') + "1111"), 1U);
  EXPECT_EQ(stores.find("Root", "other ca"), 1U);
  for (auto const* id : {"2", "nobody", ""}) EXPECT_EQ(stores.find("Root", id), std::nullopt) << id;
  EXPECT_EQ(stores.find("CA", "0"), std::nullopt);
}

TEST_F(Stores, GiveAllTheirCertificatesAsOneText) {
  EXPECT_EQ(stores.pem_of("Root"), "pem of Lab CA\npem of Other CA\n");
  EXPECT_EQ(stores.pem_of("My"), "");
}

TEST_F(Stores, ForgetWhatIsRemoved) {
  stores.remove("Root", 0);
  EXPECT_FALSE(stores.has_thumbprint("Root", std::string(36, 'a') + "00a1"));
  EXPECT_EQ(stores.list("Root").size(), 1U);
  stores.remove("Root", 5);
  stores.remove("Root", 0);
  EXPECT_TRUE(stores.all().empty());
}

}  // namespace
}  // namespace wsus::machine
