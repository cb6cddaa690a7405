// Bytes of content files: see content_source.hpp.
#include "server/content/content_source.hpp"

#include "server/catalogue/content.hpp"

namespace wsus::content {

void write_content(domain::File const& file, Sink const& sink) { sink(catalogue::content_bytes(file)); }

}  // namespace wsus::content
