// The plan of a redirect: see moved_plan.hpp. Page and header order of IIS 10 are an assumption (docs/FIDELITY.md).
#include "server/faults/moved_plan.hpp"

#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::faults {
ResponsePlan moved_plan(unsigned status, std::string location) {
  ResponsePlan plan;
  plan.status = status;
  plan.body = fmt::format("<head><title>Document Moved</title></head>\n<body><h1>Object Moved</h1>"
                          "This document may be found <a HREF=\"{}\">here</a></body>",
                          wusp::escape_markup(location));
  plan.headers.reserve(4);
  plan.headers.push_back({"Content-Type", "text/html; charset=UTF-8"});
  plan.headers.push_back({"Location", std::move(location)});
  plan.headers.push_back({"Server", "Microsoft-IIS/10.0"});
  plan.headers.push_back({"X-Powered-By", "ASP.NET"});
  return plan;
}

}  // namespace wsus::faults
