// Bytes of content files: made from a seed when they are asked for, never stored.
#pragma once

#include "server/domain/catalogue.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace wsus::catalogue {

/// The bytes of a content file. The same three values give the same bytes on every machine.
[[nodiscard]] std::string content_bytes(std::uint64_t seed, std::string_view name, std::uint64_t size);

/// The bytes of a file of a catalogue; its digests fit.
[[nodiscard]] std::string content_bytes(domain::File const& file);

/// A file with the digests of its content_bytes(). Throws std::runtime_error when OpenSSL cannot hash.
[[nodiscard]] domain::File make_file(std::uint64_t seed, std::string name, std::uint64_t size, wusp::UtcTime modified);

}  // namespace wsus::catalogue
