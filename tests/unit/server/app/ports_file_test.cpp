// The ports file: whole, in one step, or an error with its path.
#include "server/app/ports_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace wsus::server {
namespace {

std::string content(std::filesystem::path const& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(PortsFile, NamesAllPortsAndReplacesAnOlderFile) {
  auto const file = std::filesystem::path(testing::TempDir()) / "ports-file-test.json";
  write_ports_file(file, {.http = 8530, .admin = 8080, .token = "secret"});
  EXPECT_EQ(content(file), "{\"http\":8530,\"https\":null,\"admin\":8080,\"token\":\"secret\"}\n");
  write_ports_file(file, {.http = 8530, .https = 8531, .admin = 8080});
  EXPECT_EQ(content(file), "{\"http\":8530,\"https\":8531,\"admin\":8080,\"token\":null}\n");
  write_ports_file(file, {.http = 1});
  EXPECT_EQ(content(file), "{\"http\":1,\"https\":null,\"admin\":null,\"token\":null}\n");
}

TEST(PortsFile, IsForItsOwnerAlone) {
  auto const file = std::filesystem::path(testing::TempDir()) / "ports-file-mode-test.json";
  std::ofstream(file) << "an older one, readable by everybody";
  std::filesystem::permissions(file, std::filesystem::perms(0644));
  write_ports_file(file, {.http = 1, .token = "secret"});
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
}

TEST(PortsFile, NamesThePathThatCannotBeWritten) {
  try {
    write_ports_file("/nowhere/ports.json", {.http = 1});
    FAIL() << "written";
  } catch (std::runtime_error const& e) {
    EXPECT_THAT(e.what(), testing::HasSubstr("/nowhere/ports.json"));
  }
}

}  // namespace
}  // namespace wsus::server
