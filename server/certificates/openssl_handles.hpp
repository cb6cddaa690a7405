// OpenSSL's objects with their owners, and its errors as exceptions. Internal to this room.
#pragma once

#include "server/certificates/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

namespace wsus::certificates {

template <auto release>
struct Release {
  template <typename T>
  void operator()(T* object) const {
    release(object);
  }
};

using KeyHandle = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using CertificateHandle = std::unique_ptr<X509, Release<X509_free>>;
using BioHandle = std::unique_ptr<BIO, Release<BIO_free>>;

/// OpenSSL's own words for what it did last; empties its queue of errors.
[[nodiscard]] inline std::string openssl_reason() {
  auto const code = ERR_get_error();
  ERR_clear_error();
  auto const* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason == nullptr ? "no reason given" : reason;
}

inline void require(bool good, std::string_view what) {
  if (!good) throw CertificateError("OpenSSL cannot " + std::string(what) + ": " + openssl_reason());
}

}  // namespace wsus::certificates
