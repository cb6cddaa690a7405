// A server of a test: generated or golden catalogue, virtual clock, port 0.
#pragma once

#include "server/app/wsus_server.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/wusp_driver.hpp"
#include "wsdl/wusp/clock.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace wsus::test {

/// Clock at the captured moment; GetConfig LastChange as captured.
class ServerTest : public testing::Test {
protected:
  /// A small generated catalogue.
  [[nodiscard]] server::ServerConfig small_config() const;
  /// The catalogue behind the captured category scan.
  [[nodiscard]] server::ServerConfig captured_config() const;
  /// Starts; the driver is ready.
  WuspDriver& start(server::ServerConfig config);

  /// What the journal counted, every counter but traffic: "requests", "operation.*", "status.*".
  [[nodiscard]] std::map<std::string, std::uint64_t, std::less<>> faults_counted();
  /// The last entry of the journal.
  [[nodiscard]] journal::Entry last_entry();

  wusp::ManualClock clock_{*wusp::parse_xsd_date_time("2026-10-04T15:03:35.9967236Z")};
  std::unique_ptr<server::WsusServer> server_;
  std::unique_ptr<WuspDriver> driver_;
};

}  // namespace wsus::test
