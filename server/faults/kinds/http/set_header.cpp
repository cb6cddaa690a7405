// set_header: a header of the answer has another value, is added or is missing.
#include "server/config/values.hpp"
#include "server/faults/kinds/http/headers.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::faults {
namespace {

/// Headers that come from how the response is sent, with the faults that change that.
struct Framing {
  std::string_view name;
  std::string_view instead;
};
constexpr std::array<Framing, 4> framing{{{"Content-Length", "wrong_length"},
                                          {"Transfer-Encoding", "broken_chunk"},
                                          {"Connection", "close_idle, or half_close"},
                                          {"Date", "no fault: it is the clock's"}}};

std::string read_name(config::Node const& node) {
  auto name = read_header_name(node);
  auto const* const found =
      std::find_if(framing.begin(), framing.end(), [&](Framing const& one) { return equal_names(one.name, name); });
  if (found != framing.end())
    node.fail(fmt::format("'{}', which is written when the response is sent", name),
              fmt::format("any other header; for this one: {}", found->instead));
  return name;
}

struct SetHeader final : ReplyFault {
  SetHeader(std::string header, std::optional<std::string> text) : name(std::move(header)), value(std::move(text)) {}
  std::string name;
  std::optional<std::string> value;  ///< empty: the header is taken away

  ReplyStep step() const override { return ReplyStep::head; }
  bool apply(Reply& reply) const override { return set_header(reply.plan, name, value); }
};

}  // namespace

Fault read_set_header(config::Node const& node) {
  config::allow_only(node, {"name", "value"});
  auto name = read_name(node.required("name"));
  std::optional<std::string> value;
  if (auto const text = node.child("value")) value = read_header_value(*text);
  return make_fault<ReplyFault>(SetHeader(std::move(name), std::move(value)));
}

}  // namespace wsus::faults
