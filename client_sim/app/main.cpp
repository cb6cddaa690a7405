// wua-sim: a simulated Windows machine on the command line.
#include "client_sim/app/cli.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <iostream>

namespace {

/// A terminal is a character device; so is the null device, which echoes nothing.
bool input_is_terminal() {
  namespace fs = std::filesystem;
  std::error_code ec;
  return fs::is_character_file("/dev/stdin", ec) && !fs::equivalent("/dev/stdin", "/dev/null", ec);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away shows as a stream that cannot be written
  try {
    int const code = wsus::client::run_cli({argv + 1, argv + argc}, std::cin, std::cout, std::cerr,
                                           {.input_is_terminal = input_is_terminal()});
    return code < 0 ? 255 : std::min(code, 255);  // what a process can return; failure stays failure
  } catch (std::exception const& error) {
    std::cerr << "wua-sim: " << error.what() << "\n";
    return 2;
  }
}
