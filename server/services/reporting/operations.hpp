// Operations of ReportingWebService, one file each. Generated types are named only; .cpp files include them.
#pragma once

#include "server/services/service_call.hpp"

class _report__ReportEventBatch;
class _report__ReportEventBatchResponse;

namespace wsus::services {

void report_event_batch(ServiceCall&, struct soap*, _report__ReportEventBatch const&,
                        _report__ReportEventBatchResponse&);

}  // namespace wsus::services
