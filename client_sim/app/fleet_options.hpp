// The command line of wua-sim fleet, and of wua-sim fleet merge, as values.
#pragma once

#include "client_sim/fleet/settings.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace CLI {
class App;
}

namespace wsus::client {

/// Where results go beside the terminal.
struct FleetReports {
  std::optional<std::filesystem::path> json{};
  std::optional<std::filesystem::path> csv{};
  std::optional<std::filesystem::path> html{};
};

/// `wua-sim fleet`. Everything is checked but paths, the server's address and what the system allows.
struct FleetCommand {
  fleet::FleetSettings settings{};
  bool allow_remote = false;
  std::optional<std::filesystem::path> trust{};  ///< as Options::trust
  FleetReports reports{};
  bool quiet = false;  ///< no progress
};

/// `wua-sim fleet merge`.
struct FleetMergeCommand {
  std::vector<std::filesystem::path> files{};  ///< results as JSON, at least one
  FleetReports reports{};
};

/// The options as CLI11 fills them, from its declaration until parsing is over.
class FleetOptions {
public:
  /// Adds the command `fleet` with its command `merge`. `app` must stay where it is.
  explicit FleetOptions(CLI::App& app);
  ~FleetOptions();
  FleetOptions(FleetOptions const&) = delete;
  FleetOptions& operator=(FleetOptions const&) = delete;

  /// Whether `app` was given the command.
  [[nodiscard]] bool parsed() const;
  /// What it was given; the mistake is one that no option alone shows. Only when parsed().
  [[nodiscard]] std::variant<FleetCommand, FleetMergeCommand, fleet::Mistake> command() const;

private:
  struct Raw;
  std::unique_ptr<Raw> raw_;
};

}  // namespace wsus::client
