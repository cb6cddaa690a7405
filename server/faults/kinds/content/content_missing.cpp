// content_missing: files of updates are not there, whatever the store has.
#include "server/config/values.hpp"
#include "server/faults/error_page.hpp"
#include "server/faults/kinds/content/content_path.hpp"
#include "server/faults/kinds/kinds.hpp"

namespace wsus::faults {
namespace {

class ContentMissing final : public AnswerFault {
public:
  [[nodiscard]] std::optional<ResponsePlan> answer(ExchangeView const& request) const override {
    if (!is_below_content(request.path())) return std::nullopt;
    return page_plan(404, 0, request.iis_version);
  }
  [[nodiscard]] bool answers_always() const override { return false; }
};

}  // namespace

Fault read_content_missing(config::Node const& node) {
  config::allow_only(node, {});
  return std::make_shared<ContentMissing const>();
}

}  // namespace wsus::faults
