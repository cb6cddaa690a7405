// Text on its way into a page. Everything that a run brought goes through one of these.
#pragma once

#include <string>
#include <string_view>

namespace wsus::lab::html {

/// For text and for attributes in quotes: made visible (readable.hpp), and without a character that means something in
/// HTML.
[[nodiscard]] std::string escaped(std::string_view text);

/// JSON that may stand in a <script> element: nothing in it ends the element or begins a comment. The same value.
[[nodiscard]] std::string in_script(std::string_view json);

}  // namespace wsus::lab::html
