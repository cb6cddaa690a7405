// GetFileLocations: where files lie, by digest, and a cookie that knows the new place (wusp-protocol 3.2, 6.4).
#include "server/services/client/operations.hpp"

#include "server/services/checks.hpp"
#include "server/services/client/extended_info.hpp"
#include "server/services/client/wire_values.hpp"
#include "wsdl/wire/arena.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace wsus::services {
namespace {

constexpr std::size_t sha1_size = 20;

using Digest = std::array<std::uint8_t, sha1_size>;

std::set<Digest> read(client__ArrayOfBase64Binary const* list) {
  if (list == nullptr) invalid_parameter("fileDigests");
  std::set<Digest> digests;
  for (auto const& item : list->base64Binary) {
    auto const bytes = wire::bytes_of(item);
    if (bytes.size() != sha1_size) invalid_parameter("fileDigests");
    Digest digest{};
    std::ranges::transform(bytes, digest.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    digests.insert(digest);
  }
  return digests;
}

/// Files of any revision that the server has, deployed or not; unknown digests find nothing.
std::vector<domain::File const*> find(domain::Catalogue const& catalogue, std::set<Digest> const& digests) {
  std::vector<domain::File const*> files;
  auto const look_at = [&](domain::File const& file) {
    if (digests.contains(file.sha1)) files.push_back(&file);
  };
  for (auto const& revision : catalogue.revisions()) {
    std::ranges::for_each(revision.files, look_at);
    for (auto const& eula : revision.eulas) look_at(eula.file);
  }
  return files;
}

}  // namespace

void get_file_locations(ServiceCall& call, struct soap* soap, _client__GetFileLocations const& request,
                        _client__GetFileLocationsResponse& response) {
  auto cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/false);
  auto const digests = read(request.fileDigests);
  auto const catalogue = call.state.catalogue();
  auto* const results = wire::make<client__GetFileLocationsResults>(soap);
  results->FileLocations = make_locations(call, soap, find(*catalogue, digests));
  cookie.content_generation = call.settings->content_generation;
  results->NewCookie = make_cookie(call, soap, cookie);
  response.GetFileLocationsResult = results;
}

}  // namespace wsus::services
