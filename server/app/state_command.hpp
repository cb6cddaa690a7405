// `wsus-mock export` and `wsus-mock import`: the state of a server as JSON.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace wsus::server {

struct ExportStateOptions {
  std::filesystem::path state{};
  std::optional<std::filesystem::path> output{};  ///< empty: standard output
  bool without_key = false;
};

struct ImportStateOptions {
  std::filesystem::path state{};
  std::filesystem::path input{};  ///< "-": standard input
  bool force = false;             ///< what the file holds is replaced
};

/// Adds the subcommands to the command line; `parsed()` of what is returned tells which one it was.
struct StateCommands {
  CLI::App* export_command = nullptr;
  CLI::App* import_command = nullptr;
};
[[nodiscard]] StateCommands add_state_commands(CLI::App& app, ExportStateOptions& exported,
                                               ImportStateOptions& imported);

/// Writes the document to its file (mode 0600) or to `out`; a server may work with the state meanwhile. What to tell
/// the operator, nothing where the document went to `out`. Throws state::StateError.
[[nodiscard]] std::string export_state(ExportStateOptions const& options, std::ostream& out);

/// Reads and checks the whole document, then replaces what the state file holds in one step. What to tell the operator.
/// Throws state::ImportError for the document, state::StateError for the file; nothing has changed then.
[[nodiscard]] std::string import_state(ImportStateOptions const& options, std::istream& in);

}  // namespace wsus::server
