// wua-sim: a simulated Windows machine on the command line.
#include "client_sim/app/cli.hpp"
#include "wsdl/program/interrupts.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stop_token>
#include <string_view>

namespace {

/// A terminal is a character device; so is the null device, which echoes and shows nothing.
bool is_terminal(std::filesystem::path const& stream) {
  namespace fs = std::filesystem;
  std::error_code ec;
  return fs::is_character_file(stream, ec) && !fs::equivalent(stream, "/dev/null", ec);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away shows as a stream that cannot be written
  try {
    // Before any thread. Only a fleet has results to save; everything else may end at once.
    std::optional<wsus::program::Interrupts> interrupts;
    if (argc > 1 && std::string_view(argv[1]) == "fleet") interrupts.emplace();
    int const code = wsus::client::run_cli({argv + 1, argv + argc}, std::cin, std::cout, std::cerr,
                                           {.input_is_terminal = is_terminal("/dev/stdin"),
                                            .errors_are_terminal = is_terminal("/dev/stderr"),
                                            .stop = interrupts ? interrupts->token() : std::stop_token()});
    return code < 0 ? 255 : std::min(code, 255);  // what a process can return; failure stays failure
  } catch (std::exception const& error) {
    std::cerr << "wua-sim: " << error.what() << "\n";
    return 2;
  }
}
