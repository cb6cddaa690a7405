// Digests by OpenSSL.
#include "client_sim/transport/digests.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>
#include <string>

namespace wsus::transport {

namespace {

std::string digest_of(std::string_view bytes, EVP_MD const* algorithm) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm, nullptr) != 1) {
    throw std::runtime_error("OpenSSL offers no SHA-1 or no SHA-256");
  }
  return {digest.begin(), digest.begin() + size};
}

}  // namespace

agent::Digests content_digests() {
  return {[](std::string_view bytes) { return digest_of(bytes, EVP_sha1()); },
          [](std::string_view bytes) { return digest_of(bytes, EVP_sha256()); }};
}

}  // namespace wsus::transport
