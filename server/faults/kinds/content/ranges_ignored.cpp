// ranges_ignored: a proxy takes the Range header away, so whole files with 200 answer requests for parts of them.
#include "server/config/values.hpp"
#include "server/faults/kinds/content/content_path.hpp"
#include "server/faults/kinds/kinds.hpp"

namespace wsus::faults {
namespace {

class RangesIgnored final : public RequestFault {
public:
  [[nodiscard]] bool apply(ExchangeView& request) const override {
    if (request.method != "GET" || request.range.empty() || !is_below_content(request.path())) return false;
    request.range = {};
    return true;
  }
};

}  // namespace

Fault read_ranges_ignored(config::Node const& node) {
  config::allow_only(node, {});
  return std::make_shared<RangesIgnored const>();
}

}  // namespace wsus::faults
