// The options of `wsus-lab capacity`: as they are written, and as a command.
#pragma once

#include "scenarios/app/options.hpp"
#include "scenarios/capacity/read_inputs.hpp"

#include <optional>
#include <string>
#include <variant>

namespace CLI {
class App;
}

namespace wsus::lab {

/// As CLI11 fills them. Numbers and durations are read later, so that all mistakes are told at once.
struct WrittenCapacity {
  capacity::Written inputs{};
  std::optional<std::string> measure{};
  std::optional<std::string> samples{};
  bool allow_remote = false;
  bool json = false;
};

/// `written` must outlive the parsing.
CLI::App* add_capacity(CLI::App& app, WrittenCapacity& written);

/// The command, or how the program ends: a sentence for each mistake.
[[nodiscard]] std::variant<CapacityCommand, EndProgram> read_capacity(WrittenCapacity const& written);

}  // namespace wsus::lab
