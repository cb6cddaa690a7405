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

  int SyncPrinterCatalog(_client__SyncPrinterCatalog*, _client__SyncPrinterCatalogResponse&) override {
    return not_offered(call_, soap, "SyncPrinterCatalog");
  }
  int GetExtendedUpdateInfo2(_client__GetExtendedUpdateInfo2*, _client__GetExtendedUpdateInfo2Response&) override {
    return not_offered(call_, soap, "GetExtendedUpdateInfo2");
  }
  int GetFileLocations(_client__GetFileLocations*, _client__GetFileLocationsResponse&) override {
    return not_offered(call_, soap, "GetFileLocations");
  }
  int GetConfig2(_client__GetConfig2*, _client__GetConfig2Response&) override {
    return not_offered(call_, soap, "GetConfig2");
  }
  int GetTimestamps(_client__GetTimestamps*, _client__GetTimestampsResponse&) override {
    return not_offered(call_, soap, "GetTimestamps");
  }

private:
  ServiceCall& call_;
};

}  // namespace

wire::Engine::Dispatch client_dispatch(ServiceCall& call) {
  return [&call](struct soap* soap) { return ClientService(soap, call).dispatch(soap); };
}

}  // namespace wsus::services
