// Escaping: see markup.hpp.
#include "scenarios/report/html/markup.hpp"

#include "scenarios/report/readable.hpp"

#include <algorithm>

namespace wsus::lab::html {
namespace {

/// Whether a '<' before this means something within a <script> element.
bool is_meant_by_html(std::string_view behind) {
  constexpr std::string_view name = "script";
  if (behind.starts_with('/') || behind.starts_with('!')) return true;
  return std::ranges::equal(behind.substr(0, name.size()), name, [](char a, char b) { return (a | 0x20) == b; });
}

}  // namespace

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

/// What ends the element ("</"), begins a comment in it ("<!"), or begins another one. '<' occurs in strings only,
/// where it can be written as an escape; elsewhere it stays, for bodies are full of it.
std::string in_script(std::string_view json) {
  std::string result;
  result.reserve(json.size() + json.size() / 16);
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '<' && is_meant_by_html(json.substr(i + 1)))
      result += "\\u003c";
    else
      result += json[i];
  }
  return result;
}

}  // namespace wsus::lab::html
