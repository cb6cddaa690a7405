// Shuffling with a generator of our own: std::shuffle may differ from library to library.
#include "scenarios/app/shuffle.hpp"

#include <numeric>
#include <utility>

namespace wsus::lab {
namespace {

class SplitMix {
public:
  explicit SplitMix(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    auto value = state_;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31U);
  }

private:
  std::uint64_t state_;
};

}  // namespace

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, unsigned round) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  SplitMix random(SplitMix(seed).next() + round);
  for (auto left = count; left > 1; --left) std::swap(order[left - 1], order[random.next() % left]);
  return order;
}

}  // namespace wsus::lab
