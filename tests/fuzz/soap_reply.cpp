// Promise: whatever a server answers to any call, decode gives a reply or a failure: no crash, nothing thrown.
// The first byte chooses the call (mod 8) and the status (bit 3: 500 instead of 200).
#include "client_sim/transport/wusp_client.hpp"
#include "tests/fuzz/harness.hpp"

#include <array>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wsus::agent;
  auto const input = wsus::fuzz::choice_of(data, size);
  std::array<Call, 8> const calls{GetConfigCall{},
                                  GetAuthorizationCookieCall{},
                                  GetCookieCall{},
                                  RegisterComputerCall{},
                                  SyncUpdatesCall{},
                                  RefreshCacheCall{},
                                  GetExtendedUpdateInfoCall{},
                                  ReportEventBatchCall{}};
  wsus::transport::HttpResult result{.status = (input.number & 8U) != 0 ? 500U : 200U, .content_type = "text/xml"};
  result.body = input.rest;
  wsus::wire::Engine engine;
  auto const reply = wsus::transport::decode(engine, calls[input.number % calls.size()], result);
  wsus::fuzz::require(result.status == 200 || std::holds_alternative<Failure>(reply), "only a 200 is a success");
  return 0;
}
