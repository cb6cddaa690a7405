// Promise: bytes of strangers decode within the limit or are refused, and what is encoded comes back.
#include "wsdl/xpress/xpress.hpp"
#include "tests/fuzz/harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wsus::xpress;
  using wsus::fuzz::require;
  constexpr std::size_t limit = 100'000;
  auto const bytes = wsus::fuzz::text_of(data, size);
  if (auto const body = decode(bytes, limit); std::holds_alternative<std::string>(body))
    require(std::get<std::string>(body).size() <= limit, "the limit holds");
  auto const back = decode(encode(bytes, {.block_size = 500, .stored_tail = false}), bytes.size());
  require(std::holds_alternative<std::string>(back) && std::get<std::string>(back) == bytes,
          "what is encoded comes back");
  return 0;
}
