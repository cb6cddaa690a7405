// Content files: bytes, in whole and in part, and digests.
#include "server/catalogue/content.hpp"

#include "server/catalogue/random.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace wsus::catalogue {
namespace {

/// FNV-1a: mixes the name into the seed, so that files of one seed differ.
std::uint64_t seed_of(std::uint64_t seed, std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325u ^ seed;
  for (auto const c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3u;
  return hash;
}

constexpr std::uint64_t block_size = 8;

/// Appends bytes `from` to `end` of the endless chance that follows the marker.
void append_chance(std::string& bytes, std::uint64_t seed, std::uint64_t from, std::uint64_t end) {
  Random random(seed);
  random.skip(from / block_size);
  for (auto at = from / block_size * block_size; at < end; at += block_size) {
    auto value = random.next();
    for (auto i = at; i < std::min(at + block_size, end); ++i, value >>= 8) {
      if (i >= from) bytes.push_back(static_cast<char>(value & 0xff));  // little-endian, whatever the machine is
    }
  }
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// A digest under construction.
class Hash {
public:
  explicit Hash(EVP_MD const* algorithm) : context_(EVP_MD_CTX_new()) {
    check(context_ != nullptr && EVP_DigestInit_ex(context_.get(), algorithm, nullptr) == 1);
  }
  void add(std::string_view bytes) { check(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1); }
  void finish(std::uint8_t* to) { check(EVP_DigestFinal_ex(context_.get(), to, nullptr) == 1); }

private:
  static void check(bool worked) {
    if (!worked) throw std::runtime_error("OpenSSL cannot hash a content file");
  }
  std::unique_ptr<EVP_MD_CTX, FreeContext> context_;
};

}  // namespace

std::string content_chunk(std::uint64_t seed, std::string_view name, std::uint64_t size, std::uint64_t offset,
                          std::uint64_t length) {
  if (offset >= size) return {};
  auto const end = offset + std::min(length, size - offset);
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(end - offset));
  constexpr std::uint64_t marker_size = content_marker.size();
  if (offset < marker_size) bytes = content_marker.substr(offset, std::min(end, marker_size) - offset);
  if (end > marker_size) {
    append_chance(bytes, seed_of(seed, name), std::max(offset, marker_size) - marker_size, end - marker_size);
  }
  return bytes;
}

std::string content_chunk(domain::File const& file, std::uint64_t offset, std::uint64_t length) {
  return content_chunk(file.content_seed, file.name, file.size, offset, length);
}

std::string content_bytes(std::uint64_t seed, std::string_view name, std::uint64_t size) {
  return content_chunk(seed, name, size, 0, size);
}

std::string content_bytes(domain::File const& file) { return content_bytes(file.content_seed, file.name, file.size); }

ContentDigests hash_content(std::uint64_t seed, std::string_view name, std::uint64_t size) {
  constexpr std::uint64_t piece = 256 << 10;
  Hash sha1(EVP_sha1());
  Hash sha256(EVP_sha256());
  for (std::uint64_t offset = 0; offset < size; offset += piece) {
    auto const bytes = content_chunk(seed, name, size, offset, piece);
    sha1.add(bytes);
    sha256.add(bytes);
  }
  ContentDigests digests;
  sha1.finish(digests.sha1.data());
  sha256.finish(digests.sha256.data());
  return digests;
}

domain::File make_file(std::uint64_t seed, std::string name, std::uint64_t size, wusp::UtcTime modified) {
  auto const digests = hash_content(seed, name, size);
  return {.name = std::move(name),
          .size = size,
          .modified = modified,
          .sha1 = digests.sha1,
          .sha256 = digests.sha256,
          .content_seed = seed};
}

}  // namespace wsus::catalogue
