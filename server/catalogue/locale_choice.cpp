// Which language an agent gets, and the EulaFile element (wusp-protocol 6.4, 8.3).
#include "server/catalogue/fragment_writer.hpp"
#include "server/catalogue/fragments.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace wsus::catalogue {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_tag(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

template <typename Same>
std::optional<std::size_t> position(std::vector<std::string_view> const& languages, Same const& same) {
  auto const found = std::ranges::find_if(languages, same);
  if (found == languages.end()) return std::nullopt;
  return static_cast<std::size_t>(found - languages.begin());
}

std::optional<std::size_t> best_position(std::vector<std::string_view> const& languages,
                                         std::span<std::string const> locales) {
  auto const choose = [&](std::string_view locale) {
    auto exact = position(languages, [&](std::string_view language) { return same_tag(language, locale); });
    if (exact) return exact;
    return position(languages, [&](std::string_view language) { return same_tag(primary(language), primary(locale)); });
  };
  for (auto const& locale : locales) {
    if (auto const found = choose(locale)) return found;
  }
  if (auto const english = choose("en")) return english;
  return languages.empty() ? std::nullopt : std::optional<std::size_t>(0);
}

std::string base64(std::span<std::uint8_t const> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  auto const size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace

std::string best_language(domain::Revision const& revision, std::span<std::string const> locales) {
  std::vector<std::string_view> languages{"en"};
  languages.reserve(revision.translations.size() + 1);
  for (auto const& texts : revision.translations) languages.emplace_back(texts.language);
  return std::string(languages[best_position(languages, locales).value_or(0)]);
}

domain::Eula const* best_eula(domain::Revision const& revision, std::span<std::string const> locales,
                              std::string_view geo_id) {
  for (bool const of_place : {true, false}) {
    std::vector<domain::Eula const*> candidates;
    std::vector<std::string_view> languages;
    for (auto const& eula : revision.eulas) {
      bool const fits = of_place ? !geo_id.empty() && same_tag(eula.geo_id, geo_id) : eula.geo_id.empty();
      if (!fits) continue;
      candidates.push_back(&eula);
      languages.emplace_back(eula.language);
    }
    if (auto const best = best_position(languages, locales)) return candidates[*best];
  }
  return nullptr;
}

std::string eula_fragment(domain::Eula const& eula) {
  FragmentWriter<TextSink> xml;
  xml.open("EulaFile");
  xml.attribute("Digest", base64(eula.file.sha1));
  xml.attribute("DigestAlgorithm", "SHA1");
  xml.attribute("FileName", eula.file.name);
  xml.attribute("Size", eula.file.size);
  xml.attribute("Language", eula.language);
  if (!eula.geo_id.empty()) xml.attribute("GeoId", eula.geo_id);
  xml.open("AdditionalDigest");
  xml.attribute("Algorithm", "SHA256");
  xml.text(base64(eula.file.sha256));
  xml.close("AdditionalDigest");
  xml.close("EulaFile");
  return std::move(xml).take().text;
}

}  // namespace wsus::catalogue
