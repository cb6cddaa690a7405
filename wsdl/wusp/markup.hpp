// Text as part of XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace wsus::wusp {

/// The text as content of an element or of an attribute in double quotes: & < > " become entities.
[[nodiscard]] std::string escape_markup(std::string_view text);

}  // namespace wsus::wusp
