// A rule: one fault, and everything that decides when it happens.
#pragma once

#include "server/faults/fault.hpp"
#include "server/faults/rules/match.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {

/// Where a rule was written.
struct Place {
  std::string file{};
  int line = 0;        ///< 1-based; 0 when the rule is of no file
  std::string path{};  ///< "/faults/0/redirect"
};

/// Whose events are counted together.
enum class CountPer {
  client,  ///< by client id; where none is known, by the client's address
  server,  ///< all of them
};

/// Which of the events that match are meant: the n-th ones, counted from 1 for each client or for the server.
struct Window {
  std::uint64_t from = 1;
  std::optional<std::uint64_t> to{};  ///< included; empty: no end
  std::uint64_t every = 1;            ///< of those from `from` on every n-th, the first one included
  CountPer per = CountPer::client;

  [[nodiscard]] bool contains(std::uint64_t n) const;
  bool operator==(Window const&) const = default;
};

/// Between two times of the server's clock; the end is not included.
struct Period {
  std::optional<wusp::UtcTime> from{};
  std::optional<wusp::UtcTime> until{};

  [[nodiscard]] bool contains(wusp::UtcTime time) const;
  bool operator==(Period const&) const = default;
};

/// Drawn anew for each event in the window. The draw depends on seed, rule, client and n alone, never on what other
/// clients do meanwhile.
struct Chance {
  double probability = 1.0;  ///< above 0, at most 1
  std::uint64_t seed = 1;

  [[nodiscard]] bool falls(std::string_view rule, std::string_view counted_for, std::uint64_t n) const;
  bool operator==(Chance const&) const = default;
};

struct Rule {
  std::string name{};       ///< unique in its book; "soap_fault-2" when nobody gave one: fault and position from 1
  std::string_view kind{};  ///< a name of fault_kinds()
  Fault fault{};
  Match when{};
  Window times{};
  Period period{};
  Chance chance{};
  unsigned at_once = 0;       ///< injections under way at one time, of all clients; 0: no limit
  std::uint64_t at_most = 0;  ///< injections in all, then the rule has expired; 0: no limit
  bool enabled = true;
  Place place{};
  /// As it was written, as JSON: what read_rule_text reads. Empty: it was made in code.
  std::string source{};
};

/// Rules in their order; none is null. What holds a rule keeps it as it is, whatever becomes of the list that it is of.
using RuleList = std::vector<std::shared_ptr<Rule const>>;

/// What a rule has to show for itself.
struct RuleState {
  std::uint64_t matched = 0;  ///< events for which `when` held
  std::uint64_t injected = 0;
  std::uint64_t under_way = 0;
  std::uint64_t clients = 0;  ///< that it has counted for
};

/// When the rule is decided: once an exchange, as soon as fault and match have what they need.
[[nodiscard]] Stage stage_of(Rule const& rule);

}  // namespace wsus::faults
