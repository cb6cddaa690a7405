// strip_request_header: a header of the request does not arrive, as behind a middlebox that takes it away.
#include "server/config/values.hpp"
#include "server/faults/kinds/http/headers.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace wsus::faults {
namespace {

using Member = std::string_view ExchangeView::*;

struct StripRequestHeader final : RequestFault {
  explicit StripRequestHeader(Member header) : member(header) {}
  Member member;

  bool apply(ExchangeView& request) const override {
    auto& value = request.*member;
    if (value.empty()) return false;
    value = {};
    return true;
  }
};

/// Of the headers that the server looks at: to take another one away would change nothing.
Member read_member(config::Node const& node) {
  auto const name = read_header_name(node);
  std::vector<std::string_view> names;
  names.reserve(request_fields.size());
  for (auto const& known : request_fields) {
    if (equal_names(known.name, name)) return known.member;
    names.push_back(known.name);
  }
  auto const near = config::nearest(name, names);
  node.fail(fmt::format("'{}'{}", name, near.empty() ? "" : fmt::format(", did you mean '{}'?", near)),
            fmt::format("a header that the server looks at: {}", fmt::join(names, ", ")));
}

}  // namespace

Fault read_strip_request_header(config::Node const& node) {
  config::allow_only(node, {"name"});
  return make_fault<RequestFault>(StripRequestHeader(read_member(node.required("name"))));
}

}  // namespace wsus::faults
