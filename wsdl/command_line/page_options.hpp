// The options by which a program describes its own command line.
#pragma once

namespace CLI {
class App;
}

namespace wsus::command_line {

/// Adds `--completion bash` and, hidden, `--man-page` (what packages are built with). Given, they end the parsing as
/// `--version` does: CLI11's `exit` prints the text and gives 0, whatever else the program would have required. Their
/// text has all options that `app` has when it is parsed. `--completion zsh` is refused with the line that a user of
/// zsh types instead. `app` must stay where it is.
void add_page_options(CLI::App& app);

}  // namespace wsus::command_line
