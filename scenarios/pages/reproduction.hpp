// A scenario's failure, shown once, for the lines of its logs.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "scenarios/runner/background.hpp"

#include <stop_token>
#include <string>
#include <vector>

namespace wsus::lab {

/// What the logs of both sides say of a failure.
struct FailureLogs {
  std::string machine{};  ///< "PC01"
  std::string profile{};  ///< "w10"
  std::vector<std::string> client{};
  std::vector<std::string> server{};  ///< SoftwareDistribution.log
  std::vector<std::string> iis{};
  std::vector<std::string> http_errors{};  ///< http.sys: httperr1.log
  std::vector<std::string> wua_handler{};  ///< of a Configuration Manager client
  std::vector<std::string> scan_agent{};   ///< the same
};

struct Reproduction {
  FailureLogs logs{};
  std::vector<std::string> problems{};  ///< why the failure did not show as the scenario says; empty: it did
};

/// Runs the reproducing steps in a world of their own, as `wsus-lab run` does, and takes the lines that tell of the
/// failure from the logs of the machine that the last failing expectation is about. What does not hold, or throws, is a
/// problem; Interrupted is thrown on.
[[nodiscard]] Reproduction reproduce(scenario::Scenario const& scenario, BackgroundShelf& backgrounds,
                                     std::stop_token const& stop);

}  // namespace wsus::lab
