// The style and the script of the page, compiled in: page.css and page.js of this folder.
#pragma once

#include <string_view>

namespace wsus::lab::html {

[[nodiscard]] std::string_view style();
[[nodiscard]] std::string_view script();

}  // namespace wsus::lab::html
