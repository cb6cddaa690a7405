// See page_options.hpp.
#include "wsdl/command_line/page_options.hpp"

#include "wsdl/command_line/bash_completion.hpp"
#include "wsdl/command_line/command_tree.hpp"
#include "wsdl/command_line/man_page.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <string>

namespace wsus::command_line {
namespace {

std::string how_zsh_takes_it(CLI::App const& app) {
  return fmt::format(
      "zsh takes the script of bash: autoload -U +X bashcompinit && bashcompinit && source <({} --completion bash)",
      app.get_name());
}

}  // namespace

void add_page_options(CLI::App& app) {
  // As CLI11's own --version: thrown while words are read, so before anything that is required could be missing.
  app.add_option_function<std::string>(
         "--completion", [&app](std::string const&) { throw CLI::CallForVersion(bash_completion(describe(app)), 0); },
         "print a completion script for this shell")
      ->type_name("SHELL")
      ->check([&app](std::string const& shell) { return shell == "zsh" ? how_zsh_takes_it(app) : std::string(); })
      ->check(CLI::IsMember({"bash"}))
      ->trigger_on_parse();
  app.add_flag_callback("--man-page",
                        [&app] {
                          auto page = man_page(describe(app));
                          page.pop_back();  // CLI11 ends it
                          throw CLI::CallForVersion(page, 0);
                        })
      ->group("")
      ->trigger_on_parse();
}

}  // namespace wsus::command_line
