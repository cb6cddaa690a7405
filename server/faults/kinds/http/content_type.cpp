// content_type: the answer says that it is of another type than it is.
#include "server/config/values.hpp"
#include "server/faults/kinds/http/headers.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

constexpr std::string_view content_type = "Content-Type";

struct ContentType final : ReplyFault {
  explicit ContentType(std::string text) : type(std::move(text)) {}
  std::string type;

  ReplyStep step() const override { return ReplyStep::head; }
  /// What has no body has no type.
  bool apply(Reply& reply) const override {
    auto& plan = reply.plan;
    if (find_header(plan, content_type) != nullptr) return set_header(plan, content_type, type);
    if (body_size(plan) == 0) return false;
    plan.headers.insert(plan.headers.begin(), {std::string(content_type), type});
    return true;
  }
};

}  // namespace

Fault read_content_type(config::Node const& node) {
  config::allow_only(node, {"type"});
  return make_fault<ReplyFault>(ContentType(config::read_line(node.required("type"))));
}

}  // namespace wsus::faults
