// Content files: bytes and digests.
#include "server/catalogue/content.hpp"

#include "server/catalogue/random.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

namespace wsus::catalogue {
namespace {

/// FNV-1a: mixes the name into the seed, so that files of one seed differ.
std::uint64_t seed_of(std::uint64_t seed, std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325u ^ seed;
  for (auto const c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3u;
  return hash;
}

void digest(std::string_view bytes, EVP_MD const* algorithm, std::uint8_t* to) {
  if (EVP_Digest(bytes.data(), bytes.size(), to, nullptr, algorithm, nullptr) != 1) {
    throw std::runtime_error("OpenSSL cannot hash a content file");
  }
}

}  // namespace

std::string content_bytes(std::uint64_t seed, std::string_view name, std::uint64_t size) {
  Random random(seed_of(seed, name));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  for (std::size_t at = 0; at < bytes.size(); at += 8) {
    auto value = random.next();
    for (std::size_t i = at; i < std::min(at + 8, bytes.size()); ++i, value >>= 8) {
      bytes[i] = static_cast<char>(value & 0xff);  // little-endian, whatever the machine is
    }
  }
  return bytes;
}

std::string content_bytes(domain::File const& file) { return content_bytes(file.content_seed, file.name, file.size); }

domain::File make_file(std::uint64_t seed, std::string name, std::uint64_t size, wusp::UtcTime modified) {
  domain::File file{.name = std::move(name), .size = size, .modified = modified, .content_seed = seed};
  auto const bytes = content_bytes(file);
  digest(bytes, EVP_sha1(), file.sha1.data());
  digest(bytes, EVP_sha256(), file.sha256.data());
  return file;
}

}  // namespace wsus::catalogue
