// What the host answers when no service gets to speak: a status with its page, and the plan that sends it. One place
// for the pages of IIS and those of http.sys, so that an injected one is the natural one byte for byte.
#pragma once

#include "server/faults/response_plan.hpp"

#include <string>
#include <string_view>

namespace wsus::faults {

/// An answer of the host. The sub-status and the Win32 status go to the W3C log, not on the wire.
struct ErrorPage {
  unsigned status = 500;
  unsigned sub_status = 0;
  unsigned win32_status = 0;
  std::string content_type = "text/html";
  std::string body{};
  bool of_http_sys = false;  ///< the kernel's listener answers, not IIS: another Server header, and it closes
};

/// IIS's page for a status: title, status line, a sentence of ours, and `details`, which are HTML. A known pair has its
/// own sentence and Win32 status, every other one a sentence that fits all. `iis_version` stands in the title.
[[nodiscard]] ErrorPage iis_page(unsigned status, unsigned sub_status, std::string_view details = {},
                                 std::string_view iis_version = "10.0");

/// http.sys's page: `title` is the status in words, `reason` its own sentence, escaped here.
[[nodiscard]] ErrorPage http_sys_page(unsigned status, std::string_view title, std::string_view reason);

/// Page, server headers, and the page's type when it has a body.
[[nodiscard]] ResponsePlan page_plan(ErrorPage page);
/// The plan of iis_page.
[[nodiscard]] ResponsePlan page_plan(unsigned status, unsigned sub_status, std::string_view iis_version = "10.0");

}  // namespace wsus::faults
