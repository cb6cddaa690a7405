// A program as a child process of a test.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wsus::test {

struct Finished {
  int exit_code = -1;    ///< 128 + signal when a signal ended it
  std::string output{};  ///< standard output
  std::string errors{};
};

/// Runs a program to its end. `input` becomes its standard input.
[[nodiscard]] Finished run(std::vector<std::string> const& command, std::filesystem::path const& directory,
                           std::string const& input = {});

/// A program that goes on until it is told to stop. The destructor ends it.
class Background {
public:
  Background(std::vector<std::string> const& command, std::filesystem::path directory);
  ~Background();
  Background(Background const&) = delete;
  Background& operator=(Background const&) = delete;

  /// Waits for the file that tells it is ready; throws std::runtime_error when the program ends first or after a
  /// minute.
  void wait_for(std::filesystem::path const& file);
  void signal(int number) const;
  /// Sends SIGTERM and waits for the end.
  [[nodiscard]] Finished stop();

private:
  std::filesystem::path directory_;
  std::optional<pid_t> pid_;
};

/// A new folder for one test.
[[nodiscard]] std::filesystem::path fresh_folder(std::string const& name);
[[nodiscard]] std::string read_file(std::filesystem::path const& file);

}  // namespace wsus::test
