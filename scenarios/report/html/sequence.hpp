// The calls of a phase as a sequence: who takes part, and what goes from whom to whom. No drawing.
#pragma once

#include "scenarios/runner/record.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace wsus::lab::html {

/// A lifeline.
struct Participant {
  std::string name{};
  enum class Kind { machine, host, server };
  Kind kind = Kind::machine;
};

/// One row of a diagram: a call there and back, or a note at one lifeline.
struct Row {
  enum class Kind { call, typed, scan };
  Kind kind = Kind::call;
  std::vector<std::size_t> path{};  ///< lifelines from caller to the last one reached; of a note: its own
  std::string label{};              ///< "SyncUpdates", "> usoclient StartScan", "0x80244007 WU_E_..."
  std::string end{};                ///< of a call: "500 InvalidParameters"
  bool bad = false;
  bool lost = false;      ///< of a call: nobody answered
  std::size_t event = 0;  ///< in the phase: the first one that the row stands for
  std::size_t count = 1;  ///< calls that the row stands for: alike, one after the other
};

struct Sequence {
  std::vector<Participant> participants{};  ///< machines, other hosts, the server
  std::vector<Row> rows{};
  [[nodiscard]] bool has_calls() const;
};

/// More than three calls that are alike become one row. `server`: the DNS name of the WSUS server.
[[nodiscard]] Sequence sequence_of(PhaseTimeline const& phase, std::string const& server);

/// Rows that fit on a printed page and can be read there.
inline constexpr std::size_t rows_of_a_page = 18;

/// The same in pieces of at most so many rows, as equal as can be; each has all lifelines. One of no rows is one piece.
[[nodiscard]] std::vector<Sequence> in_pieces(Sequence const& sequence, std::size_t most_rows = rows_of_a_page);

}  // namespace wsus::lab::html
