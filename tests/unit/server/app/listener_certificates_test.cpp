// The good certificate of a listener, and each with a flaw: what is wrong with it, and that nothing else is.
#include "server/app/listener_certificates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace wsus::server {
namespace {

using certificates::CertificateAndKey;
using faults::CertificateFlaw;

constexpr wusp::UtcTime now{std::chrono::sys_days{std::chrono::year{2026} / 10 / 4}};

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Certificate read(std::string const& pem) {
  std::unique_ptr<BIO, decltype(&BIO_free)> const bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                        BIO_free);
  return {PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr), X509_free};
}

/// What a client says that trusts the authority and asks for the name at that time; X509_V_OK or the reason.
int verdict(std::string const& certificate, std::string const& authority, std::string const& name, wusp::UtcTime time) {
  auto const leaf = read(certificate);
  auto const root = read(authority);
  std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> const store(X509_STORE_new(), X509_STORE_free);
  X509_STORE_add_cert(store.get(), root.get());
  std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> const check(X509_STORE_CTX_new(),
                                                                              X509_STORE_CTX_free);
  X509_STORE_CTX_init(check.get(), store.get(), leaf.get(), nullptr);
  auto* const parameters = X509_STORE_CTX_get0_param(check.get());
  X509_VERIFY_PARAM_set1_host(parameters, name.c_str(), name.size());
  X509_VERIFY_PARAM_set_time(parameters,
                             std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
  X509_verify_cert(check.get());
  return X509_STORE_CTX_get_error(check.get());
}

class ListenerCertificatesTest : public testing::Test {
protected:
  [[nodiscard]] int verdict_of(CertificateFlaw flaw, wusp::UtcTime time = now) {
    return verdict(certificates_.flawed(flaw).certificate, certificates_.authority(), "wsus.lab.example", time);
  }
  wusp::ManualClock clock_{now};
  ListenerCertificates certificates_{
      std::nullopt, std::nullopt, {.names = {"wsus.lab.example"}, .addresses = {"127.0.0.1"}}, clock_};
};

TEST_F(ListenerCertificatesTest, TheGoodOneIsGood) {
  auto const good = certificates_.good();
  EXPECT_EQ(verdict(good.certificate, certificates_.authority(), "wsus.lab.example", now), X509_V_OK);
  EXPECT_EQ(certificates::problem_of(good.certificate, good.key), std::nullopt);
}

TEST_F(ListenerCertificatesTest, EachFlawIsTheOneThatAClientFinds) {
  EXPECT_EQ(verdict_of(CertificateFlaw::expired), X509_V_ERR_CERT_HAS_EXPIRED);
  EXPECT_EQ(verdict_of(CertificateFlaw::not_yet_valid), X509_V_ERR_CERT_NOT_YET_VALID);
  EXPECT_EQ(verdict_of(CertificateFlaw::wrong_name), X509_V_ERR_HOSTNAME_MISMATCH);
  EXPECT_EQ(verdict_of(CertificateFlaw::unknown_authority), X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
}

TEST_F(ListenerCertificatesTest, AFlawIsTheOnlyOne) {
  auto const wrong_name = certificates_.flawed(CertificateFlaw::wrong_name);
  EXPECT_EQ(verdict(wrong_name.certificate, certificates_.authority(), "wrong-name.invalid", now), X509_V_OK);
  // Of another time: the authority of a client that checks at that time would be good too, were it longer-lived.
  EXPECT_EQ(verdict_of(CertificateFlaw::not_yet_valid, now + std::chrono::days(29)), X509_V_ERR_CERT_NOT_YET_VALID);
  for (auto const flaw : {CertificateFlaw::expired, CertificateFlaw::not_yet_valid, CertificateFlaw::wrong_name,
                          CertificateFlaw::unknown_authority}) {
    auto const made = certificates_.flawed(flaw);
    EXPECT_EQ(certificates::problem_of(made.certificate, made.key), std::nullopt);
  }
}

TEST_F(ListenerCertificatesTest, AreMadeOnceAndKept) {
  auto const first = certificates_.flawed(CertificateFlaw::expired).certificate;
  auto const good = certificates_.good().certificate;
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(certificates_.flawed(CertificateFlaw::expired).certificate, first);
  EXPECT_EQ(certificates_.good().certificate, good);
  EXPECT_NE(certificates_.flawed(CertificateFlaw::wrong_name).certificate, first);
}

TEST_F(ListenerCertificatesTest, TheOperatorsIsShownAndItsFlawsAreSignedByTheLab) {
  CertificateAndKey const given{.certificate = "given", .key = "key"};
  ListenerCertificates operators(given, std::nullopt, {.names = {"wsus.lab.example"}}, clock_);
  EXPECT_EQ(operators.good().certificate, "given");
  EXPECT_EQ(operators.good().key, "key");
  auto const expired = operators.flawed(CertificateFlaw::expired).certificate;
  EXPECT_EQ(verdict(expired, operators.authority(), "wsus.lab.example", now), X509_V_ERR_CERT_HAS_EXPIRED);
  EXPECT_NE(verdict(expired, certificates_.authority(), "wsus.lab.example", now), X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST_F(ListenerCertificatesTest, AnAuthorityThatIsGivenSigns) {
  auto const given = make_lab_certificates({.names = {"wsus.lab.example"}}, std::chrono::days(30), clock_);
  ListenerCertificates worlds(given.server, given.authority, {.names = {"wsus.lab.example"}}, clock_);
  EXPECT_EQ(worlds.good().certificate, given.server.certificate);
  EXPECT_EQ(worlds.authority(), given.authority.certificate);
  EXPECT_EQ(verdict(worlds.flawed(CertificateFlaw::expired).certificate, given.authority.certificate,
                    "wsus.lab.example", now),
            X509_V_ERR_CERT_HAS_EXPIRED);
  EXPECT_NE(verdict(worlds.flawed(CertificateFlaw::unknown_authority).certificate, given.authority.certificate,
                    "wsus.lab.example", now),
            X509_V_OK);
}

}  // namespace
}  // namespace wsus::server
