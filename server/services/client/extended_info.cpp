// Fragments and file locations: see extended_info.hpp.
#include "server/services/client/extended_info.hpp"

#include "server/catalogue/fragments.hpp"
#include "server/services/checks.hpp"
#include "wsdl/wire/arena.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace wsus::services {
namespace {

using FragmentType = client__XmlUpdateFragmentType;
using Revisions = std::span<domain::Revision const* const>;

constexpr std::size_t max_locales = 100;
constexpr std::size_t max_locale_name = 85;

class Fragments {
public:
  explicit Fragments(struct soap* soap) : soap_(soap) {}

  void add(int revision_id, std::string xml) {
    if (list_ == nullptr) list_ = wire::make<client__ArrayOfUpdateData>(soap_);
    auto* const data = wire::make<client__UpdateData>(soap_);
    data->ID = revision_id;
    data->Xml = std::move(xml);
    list_->Update.push_back(data);
  }
  [[nodiscard]] client__ArrayOfUpdateData* list() const { return list_; }

private:
  struct soap* soap_;
  client__ArrayOfUpdateData* list_ = nullptr;
};

client__FileLocation* make_location(ServiceCall const& call, struct soap* soap, domain::File const& file) {
  auto* const location = wire::make<client__FileLocation>(soap);
  std::string_view const digest(reinterpret_cast<char const*>(file.sha1.data()), file.sha1.size());
  location->FileDigest = wire::make_binary(soap, digest);
  location->Url = call.base_url + catalogue::content_path(file);
  if (call.settings->file_digest_algorithm) location->FileDigestAlgorithm = "SHA1";
  return location;
}

}  // namespace

InfoRequest read_info_request(client__ArrayOfXmlUpdateFragmentType const* types, client__ArrayOfString const* locales) {
  if (types == nullptr || types->XmlUpdateFragmentType.empty()) invalid_parameter("infoTypes");
  auto const& list = types->XmlUpdateFragmentType;
  auto const asks_for = [&](FragmentType type) { return std::ranges::find(list, type) != list.end(); };
  InfoRequest request{.core = asks_for(FragmentType::Core),
                      .extended = asks_for(FragmentType::Extended),
                      .localized = asks_for(FragmentType::LocalizedProperties),
                      .eula = asks_for(FragmentType::Eula),
                      .file_url = asks_for(FragmentType::FileUrl),
                      .file_decryption = asks_for(FragmentType::FileDecryption)};
  if (locales != nullptr) request.locales = locales->string;
  bool const needs_locale = request.localized || request.eula;
  bool const too_long =
      std::ranges::any_of(request.locales, [](std::string const& name) { return name.size() > max_locale_name; });
  if ((needs_locale && request.locales.empty()) || request.locales.size() > max_locales || too_long)
    invalid_parameter("locales");
  return request;
}

client__ArrayOfUpdateData* make_fragments(struct soap* soap, InfoRequest const& request, Revisions revisions) {
  Fragments fragments(soap);
  if (request.core) {
    for (auto const* const revision : revisions) fragments.add(revision->id, catalogue::core_fragment(*revision));
  }
  if (request.extended) {
    for (auto const* const revision : revisions) fragments.add(revision->id, catalogue::extended_fragment(*revision));
  }
  if (request.localized) {
    for (auto const* const revision : revisions) {
      auto const language = catalogue::best_language(*revision, request.locales);
      fragments.add(revision->id, catalogue::localized_properties_fragment(*revision, language));
    }
  }
  if (request.eula) {
    for (auto const* const revision : revisions) {
      auto const* const eula = catalogue::best_eula(*revision, request.locales, request.geo_id);
      if (eula != nullptr) fragments.add(revision->id, catalogue::eula_fragment(*eula));
    }
  }
  return fragments.list();
}

client__ArrayOfFileLocation* make_locations(ServiceCall const& call, struct soap* soap, InfoRequest const& request,
                                            Revisions revisions) {
  std::vector<domain::File const*> files;
  for (auto const* const revision : revisions) {
    for (auto const& file : revision->files) files.push_back(&file);
    auto const* const eula = request.eula ? catalogue::best_eula(*revision, request.locales, request.geo_id) : nullptr;
    if (eula != nullptr) files.push_back(&eula->file);
  }
  return make_locations(call, soap, files);
}

client__ArrayOfFileLocation* make_locations(ServiceCall const& call, struct soap* soap,
                                            std::span<domain::File const* const> files) {
  if (files.empty()) return nullptr;
  auto* const list = wire::make<client__ArrayOfFileLocation>(soap);
  std::set<std::array<std::uint8_t, 20>> told;
  for (auto const* const file : files) {
    if (told.insert(file->sha1).second) list->FileLocation.push_back(make_location(call, soap, *file));
  }
  return list;
}

}  // namespace wsus::services
