// The plan of a redirect: see moved_plan.hpp. Page and header order of IIS 10 are an assumption (docs/FIDELITY.md).
#include "server/faults/moved_plan.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace wsus::faults {
namespace {

/// For an attribute in double quotes: the location has what the client wrote in it.
std::string escaped(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (char const c : text) {
    switch (c) {
    case '&': html += "&amp;"; break;
    case '<': html += "&lt;"; break;
    case '>': html += "&gt;"; break;
    case '"': html += "&quot;"; break;
    default: html += c;
    }
  }
  return html;
}

}  // namespace

ResponsePlan moved_plan(unsigned status, std::string location) {
  ResponsePlan plan;
  plan.status = status;
  plan.body = fmt::format("<head><title>Document Moved</title></head>\n<body><h1>Object Moved</h1>"
                          "This document may be found <a HREF=\"{}\">here</a></body>",
                          escaped(location));
  plan.headers.reserve(4);
  plan.headers.push_back({"Content-Type", "text/html; charset=UTF-8"});
  plan.headers.push_back({"Location", std::move(location)});
  plan.headers.push_back({"Server", "Microsoft-IIS/10.0"});
  plan.headers.push_back({"X-Powered-By", "ASP.NET"});
  return plan;
}

}  // namespace wsus::faults
