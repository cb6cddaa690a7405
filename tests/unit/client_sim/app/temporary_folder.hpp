// A folder that lives as long as a test.
#pragma once

#include <filesystem>
#include <string>

namespace wsus::client::test {

class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  [[nodiscard]] std::string path(std::string const& name) const { return (path_ / name).string(); }

private:
  std::filesystem::path path_;
};

/// The whole content; empty when there is no such file.
[[nodiscard]] std::string read_file(std::string const& path);
void write_file(std::string const& path, std::string const& content);

}  // namespace wsus::client::test
