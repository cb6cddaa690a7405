// wsus-lab: runs scenarios and explains error codes.
#include "scenarios/app/cli.hpp"
#include "scenarios/app/typed_input.hpp"
#include "wsdl/program/interrupts.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <istream>
#include <string_view>
#include <system_error>

namespace {

namespace fs = std::filesystem;

/// A terminal is a character device; so is the null device, which shows nothing.
bool is_terminal() {
  std::error_code error;
  auto const* terminal = std::getenv("TERM");
  if (terminal == nullptr || std::string_view(terminal) == "dumb") return false;
  return fs::is_character_file("/dev/stdout", error) && !fs::equivalent("/dev/stdout", "/dev/null", error);
}

/// NO_COLOR: no-color.org.
bool wants_colour() {
  auto const* no_colour = std::getenv("NO_COLOR");
  return (no_colour == nullptr || *no_colour == '\0') && is_terminal();
}

fs::path program_directory() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away shows as a stream that cannot be written
  try {
    wsus::program::Interrupts const interrupts;
    spdlog::set_default_logger(spdlog::stderr_logger_mt("wsus-lab"));
    spdlog::set_level(spdlog::level::warn);  // what clients do at a listener is the story's: their scans tell of it
    wsus::lab::TypedInput typed(STDIN_FILENO, interrupts.token());
    std::istream input(&typed);
    return wsus::lab::run_cli({argv + 1, argv + argc}, std::cout, std::cerr,
                              {.colour = wants_colour(),
                               .program_directory = program_directory(),
                               .stop = interrupts.token(),
                               .live = is_terminal(),
                               .input = &input,
                               .input_shows = isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0});
  } catch (std::exception const& error) {
    std::cerr << "wsus-lab: internal error: " << error.what() << "\n";
    return wsus::lab::exit_code::internal;
  }
}
