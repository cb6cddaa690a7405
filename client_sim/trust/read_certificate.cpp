// Reading with OpenSSL.
#include "client_sim/trust/read_certificate.hpp"

#include <fmt/format.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <chrono>
#include <climits>
#include <ctime>
#include <memory>
#include <string>

namespace wsus::trust {
namespace {

template <auto Function>
struct Release {
  template <typename T>
  void operator()(T* what) const {
    Function(what);
  }
};
using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;

/// No prompt: what wants a password cannot be used.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*context*/) { return -1; }

Certificate parse(std::string_view bytes) {
  if (bytes.size() > INT_MAX) return nullptr;
  Bio const pem(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  if (Certificate certificate(PEM_read_bio_X509(pem.get(), nullptr, no_password, nullptr)); certificate != nullptr) {
    return certificate;
  }
  Bio const der(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  return Certificate(d2i_X509_bio(der.get(), nullptr));
}

std::string text_of(BIO* bio) {
  std::string text;
  std::array<char, 512> piece{};
  for (int size = 0; (size = BIO_read(bio, piece.data(), static_cast<int>(piece.size()))) > 0;) {
    text.append(piece.data(), static_cast<std::size_t>(size));
  }
  return text;
}

/// The last part first, ", " between two.
std::string name_of(X509_NAME const* name) {
  Bio const bio(BIO_new(BIO_s_mem()));
  constexpr unsigned long form =
      (XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_DN_REV | XN_FLAG_FN_SN | ASN1_STRFLGS_UTF8_CONVERT) & ~XN_FLAG_SPC_EQ;
  X509_NAME_print_ex(bio.get(), name, 0, form);
  return text_of(bio.get());
}

std::string serial_of(X509 const* certificate) {
  Number const number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
  if (number == nullptr) return {};
  std::array<unsigned char, 64> bytes{};
  auto const size = static_cast<std::size_t>(BN_num_bytes(number.get()));
  if (size > bytes.size()) return {};
  BN_bn2bin(number.get(), bytes.data());
  std::string digits;
  for (std::size_t i = 0; i < size; ++i) digits += fmt::format("{:02x}", bytes[i]);
  return digits;
}

std::string thumbprint_of(X509 const* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (X509_digest(certificate, EVP_sha1(), digest.data(), &size) != 1) return {};
  std::string digits;
  for (unsigned i = 0; i < size; ++i) digits += fmt::format("{:02x}", digest[i]);
  return digits;
}

std::optional<wusp::UtcTime> time_of(ASN1_TIME const* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  using namespace std::chrono;
  constexpr int first_year = 1900;
  auto const date = year(parts.tm_year + first_year) / month(static_cast<unsigned>(parts.tm_mon + 1)) /
                    day(static_cast<unsigned>(parts.tm_mday));
  return wusp::UtcTime(sys_days(date)) + hours(parts.tm_hour) + minutes(parts.tm_min) + seconds(parts.tm_sec);
}

std::string pem_of(X509* certificate) {
  Bio const bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate);
  return text_of(bio.get());
}

}  // namespace

std::optional<machine::Certificate> read_certificate(std::string_view bytes) {
  auto const certificate = parse(bytes);
  if (certificate == nullptr) return std::nullopt;
  auto const not_before = time_of(X509_get0_notBefore(certificate.get()));
  auto const not_after = time_of(X509_get0_notAfter(certificate.get()));
  if (!not_before || !not_after) return std::nullopt;
  return machine::Certificate{.subject = name_of(X509_get_subject_name(certificate.get())),
                              .issuer = name_of(X509_get_issuer_name(certificate.get())),
                              .serial = serial_of(certificate.get()),
                              .thumbprint = thumbprint_of(certificate.get()),
                              .not_before = *not_before,
                              .not_after = *not_after,
                              .pem = pem_of(certificate.get())};
}

}  // namespace wsus::trust
