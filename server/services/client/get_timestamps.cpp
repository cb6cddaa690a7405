// GetTimestamps of the public Windows Update (wusp-protocol 3.4). Only its shape is known; that each token is opaque
// and belongs to the timestamp at its place is an assumption (M).
#include "server/services/client/operations.hpp"

#include "server/services/checks.hpp"
#include "wsdl/wire/arena.hpp"

#include <string>

namespace wsus::services {
namespace {
constexpr std::size_t max_timestamps = 1000;  ///< assumption: nothing tells a bound
}  // namespace

void get_timestamps(ServiceCall&, struct soap* soap, _client__GetTimestamps const& request,
                    _client__GetTimestampsResponse& response) {
  if (request.timestamps == nullptr || request.timestamps->dateTime.size() > max_timestamps)
    invalid_parameter("timestamps");
  auto* const tokens = wire::make<client__ArrayOfBase64Binary>(soap);
  for (auto const& text : request.timestamps->dateTime) {
    auto const time = wusp::parse_xsd_date_time(text);
    if (!time) invalid_parameter("timestamps");
    tokens->base64Binary.push_back(*wire::make_binary(soap, wusp::to_xsd_date_time(*time)));
  }
  response.GetTimestampsResult = tokens;
}

}  // namespace wsus::services
