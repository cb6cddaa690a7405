// ClientWebService: its list of operations.
#include "server/services/client/operations.hpp"
#include "server/services/dispatch.hpp"

#include <soapClientSoapService.h>

namespace wsus::services {
namespace {

class ClientService final : public ClientSoapService {
public:
  ClientService(struct soap* context, ServiceCall& call) : ClientSoapService(context), call_(call) {}

  int GetConfig(_client__GetConfig* in, _client__GetConfigResponse& out) override {
    return answer(call_, soap, "GetConfig", [&] { get_config(call_, soap, *in, out); });
  }
  int GetCookie(_client__GetCookie* in, _client__GetCookieResponse& out) override {
    return answer(call_, soap, "GetCookie", [&] { get_cookie(call_, soap, *in, out); });
  }
  int RegisterComputer(_client__RegisterComputer* in, _client__RegisterComputerResponse& out) override {
    return answer(call_, soap, "RegisterComputer", [&] { register_computer(call_, soap, *in, out); });
  }
  int StartCategoryScan(_client__StartCategoryScan* in, _client__StartCategoryScanResponse& out) override {
    return answer(call_, soap, "StartCategoryScan", [&] { start_category_scan(call_, soap, *in, out); });
  }
  int SyncUpdates(_client__SyncUpdates* in, _client__SyncUpdatesResponse& out) override {
    return answer(call_, soap, "SyncUpdates", [&] { sync_updates(call_, soap, *in, out); });
  }
  int RefreshCache(_client__RefreshCache* in, _client__RefreshCacheResponse& out) override {
    return answer(call_, soap, "RefreshCache", [&] { refresh_cache(call_, soap, *in, out); });
  }
  int GetExtendedUpdateInfo(_client__GetExtendedUpdateInfo* in, _client__GetExtendedUpdateInfoResponse& out) override {
    return answer(call_, soap, "GetExtendedUpdateInfo", [&] { get_extended_update_info(call_, soap, *in, out); });
  }

  int SyncPrinterCatalog(_client__SyncPrinterCatalog* in, _client__SyncPrinterCatalogResponse& out) override {
    return answer(call_, soap, "SyncPrinterCatalog", [&] { sync_printer_catalog(call_, soap, *in, out); });
  }
  int GetFileLocations(_client__GetFileLocations* in, _client__GetFileLocationsResponse& out) override {
    return answer(call_, soap, "GetFileLocations", [&] { get_file_locations(call_, soap, *in, out); });
  }

  // A server that does not offer these knows no such element: SOAP_NO_METHOD becomes wire::UnknownOperation.
  int GetExtendedUpdateInfo2(_client__GetExtendedUpdateInfo2* in,
                             _client__GetExtendedUpdateInfo2Response& out) override {
    if (!offers(*call_.settings, call_.service, "GetExtendedUpdateInfo2")) return SOAP_NO_METHOD;
    return answer(call_, soap, "GetExtendedUpdateInfo2", [&] { get_extended_update_info2(call_, soap, *in, out); });
  }
  int GetConfig2(_client__GetConfig2* in, _client__GetConfig2Response& out) override {
    if (!offers(*call_.settings, call_.service, "GetConfig2")) return SOAP_NO_METHOD;
    return answer(call_, soap, "GetConfig2", [&] { get_config2(call_, soap, *in, out); });
  }
  int GetTimestamps(_client__GetTimestamps* in, _client__GetTimestampsResponse& out) override {
    if (!offers(*call_.settings, call_.service, "GetTimestamps")) return SOAP_NO_METHOD;
    return answer(call_, soap, "GetTimestamps", [&] { get_timestamps(call_, soap, *in, out); });
  }

private:
  ServiceCall& call_;
};

}  // namespace

wire::Engine::Dispatch client_dispatch(ServiceCall& call) {
  return [&call](struct soap* soap) { return ClientService(soap, call).dispatch(soap); };
}

}  // namespace wsus::services
