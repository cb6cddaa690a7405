// Buckets of a log-linear histogram.
#include "client_sim/fleet/histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>

namespace wsus::fleet {
namespace {

constexpr std::uint64_t per_octave = 128;  ///< buckets of a power of two
constexpr unsigned linear_bits = 8;        ///< values of so many bits have a bucket each
constexpr std::uint64_t linear = 1ULL << linear_bits;

std::size_t index_of(std::uint64_t value) {
  if (value < linear) return static_cast<std::size_t>(value);
  auto const shift = static_cast<unsigned>(std::bit_width(value)) - linear_bits;
  return static_cast<std::size_t>(linear + (shift - 1) * per_octave + (value >> shift) - per_octave);
}

/// The reverse: how far values of this bucket are shifted, and its least one.
struct Edges {
  unsigned shift = 0;
  std::uint64_t lowest = 0;
  [[nodiscard]] std::uint64_t highest() const { return lowest + (1ULL << shift) - 1; }
};

Edges edges_of(std::size_t index) {
  if (index < linear) return {.shift = 0, .lowest = index};
  auto const above = index - linear;
  auto const shift = static_cast<unsigned>(above / per_octave) + 1;
  return {.shift = shift, .lowest = (above % per_octave + per_octave) << shift};
}

}  // namespace

void Histogram::record(std::uint64_t value, std::uint64_t times) {
  if (times == 0) return;
  auto const index = index_of(value);
  if (index >= counts_.size()) counts_.resize(index + 1);
  counts_[index] += times;
  min_ = count_ == 0 ? value : std::min(min_, value);
  max_ = std::max(max_, value);
  count_ += times;
  sum_ += value * times;
}

void Histogram::add(Histogram const& other) {
  if (other.count_ == 0) return;
  if (other.counts_.size() > counts_.size()) counts_.resize(other.counts_.size());
  for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[i] += other.counts_[i];
  min_ = count_ == 0 ? other.min_ : std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
  count_ += other.count_;
  sum_ += other.sum_;
}

double Histogram::mean() const { return count_ == 0 ? 0.0 : static_cast<double>(sum_) / static_cast<double>(count_); }

std::uint64_t Histogram::percentile(double percent) const {
  if (count_ == 0) return 0;
  constexpr double hundred = 100.0;
  auto const share = std::clamp(percent, 0.0, hundred) / hundred;
  auto const wanted =
      std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_) - 1e-9)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    seen += counts_[i];
    if (seen >= wanted) return std::min(edges_of(i).highest(), max_);
  }
  return max_;
}

std::vector<Histogram::Bucket> Histogram::buckets() const {
  std::vector<Bucket> result;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0) continue;
    auto const edges = edges_of(i);
    result.push_back({.lowest = edges.lowest, .highest = edges.highest(), .count = counts_[i]});
  }
  return result;
}

Histogram Histogram::restored(std::vector<Bucket> const& buckets, std::uint64_t min, std::uint64_t max,
                              std::uint64_t sum) {
  Histogram result;
  for (auto const& bucket : buckets) {
    auto const index = index_of(bucket.lowest);
    bool const in_order = index >= result.counts_.size();
    if (!in_order || bucket.count == 0 || edges_of(index).lowest != bucket.lowest)
      throw std::invalid_argument("no buckets of a histogram");
    result.record(bucket.lowest, bucket.count);
  }
  if (buckets.empty()) return result;
  bool const fits =
      index_of(min) == index_of(buckets.front().lowest) && index_of(max) == index_of(buckets.back().lowest);
  if (!fits || min > max) throw std::invalid_argument("no least and greatest value of these buckets");
  result.min_ = min;
  result.max_ = max;
  result.sum_ = sum;
  return result;
}

}  // namespace wsus::fleet
