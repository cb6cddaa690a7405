// Export and import of a state: see state_command.hpp.
#include "server/app/state_command.hpp"

#include "server/app/rule_keeper.hpp"
#include "server/state/export_json.hpp"
#include "server/state/private_file.hpp"
#include "server/state/state_file.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <fstream>
#include <istream>
#include <ostream>
#include <sstream>
#include <system_error>
#include <utility>

namespace wsus::server {
namespace {

std::string read_document(std::filesystem::path const& input, std::istream& in) {
  std::ostringstream text;
  if (input == "-") {
    if (!(text << in.rdbuf())) throw state::ImportError("standard input: is empty");
    return std::move(text).str();
  }
  std::ifstream file(input, std::ios::binary);
  if (!std::filesystem::is_regular_file(input) || !file || !(text << file.rdbuf()))
    throw state::ImportError(fmt::format("'{}': cannot be read as a file", input.string()));
  return std::move(text).str();
}

/// A file that is there and holds something.
bool holds_something(std::filesystem::path const& file) {
  std::error_code error;
  auto const size = std::filesystem::file_size(file, error);
  return std::filesystem::exists(file) && (error || size > 0);
}

/// `is_new`: nothing is there yet. What was made and cannot be filled goes again, since an empty file would look like a
/// state; a file that somebody else is making, and has locked, is not this one's to remove.
void fill(std::filesystem::path const& file, state::Snapshot const& snapshot, bool is_new) {
  state::StateFile target(file);
  try {
    target.replace(snapshot);
  } catch (state::StateError const&) {
    std::error_code ignored;
    if (is_new) std::filesystem::remove(file, ignored);
    throw;
  }
}

}  // namespace

StateCommands add_state_commands(CLI::App& app, ExportStateOptions& exported, ImportStateOptions& imported) {
  StateCommands commands;
  commands.export_command = app.add_subcommand("export", "write the state of a server as JSON, and end");
  commands.export_command->add_option("--state", exported.state, "the state file; a server may be working with it")
      ->type_name("FILE")
      ->required();
  commands.export_command->add_option("--output", exported.output, "file of the document (default: standard output)")
      ->type_name("FILE");
  commands.export_command->add_flag("--without-key", exported.without_key,
                                    "leave out the key of the cookies; who imports the document gets a new one");
  commands.import_command = app.add_subcommand("import", "make a state file of what export wrote, and end");
  commands.import_command->add_option("--state", imported.state, "the state file; no server may be working with it")
      ->type_name("FILE")
      ->required();
  commands.import_command->add_option("INPUT", imported.input, "the document; - is standard input")->required();
  commands.import_command->add_flag("--force", imported.force, "replace what the state file holds");
  return commands;
}

std::string export_state(ExportStateOptions const& options, std::ostream& out) {
  auto const snapshot = state::read_state(options.state);
  state::ExportOptions const how{.with_key = !options.without_key};
  if (!options.output) {
    state::write_export(out, snapshot, how);
    if (!out.flush()) throw state::StateError("standard output did not take the whole document");
    return {};
  }
  std::error_code ignored;
  if (std::filesystem::equivalent(*options.output, options.state, ignored))
    throw state::StateError(fmt::format("--output '{}': is the state file itself", options.output->string()));
  std::ostringstream text;
  state::write_export(text, snapshot, how);
  state::write_private_file(*options.output, std::move(text).str());
  return fmt::format("{} computers, {} decisions and {} rules are in '{}'\n", snapshot.computers.size(),
                     snapshot.decisions.size(), snapshot.rules.size(), options.output->string());
}

std::string import_state(ImportStateOptions const& options, std::istream& in) {
  auto const snapshot = state::read_export(read_document(options.input, in), mistake_in);
  bool const replaces = holds_something(options.state);
  if (replaces && !options.force)
    throw state::StateError(
        fmt::format("state file '{}': is there already; --force replaces what it holds", options.state.string()));
  fill(options.state, snapshot, !replaces);
  return fmt::format("{} computers, {} decisions and {} rules are in '{}'\n", snapshot.computers.size(),
                     snapshot.decisions.size(), snapshot.rules.size(), options.state.string());
}

}  // namespace wsus::server
