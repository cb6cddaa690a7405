// Runs a harness over the files of its corpus and their mutations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::fuzz {

using Entry = int (*)(std::uint8_t const* data, std::size_t size);

/// A harness as the test knows it; its corpus is the folder of its name.
struct Harness {
  std::string_view name;
  Entry run;
};

/// Every harness that CMakeLists.txt lists (harnesses.cpp.in).
[[nodiscard]] std::span<Harness const> harnesses();

/// The files of a corpus in the order of names, with their content. Throws std::runtime_error when one cannot be read.
struct CorpusFile {
  std::string name{};
  std::string bytes{};
};
[[nodiscard]] std::vector<CorpusFile> read_corpus(std::filesystem::path const& folder);

struct CorpusResult {
  std::size_t files = 0;
  std::size_t inputs = 0;
  std::vector<std::string> failures{};  ///< "FILE, MUTATION: what was thrown"
};

/// Runs every file of the folder with its mutations. Each name goes to stderr first: after a crash it is the last line.
[[nodiscard]] CorpusResult run_corpus(Entry run, std::filesystem::path const& folder);

}  // namespace wsus::fuzz
