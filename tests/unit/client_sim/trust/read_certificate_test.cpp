// What is read from a certificate's file.
#include "client_sim/trust/read_certificate.hpp"

#include "client_sim/machine/system/signing_root.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wsus::trust {
namespace {

using machine::signing_root;

/// The bytes that a PEM text stands for.
std::string der_of(std::string_view pem) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  unsigned count = 0;
  auto const begin = pem.find('\n');
  for (char const c : pem.substr(begin, pem.find("-----END") - begin)) {
    auto const value = alphabet.find(c);
    if (value == std::string_view::npos) continue;
    bits = (bits << 6U) | static_cast<unsigned>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>((bits >> count) & 0xFFU);
  }
  return bytes;
}

TEST(ReadCertificate, TellsWhatTheStoreKeeps) {
  auto const read = read_certificate(signing_root().pem);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, signing_root()) << read->subject << read->thumbprint << read->serial;
  EXPECT_TRUE(read->is_root());
}

TEST(ReadCertificate, TakesDerAndTextAroundPem) {
  auto const der = read_certificate(der_of(signing_root().pem));
  ASSERT_TRUE(der);
  EXPECT_EQ(*der, signing_root());
  EXPECT_TRUE(read_certificate("a note\r\n" + signing_root().pem + "the end"));
}

TEST(ReadCertificate, IsEmptyForAnythingElse) {
  for (std::string const& text : {std::string(), std::string("no certificate"), std::string(5000, '\0'),
                                  signing_root().pem.substr(0, 100), der_of(signing_root().pem).substr(0, 50)}) {
    EXPECT_FALSE(read_certificate(text)) << text.size();
  }
}

}  // namespace
}  // namespace wsus::trust
