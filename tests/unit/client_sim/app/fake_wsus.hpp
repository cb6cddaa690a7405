// A WSUS for tests of the client: good answers to every operation of a scan, and another one where a test wants it.
#pragma once

#include "tests/unit/client_sim/transport/scripted_server.hpp"

#include <map>
#include <string>
#include <vector>

namespace wsus::client::test {

/// An empty catalogue. `instead`: operation -> whole HTTP answer.
class FakeWsus {
public:
  explicit FakeWsus(std::map<std::string, std::string> instead = {});

  [[nodiscard]] std::string url() const;
  /// The operations that were called, by SOAPAction, in order.
  [[nodiscard]] std::vector<std::string> operations() const;
  [[nodiscard]] std::vector<std::string> requests() const { return server_.requests(); }
  [[nodiscard]] int connections() const { return server_.accepted(); }

private:
  transport::test::ScriptedServer server_;
};

/// The SOAP body of a good answer (200, text/xml) to an operation.
[[nodiscard]] std::string good_body(std::string const& operation);

/// HTTP 500 with the fault that a real WSUS answers (capture Fault-InstalledNonLeafUpdateIDs).
[[nodiscard]] std::string captured_fault();

}  // namespace wsus::client::test
