// damaged_xpress: what Content-Encoding says and what the body is do not go together, as behind a middlebox.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/position.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <limits>
#include <utility>
#include <variant>

namespace wsus::faults {
namespace {

constexpr std::string_view coding_header = "Content-Encoding";
constexpr std::string_view coding = "xpress";

bool is_coded(ResponsePlan const& plan) {
  auto const* const header = find_header(plan, coding_header);
  return header != nullptr && header->value == coding;
}

/// The header says xpress, the body is plain.
bool header_on_plain(ResponsePlan& plan) {
  if (is_coded(plan)) {
    auto decoded = xpress::decode(plan.body, std::numeric_limits<std::size_t>::max());
    auto* const plain = std::get_if<std::string>(&decoded);
    if (plain == nullptr) return false;  // another rule has damaged it
    plan.body = std::move(*plain);
    return true;
  }
  if (find_header(plan, coding_header) != nullptr || plan.body.empty()) return false;
  // Behind Content-Type, where a coded answer has it.
  auto const place = find_header(plan, "Content-Type") - plan.headers.data() + 1;
  plan.headers.insert(plan.headers.begin() + place, {std::string(coding_header), std::string(coding)});
  return true;
}

/// The body is coded, and no header says so.
bool no_header(ResponsePlan& plan) {
  if (!is_coded(plan)) return false;
  plan.headers.erase(plan.headers.begin() + (find_header(plan, coding_header) - plan.headers.data()));
  return true;
}

enum class How { header_on_plain, no_header, flipped_byte, cut };

class DamagedXpress final : public ReplyFault {
public:
  DamagedXpress(How how, Position at) : how_(how), at_(at) {}
  [[nodiscard]] ReplyStep step() const override { return ReplyStep::coding; }
  [[nodiscard]] bool apply(Reply& reply) const override {
    if (!is_soap_message(reply)) return false;
    auto& plan = reply.plan;
    switch (how_) {
    case How::header_on_plain: return header_on_plain(plan);
    case How::no_header: return no_header(plan);
    case How::flipped_byte:
    case How::cut: break;
    }
    auto const at = at_.in(plan.body.size());
    if (!is_coded(plan) || at >= plan.body.size()) return false;
    if (how_ == How::cut) {
      plan.body.resize(at);
    } else {
      plan.body[at] = static_cast<char>(~static_cast<unsigned char>(plan.body[at]));
    }
    return true;
  }

private:
  How how_;
  Position at_;
};

How read_how(config::Node const& node) {
  auto const how = node.word({"header_on_plain", "no_header", "flipped_byte", "cut"});
  if (how == "header_on_plain") return How::header_on_plain;
  if (how == "no_header") return How::no_header;
  return how == "cut" ? How::cut : How::flipped_byte;
}

/// Byte 3 is the highest of the first block's size: turned, no decoder can take it (wusp-protocol 2.3). A byte further
/// in may be a character of the text, which then decodes to another one.
Position default_position(How how) { return how == How::flipped_byte ? Position{.byte = 3} : Position{.share = 0.5}; }

}  // namespace

Fault read_damaged_xpress(config::Node const& node) {
  config::allow_only(node, {"how", "at"});
  auto const how = read_how(node.required("how"));
  auto const at = node.child("at");
  if (at && how != How::flipped_byte && how != How::cut) at->fail("at", "at only with how: flipped_byte or how: cut");
  return std::make_shared<DamagedXpress const>(how, at ? read_position(*at) : default_position(how));
}

}  // namespace wsus::faults
