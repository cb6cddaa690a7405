// What a test expects of the exchanges with a server.
#pragma once

#include "server/journal/filter.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wsus::expectations {

/// How often; both ends included. Once, when nothing is said.
struct Times {
  std::uint64_t at_least = 1;
  std::optional<std::uint64_t> at_most = 1;  ///< empty: no end
  bool operator==(Times const&) const = default;
};
[[nodiscard]] constexpr Times exactly(std::uint64_t n) { return {.at_least = n, .at_most = n}; }
[[nodiscard]] constexpr Times at_least(std::uint64_t n) { return {.at_least = n, .at_most = std::nullopt}; }
[[nodiscard]] constexpr Times at_most(std::uint64_t n) { return {.at_least = 0, .at_most = n}; }
[[nodiscard]] constexpr Times between(std::uint64_t least, std::uint64_t most) {
  return {.at_least = least, .at_most = most};
}
[[nodiscard]] constexpr Times never() { return exactly(0); }

/// A matcher (of which `since` and `until` are not looked at) and how often it has to hold.
struct ExpectedCall {
  journal::Filter match{};
  Times times{};
};

/// `Expectations{.calls = {{.match = {.operation = "GetConfig"}, .times = exactly(1)}}, .in_order = true}`
struct Expectations {
  /// What has to come. An exchange counts for one of them: the first that matches and has not come often enough, else
  /// the first that may come once more, else the last.
  std::vector<ExpectedCall> calls{};
  /// They come in the order of the list: when one comes, those before it have come `at_least` times and come no more.
  /// One that comes too early is one failure and counts: what it has overtaken may come after it.
  /// Without `client_id` each client that makes one of the calls has to make all of them, unless they make them
  /// `together`.
  bool in_order = false;
  /// In order, and without `client_id`: there is one order, and one count of each call, whichever client makes it.
  bool together = false;
  /// An exchange that none of `calls` wants is a failure.
  bool strict = false;
  /// `calls`, order and `strict` are about this client alone; letter case does not matter. An exchange that names no
  /// client, as GetConfig does, is taken for it when one of `calls` wants it, and else is no failure where another
  /// client has been seen at its address. Empty: about every exchange.
  std::string client_id{};
  std::vector<journal::Filter> forbidden{};  ///< never, of any client
  std::vector<ExpectedCall> counts{};        ///< over all exchanges, each by itself
};

/// Nothing is expected, so that nothing could fail: most likely a mistake of its author.
[[nodiscard]] inline bool says_nothing(Expectations const& expected) {
  return expected.calls.empty() && expected.forbidden.empty() && expected.counts.empty() && !expected.strict;
}

}  // namespace wsus::expectations
