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

  int ReportEventBatch2(_report__ReportEventBatch2* in, _report__ReportEventBatch2Response& out) override {
    return answer(call_, soap, "ReportEventBatch2", [&] { report_event_batch2(call_, soap, *in, out); });
  }
  int GetRequiredInventoryType(_report__GetRequiredInventoryType* in,
                               _report__GetRequiredInventoryTypeResponse& out) override {
    return answer(call_, soap, "GetRequiredInventoryType", [&] { get_required_inventory_type(call_, soap, *in, out); });
  }
  int ReportInventory(_report__ReportInventory* in, _report__ReportInventoryResponse& out) override {
    return answer(call_, soap, "ReportInventory", [&] { report_inventory(call_, soap, *in, out); });
  }
  int GetRollupConfiguration(_report__GetRollupConfiguration*, _report__GetRollupConfigurationResponse&) override {
    return answer(call_, soap, "GetRollupConfiguration", [&] { refuse_rollup(call_); });
  }
  int RollupDownstreamServers(_report__RollupDownstreamServers*, _report__RollupDownstreamServersResponse&) override {
    return answer(call_, soap, "RollupDownstreamServers", [&] { refuse_rollup(call_); });
  }
  int RollupComputers(_report__RollupComputers*, _report__RollupComputersResponse&) override {
    return answer(call_, soap, "RollupComputers", [&] { refuse_rollup(call_); });
  }
  int GetOutOfSyncComputers(_report__GetOutOfSyncComputers*, _report__GetOutOfSyncComputersResponse&) override {
    return answer(call_, soap, "GetOutOfSyncComputers", [&] { refuse_rollup(call_); });
  }
  int RollupComputerStatus(_report__RollupComputerStatus*, _report__RollupComputerStatusResponse&) override {
    return answer(call_, soap, "RollupComputerStatus", [&] { refuse_rollup(call_); });
  }

private:
  ServiceCall& call_;
};

}  // namespace

wire::Engine::Dispatch reporting_dispatch(ServiceCall& call) {
  return [&call](struct soap* soap) { return ReportingService(soap, call).dispatch(soap); };
}

}  // namespace wsus::services
