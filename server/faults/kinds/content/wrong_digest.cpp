// wrong_digest: one byte of a file goes out turned, so that its digest is not the one that the update's metadata tells.
#include "server/config/values.hpp"
#include "server/faults/kinds/content/content_path.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/position.hpp"

namespace wsus::faults {
namespace {

class WrongDigest final : public ReplyFault {
public:
  explicit WrongDigest(Position at) : at_(at) {}
  [[nodiscard]] ReplyStep step() const override { return ReplyStep::body; }
  /// A part of the file that does not have the byte goes out as it is. So does a byte that another rule has turned.
  [[nodiscard]] bool apply(Reply& reply) const override {
    auto& file = reply.plan.file;
    if (!file || file->turned_byte || reply.request.method == "HEAD" || !is_below_content(reply.request.path()))
      return false;
    auto const at = at_.in(file->file->size());
    if (at < file->offset || at - file->offset >= file->length) return false;
    file->turned_byte = at;
    return true;
  }

private:
  Position at_;
};

}  // namespace

Fault read_wrong_digest(config::Node const& node) {
  config::allow_only(node, {"at"});
  auto const at = node.child("at");
  return std::make_shared<WrongDigest const>(at ? read_position(*at) : Position{});
}

}  // namespace wsus::faults
