// Promise: any text evaluates; what names no update is not installed, not installable and not offered.
#include "client_sim/metadata/applicability.hpp"
#include "tests/fuzz/harness.hpp"
#include "wsdl/wusp/clock.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const text(wsus::fuzz::text_of(data, size));
  static wsus::wusp::ManualClock const clock{wsus::wusp::UtcTime{}};
  static wsus::machine::Machine const machine({}, clock);  // only read: one input leaves nothing to the next
  auto const found = wsus::metadata::evaluate({.revision_id = 1, .action = "Install", .core_xml = text}, machine);
  wsus::fuzz::require(!found.update_id.is_nil() || !(found.installed || found.installable || found.offered) ||
                          text.find("00000000-0000-0000-0000-000000000000") != std::string::npos,
                      "what names no update says nothing");
  (void)wsus::metadata::title_of(text);
  return 0;
}
