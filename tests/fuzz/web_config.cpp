// Promise: any text is a web.config or an error with a sentence; numbers are Int32 as in .NET; nothing is thrown.
#include "server/iis/web_config.hpp"

#include "tests/fuzz/harness.hpp"

#include <utility>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wsus::iis;
  auto const result = parse_web_config(wsus::fuzz::text_of(data, size));
  if (auto const* error = std::get_if<ConfigurationError>(&result)) {
    wsus::fuzz::require(!error->what.empty() && error->line >= 0, "an error says what is wrong, and where");
  } else {
    auto const& config = std::get<WebConfig>(result);
    for (long const value :
         {config.max_installed_prerequisites, config.max_cached_updates, config.max_request_length_kb})
      wsus::fuzz::require(std::in_range<std::int32_t>(value), "numbers are Int32");
  }
  return 0;
}
