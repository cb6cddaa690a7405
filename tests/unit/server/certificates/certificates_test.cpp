// What the lab's certificates say, read back with OpenSSL's own parser and judged by its verifier.
#include "server/certificates/certificates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>
#include <set>

namespace wsus::certificates {
namespace {

using testing::HasSubstr;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

Certificate parse(std::string const& pem) {
  Bio const bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  return {PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free};
}

std::string text(std::string const& pem) {
  auto const certificate = parse(pem);
  Bio const bio(BIO_new(BIO_s_mem()), &BIO_free);
  X509_print_ex(bio.get(), certificate.get(), 0, 0);
  char* data = nullptr;
  auto const size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

wusp::UtcTime at(char const* time) { return *wusp::parse_xsd_date_time(time); }
Validity month() { return {at("2026-10-01T00:00:00Z"), at("2026-10-31T12:30:15Z")}; }
Serial serial_of(std::uint8_t byte) {
  Serial serial{};
  serial.fill(byte);
  return serial;
}

/// OpenSSL's verdict on the certificate as that of a TLS server, at a time; X509_V_OK when it is good.
int verdict(std::string const& certificate, std::string const& authority, char const* time) {
  auto const leaf = parse(certificate);
  auto const root = parse(authority);
  std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> const store(X509_STORE_new(), &X509_STORE_free);
  X509_STORE_add_cert(store.get(), root.get());
  std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> const context(X509_STORE_CTX_new(),
                                                                                &X509_STORE_CTX_free);
  X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr);
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
  X509_STORE_CTX_set_time(context.get(), X509_V_FLAG_X509_STRICT,
                          std::chrono::system_clock::to_time_t(
                              std::chrono::time_point_cast<std::chrono::system_clock::duration>(at(time))));
  return X509_verify_cert(context.get()) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(context.get());
}

class Certificates : public testing::Test {
protected:
  CertificateAndKey authority_ = make_authority({.validity = month(), .serial = serial_of(1)});
  CertificateAndKey server_ = make_server_certificate({.names = {"wsus.lab.example", "*.lab.example"},
                                                       .addresses = {"127.0.0.1", "::1"},
                                                       .validity = month(),
                                                       .serial = serial_of(2)},
                                                      authority_);

  std::string refusal(ServerRequest const& request) {
    try {
      (void)make_server_certificate(request, authority_);
    } catch (CertificateError const& e) {
      return e.what();
    }
    return "made";
  }
};

TEST_F(Certificates, TheServersIsGoodForATlsServerWithinItsValidityOnly) {
  EXPECT_EQ(verdict(server_.certificate, authority_.certificate, "2026-10-04T00:00:00Z"), X509_V_OK);
  EXPECT_EQ(verdict(server_.certificate, authority_.certificate, "2026-10-31T12:30:14Z"), X509_V_OK);
  EXPECT_EQ(verdict(server_.certificate, authority_.certificate, "2026-10-31T12:30:16Z"), X509_V_ERR_CERT_HAS_EXPIRED);
  EXPECT_EQ(verdict(server_.certificate, authority_.certificate, "2026-09-30T23:59:59Z"),
            X509_V_ERR_CERT_NOT_YET_VALID);
}

TEST_F(Certificates, AnotherAuthorityDoesNotVouchForIt) {
  auto const other = make_authority({.validity = month(), .serial = serial_of(3)});
  EXPECT_NE(verdict(server_.certificate, other.certificate, "2026-10-04T00:00:00Z"), X509_V_OK);
}

TEST_F(Certificates, NamesAndAddressesAreInTheAlternativeNames) {
  auto const leaf = parse(server_.certificate);
  EXPECT_EQ(X509_check_host(leaf.get(), "wsus.lab.example", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_host(leaf.get(), "other.lab.example", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_host(leaf.get(), "wsus.other.example", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_ip_asc(leaf.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(leaf.get(), "::1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(leaf.get(), "127.0.0.2", 0), 0);
}

TEST_F(Certificates, UsageAndKeyAreThoseOfAServer) {
  auto const all = text(server_.certificate);
  EXPECT_THAT(all, HasSubstr("TLS Web Server Authentication"));
  EXPECT_THAT(all, HasSubstr("CA:FALSE"));
  EXPECT_THAT(all, HasSubstr("NIST CURVE: P-256"));
  EXPECT_THAT(all, HasSubstr("Subject: CN=wsus.lab.example"));
  EXPECT_THAT(all, HasSubstr("Issuer: CN=WSUS Fault Lab CA"));
  EXPECT_EQ(X509_get_key_usage(parse(server_.certificate).get()), static_cast<std::uint32_t>(KU_DIGITAL_SIGNATURE));
}

TEST_F(Certificates, TheAuthorityMaySignCertificatesAndNothingElse) {
  auto const all = text(authority_.certificate);
  EXPECT_THAT(all, HasSubstr("CA:TRUE, pathlen:0"));
  EXPECT_EQ(X509_get_key_usage(parse(authority_.certificate).get()),
            static_cast<std::uint32_t>(KU_KEY_CERT_SIGN | KU_CRL_SIGN));
  EXPECT_NE(verdict(authority_.certificate, server_.certificate, "2026-10-04T00:00:00Z"), X509_V_OK);
}

TEST_F(Certificates, SerialsAreTheCallersAndAlwaysPositive) {
  EXPECT_THAT(text(server_.certificate), HasSubstr("42:02:02:02:02:02:02:02:02:02:02:02:02:02:02:02"));
  for (auto const byte : {std::uint8_t{0x00}, std::uint8_t{0xFF}}) {
    auto const made = make_authority({.validity = month(), .serial = serial_of(byte)});
    auto const certificate = parse(made.certificate);
    auto const* const serial = X509_get0_serialNumber(certificate.get());
    EXPECT_EQ(ASN1_STRING_type(serial), V_ASN1_INTEGER);  // not V_ASN1_NEG_INTEGER
    EXPECT_EQ(ASN1_STRING_length(serial), 16);
  }
  EXPECT_NE(random_serial(), random_serial());
}

TEST_F(Certificates, EachHasAKeyOfItsOwn) {
  auto const twin = make_authority({.validity = month(), .serial = serial_of(1)});
  EXPECT_EQ((std::set{authority_.key, server_.key, twin.key}).size(), 3u);
  EXPECT_EQ(problem_of(server_.certificate, server_.key), std::nullopt);
  EXPECT_EQ(problem_of(authority_.certificate, authority_.key), std::nullopt);
}

TEST_F(Certificates, WhatAListenerCannotUseIsNamed) {
  EXPECT_THAT(*problem_of(server_.certificate, authority_.key), HasSubstr("the key does not belong"));
  EXPECT_THAT(*problem_of("", server_.key), HasSubstr("the certificate is no PEM certificate"));
  EXPECT_THAT(*problem_of(server_.key, server_.key), HasSubstr("the certificate is no PEM certificate"));
  EXPECT_THAT(*problem_of(server_.certificate, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
              HasSubstr("the key is no PEM private key"));
}

TEST_F(Certificates, ALongNameIsInTheAlternativeNamesAlone) {
  auto const name = std::string(60, 'a') + "." + std::string(60, 'b');
  auto const made = make_server_certificate({.names = {name}, .validity = month(), .serial = serial_of(4)}, authority_);
  EXPECT_THAT(text(made.certificate), HasSubstr("Subject: CN=WSUS server"));
  EXPECT_EQ(X509_check_host(parse(made.certificate).get(), name.c_str(), 0, 0, nullptr), 1);
}

TEST_F(Certificates, WrongNamesAreRefusedAndNamed) {
  for (auto const* name :
       {"", ".", "a..b", "-a", "a-", "a b", "a,DNS:b", "a\nb", "http://a", "*", "*.", "a.*.b", "a_b", "caf\xc3\xa9"}) {
    EXPECT_THAT(refusal({.names = {name}, .validity = month()}), HasSubstr("is no DNS name")) << name;
  }
  EXPECT_THAT(refusal({.names = {std::string(64, 'a')}, .validity = month()}), HasSubstr("is no DNS name"));
  EXPECT_FALSE(is_dns_name(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_address(std::string_view("127.0.0.1\0b", 11)));
  for (auto const* address : {"", "localhost", "127.0.0", "127.0.0.256", "::g", "127.0.0.1,DNS:b"}) {
    EXPECT_THAT(refusal({.addresses = {address}, .validity = month()}), HasSubstr("is no address")) << address;
  }
  EXPECT_THAT(refusal({.validity = month()}), HasSubstr("none was given"));
}

TEST(AuthorityCertificate, ItsNameHasOneTo64Characters) {
  EXPECT_THROW((void)make_authority({.common_name = "", .validity = month()}), CertificateError);
  EXPECT_THROW((void)make_authority({.common_name = std::string(65, 'x'), .validity = month()}), CertificateError);
  EXPECT_NO_THROW((void)make_authority({.common_name = std::string(64, 'x'), .validity = month()}));
}

TEST(AuthorityCertificate, ABrokenOneSignsNothing) {
  auto const authority = make_authority({.validity = month()});
  ServerRequest const request{.names = {"a"}, .validity = month()};
  EXPECT_THROW((void)make_server_certificate(request, {"", authority.key}), CertificateError);
  EXPECT_THROW((void)make_server_certificate(request, {authority.certificate, "no key"}), CertificateError);
}

}  // namespace
}  // namespace wsus::certificates
