// Makes the mutations of a corpus file: see mutations.hpp.
#include "tests/fuzz/mutations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace wsus::fuzz {
namespace {

constexpr std::size_t cuts = 16;
constexpr int tries = 12;

/// The engine's sequence is fixed by the standard; the standard's distributions are not.
class Chance {
public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  [[nodiscard]] std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }

private:
  std::mt19937_64 engine_;
};

struct Part {
  std::size_t start = 0;
  std::size_t length = 0;
};

Part some_part(std::string_view bytes, Chance& chance) {
  auto const start = chance.below(bytes.size());
  return {start, 1 + chance.below(std::min<std::size_t>(bytes.size() - start, 256))};
}

std::string flipped(std::string_view bytes, std::size_t count, Chance& chance) {
  std::string result(bytes);
  for (std::size_t i = 0; i < count; ++i) {
    char& byte = result[chance.below(result.size())];
    byte = static_cast<char>(byte ^ static_cast<char>(1 + chance.below(255)));
  }
  return result;
}

void add_cuts(std::string_view bytes, std::vector<Input>& inputs) {
  for (std::size_t i = 0; i < cuts; ++i)
    inputs.push_back({fmt::format("cut at {}/{}", i, cuts), std::string(bytes.substr(0, bytes.size() * i / cuts))});
}

void add_flips(std::string_view bytes, Chance& chance, std::vector<Input>& inputs) {
  for (int i = 0; i < tries; ++i) {
    inputs.push_back({fmt::format("one byte flipped, try {}", i), flipped(bytes, 1, chance)});
    inputs.push_back({fmt::format("eight bytes flipped, try {}", i), flipped(bytes, 8, chance)});
  }
}

void add_parts(std::string_view bytes, Chance& chance, std::vector<Input>& inputs) {
  inputs.push_back({"doubled", std::string(bytes) + std::string(bytes)});
  for (int i = 0; i < tries; ++i) {
    auto const twice = some_part(bytes, chance);
    inputs.push_back({fmt::format("a part doubled, try {}", i),
                      std::string(bytes).insert(twice.start, bytes.substr(twice.start, twice.length))});
    auto const gone = some_part(bytes, chance);
    inputs.push_back({fmt::format("a part left out, try {}", i), std::string(bytes).erase(gone.start, gone.length)});
  }
}

}  // namespace

std::vector<Input> mutations(std::string_view bytes, std::uint64_t seed) {
  std::vector<Input> inputs{{"unchanged", std::string(bytes)}};
  if (bytes.empty()) return inputs;
  Chance chance(seed);
  add_cuts(bytes, inputs);
  add_flips(bytes, chance, inputs);
  add_parts(bytes, chance, inputs);
  return inputs;
}

}  // namespace wsus::fuzz
