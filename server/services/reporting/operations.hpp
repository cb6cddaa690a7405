// Operations of ReportingWebService, one file each. Generated types are named only; .cpp files include them.
#pragma once

#include "server/services/service_call.hpp"

class _report__ReportEventBatch;
class _report__ReportEventBatchResponse;
class _report__ReportEventBatch2;
class _report__ReportEventBatch2Response;
class _report__GetRequiredInventoryType;
class _report__GetRequiredInventoryTypeResponse;
class _report__ReportInventory;
class _report__ReportInventoryResponse;

namespace wsus::services {

void report_event_batch(ServiceCall&, struct soap*, _report__ReportEventBatch const&,
                        _report__ReportEventBatchResponse&);
void report_event_batch2(ServiceCall&, struct soap*, _report__ReportEventBatch2 const&,
                         _report__ReportEventBatch2Response&);
void get_required_inventory_type(ServiceCall&, struct soap*, _report__GetRequiredInventoryType const&,
                                 _report__GetRequiredInventoryTypeResponse&);
void report_inventory(ServiceCall&, struct soap*, _report__ReportInventory const&, _report__ReportInventoryResponse&);

/// Throws Refused(InvalidCookie): the answer to all operations of downstream servers.
[[noreturn]] void refuse_rollup(ServiceCall& call);

}  // namespace wsus::services
