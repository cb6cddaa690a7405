// What Extended and Eula fragments share: digests of files as elements write them. Internal to this room.
#pragma once

#include "server/catalogue/fragment_writer.hpp"
#include "server/domain/catalogue.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace wsus::catalogue {

using TextWriter = FragmentWriter<TextSink>;

[[nodiscard]] std::string base64(std::span<std::uint8_t const> bytes);

/// Digest, DigestAlgorithm, FileName, Size of the element that is open.
void write_file_attributes(TextWriter& xml, domain::File const& file);

/// The AdditionalDigest child: Windows 8 and later reject a file without it (wusp-protocol 8.3).
void write_additional_digest(TextWriter& xml, domain::File const& file);

}  // namespace wsus::catalogue
