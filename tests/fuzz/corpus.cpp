// Reads corpora and runs harnesses: see corpus.hpp.
#include "tests/fuzz/corpus.hpp"

#include "tests/fuzz/mutations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace wsus::fuzz {
namespace {

constexpr std::uint64_t mutation_seed = 20'261'004;

std::string read(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return bytes;
}

void run_one(Entry run, CorpusFile const& file, Input const& input, CorpusResult& result) {
  // An exact copy on the heap, as libFuzzer makes it: AddressSanitizer sees a read one byte behind the end.
  std::vector<std::uint8_t> const bytes(input.bytes.begin(), input.bytes.end());
  ++result.inputs;
  try {
    run(bytes.data(), bytes.size());
  } catch (std::exception const& e) {
    result.failures.push_back(fmt::format("{}, {}: {}", file.name, input.name, e.what()));
  } catch (...) {
    result.failures.push_back(fmt::format("{}, {}: not a std::exception", file.name, input.name));
  }
}

}  // namespace

std::vector<CorpusFile> read_corpus(std::filesystem::path const& folder) {
  std::vector<CorpusFile> files;
  for (auto const& entry : std::filesystem::directory_iterator(folder))
    files.push_back({.name = entry.path().filename().string(), .bytes = read(entry.path())});
  std::ranges::sort(files, {}, &CorpusFile::name);
  return files;
}

CorpusResult run_corpus(Entry run, std::filesystem::path const& folder) {
  CorpusResult result;
  for (auto const& file : read_corpus(folder)) {
    ++result.files;
    fmt::print(stderr, "{}\n", file.name);
    for (auto const& input : mutations(file.bytes, mutation_seed)) run_one(run, file, input, result);
  }
  return result;
}

}  // namespace wsus::fuzz
