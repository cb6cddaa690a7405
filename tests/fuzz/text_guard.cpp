// Promise: for any bytes, find_bad_text and replace_bad_text neither crash nor throw, and what was replaced is fine.
#include "wsdl/wire/text_guard.hpp"

#include "tests/fuzz/harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using wsus::fuzz::require;
  auto const text = wsus::fuzz::text_of(data, size);
  auto const bad = wsus::wire::find_bad_text(text);
  auto const clean = wsus::wire::replace_bad_text(text);
  require(!bad || (bad->offset < size && !bad->what.empty()), "a bad place lies in the text and is described");
  require(bad || clean == text, "good text stays as it is");
  require(!wsus::wire::find_bad_text(clean), "replaced text is good text");
  return 0;
}
