// Reading and adapting golden files: see golden.hpp.
#include "tests/support/golden.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace wsus::test {
namespace {

struct Span {
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
};

/// Content of the first `<name>` or `<name attributes>` at or after `from`.
Span content_of(std::string_view text, std::string_view name, std::size_t from) {
  auto const open = fmt::format("<{}", name);
  for (auto at = text.find(open, from); at != std::string_view::npos; at = text.find(open, at + 1)) {
    auto const after = at + open.size();
    if (after >= text.size() || (text[after] != '>' && text[after] != ' ')) continue;
    auto const begin = text.find('>', after) + 1;
    auto const end = text.find(fmt::format("</{}>", name), begin);
    if (begin == 0 || end == std::string_view::npos) return {};
    return {begin, end};
  }
  return {};
}

}  // namespace

std::string golden_path(std::string const& name) { return fmt::format("{}/tests/golden/{}", WSUS_SOURCE_DIR, name); }

std::string golden(std::string const& name) {
  std::ifstream file(golden_path(name), std::ios::binary);
  if (!file) throw std::runtime_error(fmt::format("no golden file '{}'", name));
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string with_element(std::string text, std::string_view name, std::string_view content) {
  for (auto span = content_of(text, name, 0); span.begin != std::string_view::npos;
       span = content_of(text, name, span.begin + content.size())) {
    text.replace(span.begin, span.end - span.begin, content);
  }
  return text;
}

std::string element(std::string_view text, std::string_view name) {
  auto const span = content_of(text, name, 0);
  if (span.begin == std::string_view::npos) return {};
  return std::string(text.substr(span.begin, span.end - span.begin));
}

}  // namespace wsus::test
