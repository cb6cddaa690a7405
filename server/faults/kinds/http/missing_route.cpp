// missing_route: nothing is at the address any more, as without its virtual directory: 404.0 of IIS.
#include "server/config/values.hpp"
#include "server/faults/error_page.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

struct MissingRoute final : AnswerFault {
  std::optional<ResponsePlan> answer(ExchangeView const& request) const override {
    return page_plan(404, 0, request.iis_version);
  }
};

}  // namespace

Fault read_missing_route(config::Node const& node) {
  config::allow_only(node, {});
  return make_fault<AnswerFault>(MissingRoute{});
}

}  // namespace wsus::faults
