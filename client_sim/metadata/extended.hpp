// Reads what Extended and Eula fragments say about files and handler (wusp-protocol 8.3).
#pragma once

#include "client_sim/machine/data_store.hpp"

#include <string_view>

namespace wsus::metadata {

/// Never throws for any text; what cannot be read is left out. A file whose Digest is no SHA-1 (or AdditionalDigest no
/// SHA-256) has an empty digest: a download refuses it. Files beyond the first 1,000 are ignored (lab's own). Title and
/// URLs are not in the fragment.
[[nodiscard]] machine::UpdateDetails details_of(std::string_view extended_xml);

/// The license terms of an Eula fragment: its file, without URL. Never throws for any text; a text that is none gives a
/// file without a digest, which a download refuses.
[[nodiscard]] machine::UpdateFile license_of(std::string_view eula_xml);

/// Whether a Core fragment names license terms (Properties/@EulaID). Never throws for any text.
[[nodiscard]] bool has_license(std::string_view core_xml);

/// Bytes of a base64 text; empty when it is none.
[[nodiscard]] std::string decode_base64(std::string_view text);

}  // namespace wsus::metadata
