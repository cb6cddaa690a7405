// Escaping: see markup.hpp.
#include "wsdl/wusp/markup.hpp"

namespace wsus::wusp {

std::string escape_markup(std::string_view text) {
  std::string markup;
  markup.reserve(text.size());
  for (char const c : text) {
    switch (c) {
    case '&': markup += "&amp;"; break;
    case '<': markup += "&lt;"; break;
    case '>': markup += "&gt;"; break;
    case '"': markup += "&quot;"; break;
    default: markup += c;
    }
  }
  return markup;
}

}  // namespace wsus::wusp
