// What the tests of the model share: a small good scenario, and its reading with the message of a mistake.
#pragma once

#include "scenarios/model/scenario_file.hpp"
#include "server/config/node.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace wsus::scenario::test {

/// Two machines, one control with a fix, one twin. Tests change it by replacing a part.
inline constexpr std::string_view good = R"(title: T
modes: [FM01]
server:
  catalogue: {revisions: 100, installed_non_leaf: 20}
  web_config: {maxInstalledPrerequisites: 10}
machines:
  PC01: {profile: w8}
  PC02:
reproduce:
  - {at: PC01, run: wuauclt /detectnow}
  - expect: {machine: PC01, hresult: 0x80244007}
fix:
  - {at: wsus, run: iisreset}
verify:
  - expect: {machine: PC01, hresult: 0x00000000}
controls:
  - name: one
    fix: [{at: wsus, run: cd}]
    expect: {machine: PC01, hresult: 0x80244007}
  - name: two
    server: {catalogue: {installed_non_leaf: 5}}
    expect: {machine: PC02, hresult: 0x00000000}
)";

inline bool knows_fm01_and_fm02(std::string_view id) { return id == "FM01" || id == "FM02"; }

/// `good` with the first `from` replaced; a text that does not contain it comes back empty, which no test takes for
/// good.
inline std::string changed(std::string_view from, std::string_view to, std::string_view text = good) {
  std::string result(text);
  auto const at = result.find(from);
  return at == std::string::npos ? std::string() : result.replace(at, from.size(), to);
}

inline Scenario parse(std::string_view text, std::string const& file = "s.yaml") {
  return parse_scenario(text, file, knows_fm01_and_fm02);
}

inline std::string message_of_parsing(std::string_view text, std::string const& file = "s.yaml") {
  try {
    (void)parse(text, file);
  } catch (config::ConfigError const& error) {
    return error.what();
  }
  return "no error";
}

/// An empty folder of its own, removed at the end.
class TemporaryFolder {
public:
  explicit TemporaryFolder(std::string_view name)
      : path_(std::filesystem::temp_directory_path() /
              ("wsus-" + std::string(name) + "-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;

  [[nodiscard]] std::filesystem::path const& path() const { return path_; }
  /// Writes a file, making its folders.
  std::filesystem::path write(std::string_view name, std::string_view text) const {
    auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }

private:
  std::filesystem::path path_;
};

}  // namespace wsus::scenario::test
