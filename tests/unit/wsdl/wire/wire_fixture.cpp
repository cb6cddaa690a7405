// Recording services: every operation is written again by the proxy of the same operation, on an engine of its own.
#include "tests/unit/wsdl/wire/wire_fixture.hpp"

#include "wsdl/wire/arena.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace wsus::wire {
namespace {

/// Writes a request again through `Proxy`, while the arena that holds it is still alive.
template <class Proxy>
class Scribe {
public:
  template <class Send>
  int write(Send send) {
    text = engine_.encode([&](struct soap* soap) {
      Proxy proxy(soap);
      return send(proxy);
    });
    return SOAP_OK;
  }

  std::string text{};

private:
  Engine engine_{};
};

class RecordingAuth final : public SimpleAuthSoapService {
public:
  using SimpleAuthSoapService::SimpleAuthSoapService;
  Scribe<SimpleAuthSoapProxy> scribe{};

  int GetAuthorizationCookie(_auth__GetAuthorizationCookie* r, _auth__GetAuthorizationCookieResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetAuthorizationCookie(nullptr, nullptr, r); });
  }
};

class RecordingClient final : public ClientSoapService {
public:
  using ClientSoapService::ClientSoapService;
  Scribe<ClientSoapProxy> scribe{};

  int GetConfig(_client__GetConfig* r, _client__GetConfigResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetConfig(nullptr, nullptr, r); });
  }
  int GetConfig2(_client__GetConfig2* r, _client__GetConfig2Response&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetConfig2(nullptr, nullptr, r); });
  }
  int GetCookie(_client__GetCookie* r, _client__GetCookieResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetCookie(nullptr, nullptr, r); });
  }
  int RegisterComputer(_client__RegisterComputer* r, _client__RegisterComputerResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_RegisterComputer(nullptr, nullptr, r); });
  }
  int StartCategoryScan(_client__StartCategoryScan* r, _client__StartCategoryScanResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_StartCategoryScan(nullptr, nullptr, r); });
  }
  int SyncUpdates(_client__SyncUpdates* r, _client__SyncUpdatesResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_SyncUpdates(nullptr, nullptr, r); });
  }
  int SyncPrinterCatalog(_client__SyncPrinterCatalog* r, _client__SyncPrinterCatalogResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_SyncPrinterCatalog(nullptr, nullptr, r); });
  }
  int RefreshCache(_client__RefreshCache* r, _client__RefreshCacheResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_RefreshCache(nullptr, nullptr, r); });
  }
  int GetExtendedUpdateInfo(_client__GetExtendedUpdateInfo* r, _client__GetExtendedUpdateInfoResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetExtendedUpdateInfo(nullptr, nullptr, r); });
  }
  int GetExtendedUpdateInfo2(_client__GetExtendedUpdateInfo2* r, _client__GetExtendedUpdateInfo2Response&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetExtendedUpdateInfo2(nullptr, nullptr, r); });
  }
  int GetFileLocations(_client__GetFileLocations* r, _client__GetFileLocationsResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetFileLocations(nullptr, nullptr, r); });
  }
  int GetTimestamps(_client__GetTimestamps* r, _client__GetTimestampsResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetTimestamps(nullptr, nullptr, r); });
  }
};

class RecordingReporting final : public WebServiceSoapService {
public:
  using WebServiceSoapService::WebServiceSoapService;
  Scribe<WebServiceSoapProxy> scribe{};

  int ReportEventBatch(_report__ReportEventBatch* r, _report__ReportEventBatchResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_ReportEventBatch(nullptr, nullptr, r); });
  }
  int ReportEventBatch2(_report__ReportEventBatch2* r, _report__ReportEventBatch2Response&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_ReportEventBatch2(nullptr, nullptr, r); });
  }
  int ReportInventory(_report__ReportInventory* r, _report__ReportInventoryResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_ReportInventory(nullptr, nullptr, r); });
  }
  int GetRequiredInventoryType(_report__GetRequiredInventoryType* r,
                               _report__GetRequiredInventoryTypeResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetRequiredInventoryType(nullptr, nullptr, r); });
  }
  int GetRollupConfiguration(_report__GetRollupConfiguration* r, _report__GetRollupConfigurationResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetRollupConfiguration(nullptr, nullptr, r); });
  }
  int RollupDownstreamServers(_report__RollupDownstreamServers* r, _report__RollupDownstreamServersResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_RollupDownstreamServers(nullptr, nullptr, r); });
  }
  int RollupComputers(_report__RollupComputers* r, _report__RollupComputersResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_RollupComputers(nullptr, nullptr, r); });
  }
  int GetOutOfSyncComputers(_report__GetOutOfSyncComputers* r, _report__GetOutOfSyncComputersResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_GetOutOfSyncComputers(nullptr, nullptr, r); });
  }
  int RollupComputerStatus(_report__RollupComputerStatus* r, _report__RollupComputerStatusResponse&) override {
    return scribe.write([&](auto& proxy) { return proxy.send_RollupComputerStatus(nullptr, nullptr, r); });
  }
};

template <class Service>
std::string understood_by(Engine& engine, std::string const& request) {
  std::string text;
  std::string out;
  Outcome const outcome = engine.serve(
      request, "", Dress::wcf,
      [&](struct soap* soap) {
        Service service(soap);
        int const code = service.dispatch(soap);
        text = service.scribe.text;
        return code;
      },
      out);
  return std::holds_alternative<Answered>(outcome) ? text : std::string{};
}

}  // namespace

std::string capture(std::string const& name) {
  std::string const path = std::string{WSUS_SOURCE_DIR} + "/tests/golden/captures/" + name;
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string agent_envelope(std::string_view body) {
  std::string text = R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)";
  text += body;
  return text + "</s:Body></s:Envelope>";
}

std::string understood(Engine& engine, std::string const& request) {
  std::string text = understood_by<RecordingAuth>(engine, request);
  if (text.empty()) text = understood_by<RecordingClient>(engine, request);
  if (text.empty()) text = understood_by<RecordingReporting>(engine, request);
  return text;
}

int understood_dispatch(struct soap* soap) { return RecordingClient(soap).dispatch(soap); }

int SmallClientService::GetConfig(_client__GetConfig*, _client__GetConfigResponse& response) {
  response.GetConfigResult = make<client__Config>(soap);
  response.GetConfigResult->LastChange = "2026-10-04T13:17:07.59Z";
  return SOAP_OK;
}

int SmallClientService::GetCookie(_client__GetCookie*, _client__GetCookieResponse&) {
  return raise(soap, SoapFault{.error_code = "ConfigChanged"});
}

int SmallClientService::RegisterComputer(_client__RegisterComputer*, _client__RegisterComputerResponse&) {
  throw std::runtime_error("disk full");
}

Engine::Dispatch small_service() {
  return [](struct soap* soap) { return SmallClientService(soap).dispatch(soap); };
}

}  // namespace wsus::wire
