// Metadata fragments as an agent receives them (wusp-protocol 8): text with several top-level elements, not escaped.
#pragma once

#include "server/domain/catalogue.hpp"

#include <string>
#include <string_view>

namespace wsus::catalogue {

[[nodiscard]] std::string core_fragment(domain::Revision const& revision);
[[nodiscard]] std::string extended_fragment(domain::Revision const& revision);
/// `language` is an IETF tag, e.g. "en".
[[nodiscard]] std::string localized_properties_fragment(domain::Revision const& revision, std::string_view language);
/// Size of core_fragment() without making it.
[[nodiscard]] std::size_t core_fragment_size(domain::Revision const& revision);

/// "/Content/XX/SHA1.ext": path of a file on the content server (wusp-protocol 6.4).
[[nodiscard]] std::string content_path(domain::File const& file);

}  // namespace wsus::catalogue
