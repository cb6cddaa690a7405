// ReportingWebService: its list of operations.
#include "server/services/dispatch.hpp"
#include "server/services/reporting/operations.hpp"

#include <soapWebServiceSoapService.h>

namespace wsus::services {
namespace {

class ReportingService final : public WebServiceSoapService {
public:
  ReportingService(struct soap* context, ServiceCall& call) : WebServiceSoapService(context), call_(call) {}

  int ReportEventBatch(_report__ReportEventBatch* in, _report__ReportEventBatchResponse& out) override {
    return answer(call_, soap, "ReportEventBatch", [&] { report_event_batch(call_, soap, *in, out); });
  }

  int ReportEventBatch2(_report__ReportEventBatch2*, _report__ReportEventBatch2Response&) override {
    return not_offered(call_, soap, "ReportEventBatch2");
  }
  int GetRequiredInventoryType(_report__GetRequiredInventoryType*,
                               _report__GetRequiredInventoryTypeResponse&) override {
    return not_offered(call_, soap, "GetRequiredInventoryType");
  }
  int ReportInventory(_report__ReportInventory*, _report__ReportInventoryResponse&) override {
    return not_offered(call_, soap, "ReportInventory");
  }
  int GetRollupConfiguration(_report__GetRollupConfiguration*, _report__GetRollupConfigurationResponse&) override {
    return not_offered(call_, soap, "GetRollupConfiguration");
  }
  int RollupDownstreamServers(_report__RollupDownstreamServers*, _report__RollupDownstreamServersResponse&) override {
    return not_offered(call_, soap, "RollupDownstreamServers");
  }
  int RollupComputers(_report__RollupComputers*, _report__RollupComputersResponse&) override {
    return not_offered(call_, soap, "RollupComputers");
  }
  int GetOutOfSyncComputers(_report__GetOutOfSyncComputers*, _report__GetOutOfSyncComputersResponse&) override {
    return not_offered(call_, soap, "GetOutOfSyncComputers");
  }
  int RollupComputerStatus(_report__RollupComputerStatus*, _report__RollupComputerStatusResponse&) override {
    return not_offered(call_, soap, "RollupComputerStatus");
  }

private:
  ServiceCall& call_;
};

}  // namespace

wire::Engine::Dispatch reporting_dispatch(ServiceCall& call) {
  return [&call](struct soap* soap) { return ReportingService(soap, call).dispatch(soap); };
}

}  // namespace wsus::services
