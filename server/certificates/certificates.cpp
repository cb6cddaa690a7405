// Making of certificates: see certificates.hpp.
#include "server/certificates/certificates.hpp"

#include "server/certificates/extensions.hpp"
#include "server/certificates/openssl_handles.hpp"

#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace wsus::certificates {
namespace {

constexpr std::size_t longest_common_name = 64;  // ub-common-name, RFC 5280 A.1

using OctetsHandle = std::unique_ptr<ASN1_OCTET_STRING, Release<ASN1_OCTET_STRING_free>>;
using NumberHandle = std::unique_ptr<BIGNUM, Release<BN_free>>;

BioHandle reader_of(std::string_view text) {
  return BioHandle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  auto const size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

/// No prompt: a key that wants a password cannot be used.
int no_password(char*, int, int, void*) { return -1; }

KeyHandle read_key(std::string_view pem) {
  return KeyHandle(PEM_read_bio_PrivateKey(reader_of(pem).get(), nullptr, no_password, nullptr));
}
CertificateHandle read_certificate(std::string_view pem) {
  return CertificateHandle(PEM_read_bio_X509(reader_of(pem).get(), nullptr, no_password, nullptr));
}

CertificateAndKey as_pem(X509* certificate, EVP_PKEY* key) {
  BioHandle const certificate_text(BIO_new(BIO_s_mem()));
  BioHandle const key_text(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_X509(certificate_text.get(), certificate) == 1, "write a certificate");
  require(PEM_write_bio_PrivateKey(key_text.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1, "write a key");
  return {.certificate = text_of(certificate_text.get()), .key = text_of(key_text.get())};
}

void set_serial(X509* certificate, Serial serial) {
  serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7FU) | 0x40U);
  NumberHandle const number(BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
  require(number != nullptr && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr,
          "set the serial number");
}

std::time_t seconds_of(wusp::UtcTime time) {
  return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

void set_validity(X509* certificate, Validity const& validity) {
  require(ASN1_TIME_set(X509_getm_notBefore(certificate), seconds_of(validity.not_before)) != nullptr,
          "set the first day");
  require(ASN1_TIME_set(X509_getm_notAfter(certificate), seconds_of(validity.not_after)) != nullptr,
          "set the last day");
}

void set_subject(X509* certificate, std::string const& common_name) {
  require(X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName, MBSTRING_UTF8,
                                     reinterpret_cast<unsigned char const*>(common_name.data()),
                                     static_cast<int>(common_name.size()), -1, 0) == 1,
          "set the common name");
}

/// Version, serial, validity, subject and a new key: what both kinds of certificate have.
CertificateHandle begin_certificate(EVP_PKEY* key, std::string const& common_name, Validity const& validity,
                                    Serial const& serial) {
  CertificateHandle certificate(X509_new());
  require(certificate != nullptr, "make a certificate");
  require(X509_set_version(certificate.get(), X509_VERSION_3) == 1, "set the version");
  set_serial(certificate.get(), serial);
  set_validity(certificate.get(), validity);
  set_subject(certificate.get(), common_name);
  require(X509_set_pubkey(certificate.get(), key) == 1, "set the key");
  return certificate;
}

KeyHandle new_key() {
  KeyHandle key(EVP_EC_gen("P-256"));
  require(key != nullptr, "make a key");
  return key;
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* issuer_key) {
  require(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1, "set the issuer");
  require(X509_sign(certificate, issuer_key, EVP_sha256()) > 0, "sign a certificate");
}

void check(ServerRequest const& request) {
  if (request.names.empty() && request.addresses.empty())
    throw CertificateError("a server certificate needs a DNS name or an address, and none was given");
  for (auto const& name : request.names) {
    if (!is_dns_name(name))
      throw CertificateError(fmt::format("'{}' is no DNS name; allowed: letters, digits, hyphens and dots, as in "
                                         "wsus.lab.example or *.lab.example",
                                         name));
  }
  for (auto const& address : request.addresses) {
    if (!is_address(address))
      throw CertificateError(fmt::format("'{}' is no address; allowed: numeric IPv4 or IPv6", address));
  }
}

/// A first name too long for a common name is left to subjectAltName, which is what clients compare (RFC 9110, 4.3.4).
std::string common_name_of(ServerRequest const& request) {
  auto const& first = request.names.empty() ? request.addresses.front() : request.names.front();
  return first.size() <= longest_common_name ? first : "WSUS server";
}

bool is_label(std::string_view label) {
  auto const is_letter_or_digit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [&](char c) { return c == '-' || is_letter_or_digit(c); });
}

}  // namespace

Serial random_serial() {
  Serial serial{};
  require(RAND_bytes(serial.data(), static_cast<int>(serial.size())) == 1, "give random bytes");
  return serial;
}

CertificateAndKey make_authority(AuthorityRequest const& request) {
  if (request.common_name.empty() || request.common_name.size() > longest_common_name)
    throw CertificateError(fmt::format("a common name of {} characters; allowed: 1 to {}", request.common_name.size(),
                                       longest_common_name));
  auto const key = new_key();
  auto const certificate = begin_certificate(key.get(), request.common_name, request.validity, request.serial);
  auto* const self = certificate.get();
  add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(self, self, NID_subject_key_identifier, "hash");
  sign(self, self, key.get());
  return as_pem(self, key.get());
}

CertificateAndKey make_server_certificate(ServerRequest const& request, CertificateAndKey const& authority) {
  check(request);
  auto const issuer = read_certificate(authority.certificate);
  require(issuer != nullptr, "read the authority's certificate");
  auto const issuer_key = read_key(authority.key);
  require(issuer_key != nullptr, "read the authority's key");
  auto const key = new_key();
  auto const certificate = begin_certificate(key.get(), common_name_of(request), request.validity, request.serial);
  auto* const made = certificate.get();
  add_extension(made, issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(made, issuer.get(), NID_key_usage, "critical,digitalSignature");
  add_extension(made, issuer.get(), NID_ext_key_usage, "serverAuth");
  add_alternative_names(made, request);
  add_extension(made, issuer.get(), NID_subject_key_identifier, "hash");
  add_extension(made, issuer.get(), NID_authority_key_identifier, "keyid:always");
  sign(made, issuer.get(), issuer_key.get());
  return as_pem(made, key.get());
}

std::string common_name_of(std::string_view certificate) {
  auto const read = read_certificate(certificate);
  ERR_clear_error();
  if (!read) return {};
  std::string name(longest_common_name + 1, '\0');  // OpenSSL ends it with a NUL
  int const length = X509_NAME_get_text_by_NID(X509_get_subject_name(read.get()), NID_commonName, name.data(),
                                               static_cast<int>(name.size()));
  name.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
  return name;
}

bool is_dns_name(std::string_view text) {
  if (text.starts_with("*.")) text.remove_prefix(2);
  if (text.empty() || text.size() > 253) return false;
  for (std::size_t begin = 0; begin <= text.size();) {
    auto const dot = std::min(text.find('.', begin), text.size());
    if (!is_label(text.substr(begin, dot - begin))) return false;
    begin = dot + 1;
  }
  return true;
}

bool is_address(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return false;  // OpenSSL reads up to it
  OctetsHandle const octets(a2i_IPADDRESS(std::string(text).c_str()));
  ERR_clear_error();
  return octets != nullptr;
}

std::optional<std::string> problem_of(std::string_view chain, std::string_view key) {
  auto const certificate = read_certificate(chain);
  if (!certificate) return fmt::format("the certificate is no PEM certificate ({})", openssl_reason());
  auto const private_key = read_key(key);
  if (!private_key) return fmt::format("the key is no PEM private key without a password ({})", openssl_reason());
  if (X509_check_private_key(certificate.get(), private_key.get()) != 1)
    return fmt::format("the key does not belong to the certificate ({})", openssl_reason());
  return std::nullopt;
}

}  // namespace wsus::certificates
