// html_page: a page with 200 in place of every answer, as a captive portal or a filter puts it there. No header of IIS.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"
#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

namespace wsus::faults {
namespace {

struct HtmlPage final : AnswerFault {
  std::string title = "Sign in to this network";
  std::string text = "Accept the terms of use to go on. The server that was asked for has not seen this request.";

  std::optional<ResponsePlan> answer(ExchangeView const& /*request*/) const override {
    ResponsePlan plan;
    plan.headers.push_back({"Content-Type", "text/html"});
    plan.body = fmt::format("<!DOCTYPE html>\r\n<html>\r\n<head>\r\n<title>{0}</title>\r\n</head>\r\n<body>\r\n"
                            "<h1>{0}</h1>\r\n<p>{1}</p>\r\n</body>\r\n</html>\r\n",
                            wusp::escape_markup(title), wusp::escape_markup(text));
    return plan;
  }
};

}  // namespace

Fault read_html_page(config::Node const& node) {
  config::allow_only(node, {"title", "text"});
  HtmlPage fault;
  if (auto const title = node.child("title")) fault.title = config::read_line(*title);
  if (auto const text = node.child("text")) fault.text = config::read_line(*text);
  return make_fault<AnswerFault>(std::move(fault));
}

}  // namespace wsus::faults
