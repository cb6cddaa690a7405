// From a plan to the head of its response: which headers the session adds, and how they look.
#pragma once

#include "server/faults/response_plan.hpp"
#include "server/iis/response_dress.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <string>

namespace wsus::http {

/// What of the exchange decides about the head.
struct Framing {
  bool http_1_0 = false;   ///< the request's version
  bool head_only = false;  ///< HEAD: the length of a body that is not sent
  bool close = false;      ///< the connection ends after this response
  wusp::UtcTime time{};    ///< of the Date header
};

/// IMF-fixdate of RFC 9110, 5.6.7: "Sun, 04 Oct 2026 14:50:49 GMT".
[[nodiscard]] std::string http_date(wusp::UtcTime time);

/// True for responses that have no body by their status, whatever the plan holds: 1xx, 204, 304 (RFC 9110, 6.4.1).
[[nodiscard]] bool has_no_body(unsigned status);

/// Status line and headers, with the empty line: those of the plan, which are used up; then Date, Connection (when it
/// is written) and Content-Length; dressed. No Content-Length where has_no_body() (RFC 9110, 8.6). As the delivery
/// says, the length is a wrong one, or Transfer-Encoding stands in its place. Headers of one name stand together,
/// behind the first of them; blanks around a value are left out.
[[nodiscard]] std::string take_head(faults::ResponsePlan& plan, Framing const& framing,
                                    iis::ResponseDress const& dress);

}  // namespace wsus::http
