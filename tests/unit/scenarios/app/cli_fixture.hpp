// wsus-lab with a folder of its own to read from and write to.
#pragma once

#include "scenarios/app/cli.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::test {

class CliTest : public testing::Test {
protected:
  CliTest();
  ~CliTest() override;

  /// Runs the command line; texts are in out_ and err_.
  int run(std::vector<std::string> const& arguments, lab::Surroundings const& surroundings = {});
  /// Writes a file in the folder and gives its path.
  std::string file(std::string const& name, std::string_view content);
  [[nodiscard]] std::string path(std::string const& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string content(std::string const& name) const;
  [[nodiscard]] bool exists(std::string const& name) const { return std::filesystem::exists(folder_ / name); }

  std::filesystem::path folder_;
  std::string out_{};
  std::string err_{};
};

}  // namespace wsus::test
