// What has to come, what must not, and whether it did.
#pragma once

#include <wsuslab/error_code.hpp>

#include <cstdint>
#include <memory>
#include <source_location>
#include <string>
#include <vector>

namespace wsuslab {

/// An expectation that did not hold.
struct Violation {
  std::string what{};            ///< one sentence: "SyncUpdates: expected once, came 3 times (#5, #6, #7)"
  std::source_location where{};  ///< of the expectation
  std::uint64_t exchange = 0;    ///< the first exchange that broke it; 0: one that did not come

  /// "test.cpp:12: SyncUpdates: expected once, came 3 times (#5, #6, #7)"
  [[nodiscard]] std::string text() const;
};

/// What verify() found.
struct Verdict {
  std::vector<Violation> violations{};  ///< in the order of the expectations; then calls that nobody expected

  [[nodiscard]] bool held() const { return violations.empty(); }
  /// A line a violation; empty when everything held.
  [[nodiscard]] std::string text() const;
};

/// A call that is expected, made by MockServer::expect_call(): once, unless told otherwise.
///
/// A handle: copies are about the same expectation. What is set counts for all exchanges, those before included.
/// @par Thread safety
/// None: one thread makes the expectations of a server and verifies them.
/// @par Lifetime
/// May outlive its server.
class Expectation {
public:
  /// Exactly so often; 0: never. Of this and the next three the last one counts.
  Expectation& times(std::uint64_t count);
  /// So often or more.
  Expectation& at_least(std::uint64_t count);
  /// From never up to so often.
  Expectation& at_most(std::uint64_t count);
  /// Both included. @throws Error when `least` is more than `most`.
  Expectation& between(std::uint64_t least, std::uint64_t most);

  /// Calls of this client alone, with or without braces, in any letter case. Calls that tell no client (GetConfig) are
  /// of none.
  Expectation& from_client(std::string id);
  /// Calls answered with this status alone.
  Expectation& with_status(unsigned status);
  /// Calls refused with this ErrorCode alone.
  Expectation& with_error_code(ErrorCode code);
  /// Calls that were not refused: status 200 and no SOAP fault.
  Expectation& succeeding();

  /// Of the library's own.
  struct Wanted;
  explicit Expectation(std::shared_ptr<Wanted> wanted);

private:
  std::shared_ptr<Wanted> wanted_;
};

}  // namespace wsuslab
