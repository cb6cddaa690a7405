// Metadata fragments as an agent receives them (wusp-protocol 8): text with several top-level elements, not escaped.
#pragma once

#include "server/domain/catalogue.hpp"

#include <span>
#include <string>
#include <string_view>

namespace wsus::catalogue {

[[nodiscard]] std::string core_fragment(domain::Revision const& revision);
[[nodiscard]] std::string extended_fragment(domain::Revision const& revision);
/// `language` is an IETF tag, e.g. "en".
[[nodiscard]] std::string localized_properties_fragment(domain::Revision const& revision, std::string_view language);
/// One EulaFile element (wusp-protocol 8.3).
[[nodiscard]] std::string eula_fragment(domain::Eula const& eula);
/// Size of core_fragment() without making it.
[[nodiscard]] std::size_t core_fragment_size(domain::Revision const& revision);

/// The language of a revision's texts for an agent with these locales, the preferred one first: for each locale the
/// exact tag, then its primary language ("de" or "de-DE" for "de-AT"); then English; then the first language there is.
/// The selection rule among languages is an assumption (I): sources only say "the best locale" (wusp-protocol 6.4).
[[nodiscard]] std::string best_language(domain::Revision const& revision, std::span<std::string const> locales);

/// The licence text for these locales and this place (ISO 3166 alpha-3, may be empty), chosen like best_language()
/// among those of the place, or else those of everywhere; null when there is none. Points into the revision.
[[nodiscard]] domain::Eula const* best_eula(domain::Revision const& revision, std::span<std::string const> locales,
                                            std::string_view geo_id);

/// "/Content/XX/SHA1.ext": path of a file on the content server (wusp-protocol 6.4).
[[nodiscard]] std::string content_path(domain::File const& file);

}  // namespace wsus::catalogue
