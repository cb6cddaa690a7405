// Promise: whatever is sent to a service, it is answered with a whole envelope or refused with none; no operation
// throws. The first byte chooses the service (mod 3: SimpleAuth, Client, Reporting).
#include "tests/fuzz/harness.hpp"
#include "tests/fuzz/soap_world.hpp"

#include <pugixml.hpp>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wsus;
  auto const input = fuzz::choice_of(data, size);
  auto const [outcome, envelope, record] = fuzz::SoapWorld().answer(input.number, input.rest);
  bool const answered =
      std::holds_alternative<wire::Answered>(outcome) || std::holds_alternative<wire::SoapFault>(outcome);
  fuzz::require(answered != envelope.empty(), "an answer has an envelope, a refusal has none");
  fuzz::require(!answered || pugi::xml_document().load_buffer(envelope.data(), envelope.size()), "an envelope is XML");
  fuzz::require(record.internal_error.empty(), "no operation throws: " + record.internal_error);
  return 0;
}
