// strip_request_header: a header of the request does not arrive, as behind a middlebox that takes it away.
#include "server/config/values.hpp"
#include "server/faults/kinds/http/headers.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <vector>

namespace wsus::faults {
namespace {

using Member = std::string_view ExchangeView::*;

/// Every header that the server looks at; to take another one away would change nothing.
struct Known {
  std::string_view name;
  Member member;
};
constexpr std::array<Known, 11> known_headers{{{"Accept-Encoding", &ExchangeView::accept_encoding},
                                               {"Content-Encoding", &ExchangeView::content_encoding},
                                               {"Content-Type", &ExchangeView::content_type},
                                               {"Host", &ExchangeView::host},
                                               {"If-Modified-Since", &ExchangeView::if_modified_since},
                                               {"If-None-Match", &ExchangeView::if_none_match},
                                               {"If-Range", &ExchangeView::if_range},
                                               {"Range", &ExchangeView::range},
                                               {"Referer", &ExchangeView::referer},
                                               {"SOAPAction", &ExchangeView::soap_action},
                                               {"User-Agent", &ExchangeView::user_agent}}};

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

Member read_member(config::Node const& node) {
  auto const name = read_header_name(node);
  std::vector<std::string_view> names;
  names.reserve(known_headers.size());
  for (auto const& known : known_headers) {
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
