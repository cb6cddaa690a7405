// Escaping: see markup.hpp.
#include "scenarios/report/html/markup.hpp"

#include "scenarios/report/readable.hpp"

namespace wsus::lab::html {

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 8);
  for (char const c : visible(text)) {
    switch (c) {
    case '&': result += "&amp;"; break;
    case '<': result += "&lt;"; break;
    case '>': result += "&gt;"; break;
    case '"': result += "&quot;"; break;
    case '\'': result += "&#39;"; break;
    default: result += c;
    }
  }
  return result;
}

/// The three occur in strings only, where they can be written as escapes.
std::string in_script(std::string_view json) {
  std::string result;
  result.reserve(json.size() + json.size() / 8);
  for (char const c : json) {
    switch (c) {
    case '&': result += "\\u0026"; break;
    case '<': result += "\\u003c"; break;
    case '>': result += "\\u003e"; break;
    default: result += c;
    }
  }
  return result;
}

}  // namespace wsus::lab::html
