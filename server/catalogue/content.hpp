// Bytes of content files: made from a seed when they are asked for, never stored.
#pragma once

#include "server/domain/catalogue.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace wsus::catalogue {

/// Every content file starts with this line, as far as it is long enough: it is inert, and says so to whoever opens it.
/// Agents look at digests only (wusp-protocol 9), so nothing has to be a program.
inline constexpr std::string_view content_marker =
    "Inert content of WSUS Fault Lab. This is no program and does nothing.\r\n";

/// Raised whenever the same seed, name and size give other bytes than before.
inline constexpr int content_version = 2;

/// Largest content file, in bytes.
inline constexpr std::uint64_t max_content_size = std::uint64_t{4} << 30;

/// The bytes of a content file. The same three values give the same bytes on every machine. All of them in memory: for
/// large files take content_chunk().
[[nodiscard]] std::string content_bytes(std::uint64_t seed, std::string_view name, std::uint64_t size);

/// The bytes of a file of a catalogue; its digests fit.
[[nodiscard]] std::string content_bytes(domain::File const& file);

/// `length` bytes from `offset` on, fewer where the file ends before, none beyond its end. Cost: that of `length`.
[[nodiscard]] std::string content_chunk(std::uint64_t seed, std::string_view name, std::uint64_t size,
                                        std::uint64_t offset, std::uint64_t length);
[[nodiscard]] std::string content_chunk(domain::File const& file, std::uint64_t offset, std::uint64_t length);

/// Digests of a content file.
struct ContentDigests {
  std::array<std::uint8_t, 20> sha1{};
  std::array<std::uint8_t, 32> sha256{};
  bool operator==(ContentDigests const&) const = default;
};

/// Hashes piece by piece; memory does not grow with the size. Throws std::runtime_error when OpenSSL cannot hash.
[[nodiscard]] ContentDigests hash_content(std::uint64_t seed, std::string_view name, std::uint64_t size);

/// A file with the digests of its content_bytes(). Throws as hash_content().
[[nodiscard]] domain::File make_file(std::uint64_t seed, std::string name, std::uint64_t size, wusp::UtcTime modified);

}  // namespace wsus::catalogue
