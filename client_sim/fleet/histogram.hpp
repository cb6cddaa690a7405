// A log-linear histogram: every value is counted, with a small relative error, and histograms add up exactly. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wsus::fleet {

/// Counts of whole numbers that are not negative; of latencies in microseconds here. Values up to 255 have a bucket
/// each; above, each power of two is cut into 128 buckets of equal width, so a bucket is at most 1/128 of its values
/// wide. The idea is that of HdrHistogram (Gil Tene, public domain); the code is ours, Debian has no library of it.
class Histogram {
public:
  /// A bucket that is not empty.
  struct Bucket {
    std::uint64_t lowest = 0;   ///< the least value that is counted here
    std::uint64_t highest = 0;  ///< the greatest
    std::uint64_t count = 0;
    bool operator==(Bucket const&) const = default;
  };

  void record(std::uint64_t value, std::uint64_t times = 1);
  /// Both together: as if every value had been recorded here.
  void add(Histogram const& other);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Of all values, exactly. 0 without values.
  [[nodiscard]] std::uint64_t min() const { return count_ == 0 ? 0 : min_; }
  [[nodiscard]] std::uint64_t max() const { return max_; }
  [[nodiscard]] std::uint64_t sum() const { return sum_; }
  [[nodiscard]] double mean() const;
  /// The value that `percent` of all values do not exceed: the highest of its bucket, but at most max(). `percent` 0 to
  /// 100; 0 without values.
  [[nodiscard]] std::uint64_t percentile(double percent) const;
  /// From the lowest to the highest.
  [[nodiscard]] std::vector<Bucket> buckets() const;

  /// From what buckets(), min(), max() and sum() told. Throws std::invalid_argument for buckets that do not begin where
  /// buckets begin, are empty or not in order, and for a min or max outside of its bucket.
  [[nodiscard]] static Histogram restored(std::vector<Bucket> const& buckets, std::uint64_t min, std::uint64_t max,
                                          std::uint64_t sum);

  bool operator==(Histogram const&) const = default;

private:
  std::vector<std::uint64_t> counts_{};  ///< by index of the bucket, as many as are needed
  std::uint64_t count_ = 0;
  std::uint64_t min_ = 0;
  std::uint64_t max_ = 0;
  std::uint64_t sum_ = 0;
};

}  // namespace wsus::fleet
