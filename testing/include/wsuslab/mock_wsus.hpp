// The mock server for GoogleTest: expectations fail the test in which they were made.
#pragma once

#include <wsuslab/mock_server.hpp>

#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <utility>

namespace wsuslab {

/// A MockServer that verifies its expectations at the end of its scope. Each one that did not hold is a non-fatal
/// failure, with the file and line of the expectation. When the test has failed by then, for this or another reason,
/// the whole exchange is printed, once: requests, replies, the server's log, the logs of its SimulatedPcs.
///
/// @par Example
/// @code
/// TEST(Agent, RegistersOnce) {
///   wsuslab::MockWsus wsus;
///   wsus.expect_call("RegisterComputer").times(1);
///   run_my_agent(wsus.url());
/// }
/// @endcode
/// @par Thread safety
/// That of MockServer. It is made and destroyed by the thread that runs the test: GoogleTest reports failures there.
/// @par Lifetime
/// Of a test or of a suite. Make it before what uses it, so that it is destroyed last.
class MockWsus : public MockServer {
public:
  /// @throws Error, std::exception as MockServer.
  explicit MockWsus(MockWsusOptions options = {}) : MockServer(std::move(options)) {}

  /// Verifies, unless verify() did.
  ~MockWsus() {
    if (!verified_) static_cast<void>(verify());
    if (testing::Test::HasFailure()) std::cout << transcript() << std::flush;
  }

  MockWsus(MockWsus const&) = delete;
  MockWsus& operator=(MockWsus const&) = delete;

  /// Verifies now: reports each violation as a failure of the running test, and says whether all held. The end of the
  /// scope verifies no more, unless expectations were made afterwards.
  bool verify() {
    verified_ = true;
    auto const verdict = MockServer::verify();
    for (auto const& violation : verdict.violations) {
      ADD_FAILURE_AT(violation.where.file_name(), static_cast<int>(violation.where.line())) << violation.what;
    }
    return verdict.held();
  }

  /// @copydoc MockServer::expect_call
  Expectation expect_call(std::string_view operation, std::source_location where = std::source_location::current()) {
    verified_ = false;
    return MockServer::expect_call(operation, where);
  }
  /// @copydoc MockServer::forbid
  void forbid(std::string_view operation, std::source_location where = std::source_location::current()) {
    verified_ = false;
    MockServer::forbid(operation, where);
  }
  /// @copydoc MockServer::in_order
  void in_order(std::source_location where = std::source_location::current()) {
    verified_ = false;
    MockServer::in_order(where);
  }
  /// @copydoc MockServer::strict
  void strict(std::source_location where = std::source_location::current()) {
    verified_ = false;
    MockServer::strict(where);
  }

private:
  bool verified_ = true;  ///< nothing was expected yet
};

}  // namespace wsuslab
