// IMonitorable/Ping at the address of any service (wusp-protocol 1.3, 3.4). The services of MS-WSUSSS have it; no WSDL
// of MS-WUSP does, so a server answers it only with Settings::offer_ping. Values are assumptions (M): the operation is
// declared unused.
#include "server/services/dispatch.hpp"
#include "wsdl/wire/arena.hpp"

#include <soapMonitorableSoapService.h>

#include <utility>

namespace wsus::services {
namespace {

void ping(ServiceCall const& call, struct soap* soap, _monitor__PingResponse& response) {
  auto* const result = wire::make<monitor__MonitoredServicesResponse>(soap);
  auto const now = wusp::to_xsd_date_time(call.state.now());
  result->SuccessFlag = true;
  result->ServicesTime = now;
  result->ServicesName = std::string(wusp::info(call.service).name);
  result->IsHttps = call.base_url.starts_with("https:");
  result->RequestContentType = "text/xml; charset=utf-8";
  result->ConfigFileLastModifiedTime = wusp::to_xsd_date_time(call.settings->config_last_change);
  result->ConfigFileNextExpirationTime = now;
  response.PingResult = result;
}

class Monitorable final : public MonitorableSoapService {
public:
  Monitorable(struct soap* context, ServiceCall& call) : MonitorableSoapService(context), call_(call) {}

  int Ping(_monitor__Ping*, _monitor__PingResponse& out) override {
    return answer(call_, soap, "Ping", [&] { ping(call_, soap, out); });
  }

private:
  ServiceCall& call_;
};

}  // namespace

wire::Engine::Dispatch with_ping(ServiceCall& call, wire::Engine::Dispatch service) {
  return [&call, service = std::move(service)](struct soap* soap) {
    int const code = Monitorable(soap, call).dispatch(soap);
    if (code != SOAP_NO_METHOD) return code;
    soap->error = SOAP_OK;
    return service(soap);
  };
}

}  // namespace wsus::services
