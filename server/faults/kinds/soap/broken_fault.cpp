// broken_fault: a SOAP fault without what an agent reads in it.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"
#include "wsdl/wusp/error_code.hpp"
#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace wsus::faults {
namespace {

enum class How { no_detail, no_error_code, unknown_code, no_method };

class BrokenFault final : public XmlFault {
public:
  BrokenFault(How how, std::string code) : how_(how), code_(std::move(code)) {}

private:
  [[nodiscard]] std::vector<Splice> changes(XmlText const& xml) const override {
    auto const* const fault = xml.body_element();
    if (fault == nullptr || fault->local_name() != "Fault") return {};
    auto const* const detail = xml.child(*fault, "detail");
    if (detail == nullptr) return {};
    if (how_ == How::no_detail) return {{.range = detail->outer()}};
    auto const* const element = xml.child(*detail, how_ == How::no_method ? "Method" : "ErrorCode");
    if (element == nullptr) return {};
    if (how_ != How::unknown_code) return {{.range = element->outer()}};
    if (xml.in(element->content()) == code_) return {};
    if (element->has_end_tag()) return {{.range = element->content(), .with = code_}};
    return {{.range = element->outer(), .with = fmt::format("<{0}>{1}</{0}>", element->name, code_)}};
  }

  How how_;
  std::string code_;  ///< as it stands in the text
};

How read_how(config::Node const& node) {
  auto const how = node.word({"no_detail", "no_error_code", "unknown_code", "no_method"});
  if (how == "no_detail") return How::no_detail;
  if (how == "no_error_code") return How::no_error_code;
  return how == "no_method" ? How::no_method : How::unknown_code;
}

std::string read_code(config::Node const& node) {
  auto code = config::read_line(node);
  if (!wusp::parse_error_code(code)) return code;
  std::vector<std::string_view> known;
  for (auto const one : wusp::all_error_codes()) known.push_back(wusp::to_string(one));
  node.fail(fmt::format("'{}', which agents know", code), fmt::format("any text but {}", fmt::join(known, ", ")));
}

}  // namespace

Fault read_broken_fault(config::Node const& node) {
  config::allow_only(node, {"how", "code"});
  auto const how = read_how(node.required("how"));
  auto const code = node.child("code");
  if (code && how != How::unknown_code) code->fail("code", "code only with how: unknown_code");
  return std::make_shared<BrokenFault const>(how, wusp::escape_markup(code ? read_code(*code) : "UnknownErrorCode"));
}

}  // namespace wsus::faults
