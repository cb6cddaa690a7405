// Promise: any text is a catalogue or one ConfigError that names its file; nothing else is thrown.
#include "server/catalogue/catalogue_file.hpp"
#include "tests/fuzz/harness.hpp"

#include <algorithm>

namespace {

/// A content file's digests cost time in proportion to its size; sizes of seven digits are not what is tested here.
bool asks_for_large_files(std::string_view text) {
  constexpr std::string_view key = "size";
  for (auto at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    auto const rest = text.substr(at + key.size(), 32);
    auto const number = rest.substr(std::min(rest.find_first_of("0123456789"), rest.size()));
    if (std::min(number.find_first_not_of("0123456789abcdefABCDEFxX_"), number.size()) > 6) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wsus;
  auto const text = fuzz::text_of(data, size);
  if (asks_for_large_files(text)) return -1;  // libFuzzer: not for the corpus
  try {
    auto const node = config::Node::parse(text, "fuzz.yaml");
    auto const catalogue = catalogue::read_catalogue(node, {.revisions = 50, .installed_non_leaf = 10});
    fuzz::require(catalogue.software_scope().size() <= catalogue.revisions().size(), "the scope is part of the whole");
  } catch (config::ConfigError const& error) {
    fuzz::require(std::string_view(error.what()).starts_with("fuzz.yaml:"), "a mistake names its file");
  }
  return 0;
}
