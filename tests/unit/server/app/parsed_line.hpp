// Command lines of wsus-mock as tests write them: without the program's name.
#pragma once

#include "server/app/options.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace wsus::server {

inline Request parse(std::vector<char const*> words) {
  words.insert(words.begin(), "wsus-mock");
  return parse_options(static_cast<int>(words.size()), words.data());
}
inline MockOptions good(std::vector<char const*> words) { return std::get<MockOptions>(parse(std::move(words))); }
inline EndProgram bad(std::vector<char const*> words) { return std::get<EndProgram>(parse(std::move(words))); }

/// A folder of this test's own.
inline std::filesystem::path fresh_folder(std::string const& name) {
  auto folder = std::filesystem::path(testing::TempDir()) / ("wsus-options-" + name);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace wsus::server
