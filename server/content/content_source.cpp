// Bytes of content files: see content_source.hpp.
#include "server/content/content_source.hpp"

#include "server/catalogue/content.hpp"

#include <cstdint>

namespace wsus::content {

Chunk chunk_of(domain::File const& file) {
  return [file](std::uint64_t offset, std::uint64_t length) { return catalogue::content_chunk(file, offset, length); };
}

}  // namespace wsus::content
