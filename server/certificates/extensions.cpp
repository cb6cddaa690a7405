// Extensions: see extensions.hpp.
#include "server/certificates/extensions.hpp"

#include <openssl/x509v3.h>

namespace wsus::certificates {
namespace {

using NamesHandle = std::unique_ptr<GENERAL_NAMES, Release<GENERAL_NAMES_free>>;
using NameHandle = std::unique_ptr<GENERAL_NAME, Release<GENERAL_NAME_free>>;
using ExtensionHandle = std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>>;

/// `value` is an ASN1_STRING of the kind's type; the name owns it.
void push(GENERAL_NAMES* names, int kind, ASN1_STRING* value) {
  require(value != nullptr, "make an alternative name");
  NameHandle name(GENERAL_NAME_new());
  require(name != nullptr, "make an alternative name");
  GENERAL_NAME_set0_value(name.get(), kind, value);
  require(sk_GENERAL_NAME_push(names, name.get()) > 0, "keep an alternative name");
  [[maybe_unused]] auto* const kept = name.release();
}

ASN1_STRING* dns_text(std::string const& text) {
  auto* const value = ASN1_IA5STRING_new();
  if (value != nullptr) ASN1_STRING_set(value, text.data(), static_cast<int>(text.size()));
  return value;
}

}  // namespace

void add_extension(X509* certificate, X509* issuer, int nid, char const* value) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  ExtensionHandle const extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  require(extension != nullptr, "make a certificate extension");
  require(X509_add_ext(certificate, extension.get(), -1) == 1, "add a certificate extension");
}

void add_alternative_names(X509* certificate, ServerRequest const& request) {
  NamesHandle const names(GENERAL_NAMES_new());
  require(names != nullptr, "make the alternative names");
  for (auto const& name : request.names) push(names.get(), GEN_DNS, dns_text(name));
  for (auto const& address : request.addresses) push(names.get(), GEN_IPADD, a2i_IPADDRESS(address.c_str()));
  require(X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_APPEND) == 1,
          "add the alternative names");
}

}  // namespace wsus::certificates
