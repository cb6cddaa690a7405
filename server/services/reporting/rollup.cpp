// The roll-up operations of downstream servers: in the WSDL of the reporting service, but part of the server-server
// protocol (wusp-protocol 3.3).
#include "server/services/reporting/operations.hpp"

namespace wsus::services {

void refuse_rollup(ServiceCall& call) {
  // Their cookie comes from the server-server authentication (MS-WSUSSS), which this server does not offer: it has
  // issued no such cookie, so whatever is sent is foreign, which is InvalidCookie (wusp-protocol 5.2).
  throw Refused{.error_code = wusp::ErrorCode::invalid_cookie,
                .message = call.record.operation + " is for downstream servers, and this server has none"};
}

}  // namespace wsus::services
