// Metadata fragments as an agent receives them (wusp-protocol 8): text with several top-level elements, not escaped.
#pragma once

#include "server/domain/catalogue.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace wsus::catalogue {

/// Fragments of an imported document (Revision.imported) are given as they are; others are made from the fields.
/// Thread safety of everything here: pure functions.
[[nodiscard]] std::string core_fragment(domain::Revision const& revision);
[[nodiscard]] std::string extended_fragment(domain::Revision const& revision);
/// `language` is an IETF tag, e.g. "en"; take it from best_language(). Texts of a translation in exactly this language
/// (case does not count), otherwise the English ones under the tag that was asked for. Of imported fragments one that
/// fits best.
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

/// "10.0.1.2": four parts of 16 bits, the first one highest.
[[nodiscard]] std::string driver_version_text(std::uint64_t version);

/// ".exe" of "setup.exe": letters and digits, 16 at most, as addresses and file systems take them without encoding;
/// empty for every other name. Points into the name.
[[nodiscard]] std::string_view content_extension(std::string_view name);

/// "/Content/XX/SHA1.ext": path of a file on the content server (wusp-protocol 6.4), with content_extension().
[[nodiscard]] std::string content_path(domain::File const& file);

}  // namespace wsus::catalogue
