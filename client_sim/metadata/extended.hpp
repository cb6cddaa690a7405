// Reads what an Extended fragment says about files and handler (wusp-protocol 8.3).
#pragma once

#include "client_sim/machine/data_store.hpp"

#include <string_view>

namespace wsus::metadata {

/// Never throws for any text; what cannot be read is left out. A file whose Digest is no SHA-1 (or AdditionalDigest no
/// SHA-256) has an empty digest: a download refuses it. Files beyond the first 1,000 are ignored (lab's own). Title and
/// URLs are not in the fragment.
[[nodiscard]] machine::UpdateDetails details_of(std::string_view extended_xml);

/// Bytes of a base64 text; empty when it is none.
[[nodiscard]] std::string decode_base64(std::string_view text);

}  // namespace wsus::metadata
