// Correlation vectors from a seed: the same seed gives the same header, so that runs can be compared.
#include "client_sim/transport/correlation_vector.hpp"

#include <array>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

namespace wsus::transport {

std::string correlation_vector(std::string_view seed, unsigned request_number) {
  constexpr int base_bytes = 12;  // 16 characters of base64
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  std::string const text(seed);
  SHA256(reinterpret_cast<unsigned char const*>(text.data()), text.size(), digest.data());
  std::array<unsigned char, 17> base{};  // EVP_EncodeBlock ends it with a zero
  EVP_EncodeBlock(base.data(), digest.data(), base_bytes);
  return fmt::format("{}.1.0.0.2.{}", reinterpret_cast<char const*>(base.data()), request_number);
}

}  // namespace wsus::transport
