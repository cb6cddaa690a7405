// Promise: any text is a time of the years 0001 to 9999 or none; a time survives being written and read again.
#include "wsdl/wusp/date_time.hpp"

#include "tests/fuzz/harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wsus::wusp;
  auto const time = parse_xsd_date_time(wsus::fuzz::text_of(data, size));
  if (!time) return 0;
  auto const written = to_xsd_date_time(*time);
  wsus::fuzz::require(parse_xsd_date_time(written) == time, written + " reads as the time it was written from");
  wsus::fuzz::require(written.starts_with(to_xsd_date(*time)), written + " begins with its date");
  return 0;
}
