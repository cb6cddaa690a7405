// Bytes of content files: see content_source.hpp.
#include "server/content/content_source.hpp"

#include "server/catalogue/content.hpp"

#include <cstdint>

namespace wsus::content {

void write_content(domain::File const& file, Sink const& sink) {
  constexpr std::uint64_t piece = 1U << 20U;
  for (std::uint64_t offset = 0; offset < file.size; offset += piece)
    sink(catalogue::content_chunk(file, offset, piece));
}

}  // namespace wsus::content
