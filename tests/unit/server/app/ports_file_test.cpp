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
  write_ports_file(file, 8530, 8080);
  EXPECT_EQ(content(file), "{\"http\":8530,\"https\":null,\"admin\":8080}\n");
  write_ports_file(file, 8530, 8080, 8531);
  EXPECT_EQ(content(file), "{\"http\":8530,\"https\":8531,\"admin\":8080}\n");
  write_ports_file(file, 1, std::nullopt);
  EXPECT_EQ(content(file), "{\"http\":1,\"https\":null,\"admin\":null}\n");
}

TEST(PortsFile, NamesThePathThatCannotBeWritten) {
  try {
    write_ports_file("/nowhere/ports.json", 1, std::nullopt);
    FAIL() << "written";
  } catch (std::runtime_error const& e) {
    EXPECT_THAT(e.what(), testing::HasSubstr("/nowhere/ports.json"));
  }
}

}  // namespace
}  // namespace wsus::server
