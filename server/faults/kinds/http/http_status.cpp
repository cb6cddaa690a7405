// http_status: IIS answers with a status and its page instead of serving the request; 503 is that of http.sys.
#include "server/config/values.hpp"
#include "server/faults/error_page.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

struct HttpStatus final : AnswerFault {
  HttpStatus(unsigned code, unsigned sub_code) : status(code), sub_status(sub_code) {}
  unsigned status;
  unsigned sub_status;

  std::optional<ResponsePlan> answer(ExchangeView const& request) const override {
    // Where an application pool does not answer, http.sys does, and knows no sub-status.
    if (status == 503 && sub_status == 0)
      return page_plan(http_sys_page(503, "Service Unavailable", "The service is unavailable."));
    return page_plan(status, sub_status, request.iis_version);
  }
};

}  // namespace

Fault read_http_status(config::Node const& node) {
  config::allow_only(node, {"status", "sub_status"});
  auto const status = static_cast<unsigned>(node.required("status").integer(200, 599));
  unsigned sub_status = 0;
  if (auto const sub = node.child("sub_status")) sub_status = static_cast<unsigned>(sub->integer(0, 999));
  return make_fault<AnswerFault>(HttpStatus(status, sub_status));
}

}  // namespace wsus::faults
