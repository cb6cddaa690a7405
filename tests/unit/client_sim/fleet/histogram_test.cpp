// The histogram against sorted lists of what was recorded.
#include "client_sim/fleet/histogram.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

namespace wsus::fleet {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::uint64_t> drawn(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::uint64_t> values(count);
  // From microseconds to minutes, as many of each size.
  for (auto& value : values) value = random() >> (36 + random() % 28);
  return values;
}

Histogram of(std::vector<std::uint64_t> const& values) {
  Histogram histogram;
  for (auto const value : values) histogram.record(value);
  return histogram;
}

TEST(Histogram, OfNothingIsZeros) {
  Histogram const none;
  EXPECT_EQ(none.count(), 0U);
  EXPECT_EQ(none.min(), 0U);
  EXPECT_EQ(none.max(), 0U);
  EXPECT_EQ(none.percentile(50), 0U);
  EXPECT_EQ(none.mean(), 0.0);
  EXPECT_THAT(none.buckets(), IsEmpty());
}

TEST(Histogram, KeepsSmallValuesExactly) {
  Histogram histogram;
  for (std::uint64_t value = 0; value < 256; ++value) histogram.record(value);
  EXPECT_EQ(histogram.buckets().size(), 256U);
  EXPECT_EQ(histogram.percentile(0), 0U);
  EXPECT_EQ(histogram.percentile(50), 127U);
  EXPECT_EQ(histogram.percentile(100), 255U);
  EXPECT_EQ(histogram.mean(), 127.5);
}

TEST(Histogram, BucketsFollowEachOtherWithoutAGapAndAreNarrow) {
  Histogram histogram;
  std::uint64_t next = 0;
  for (int i = 0; i < 5'000; ++i) {
    histogram = {};
    histogram.record(next);
    auto const bucket = histogram.buckets().at(0);
    ASSERT_EQ(bucket.lowest, next);
    ASSERT_LE(bucket.highest - bucket.lowest + 1, std::max<std::uint64_t>(1, bucket.lowest / 128));
    next = bucket.highest + 1;
  }
  histogram.record(std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(histogram.max(), std::numeric_limits<std::uint64_t>::max());
}

TEST(Histogram, PercentilesAreThoseOfTheSortedValuesWithinABucket) {
  auto values = drawn(20'000, 3);
  auto const histogram = of(values);
  std::ranges::sort(values);
  EXPECT_EQ(histogram.min(), values.front());
  EXPECT_EQ(histogram.max(), values.back());
  for (double const percent : {0.0, 1.0, 10.0, 25.0, 50.0, 75.0, 90.0, 99.0, 99.9, 99.99, 100.0}) {
    auto const rank = std::max(1.0, std::ceil(percent / 100 * static_cast<double>(values.size()) - 1e-9));
    auto const exact = values.at(static_cast<std::size_t>(rank) - 1);
    auto const found = histogram.percentile(percent);
    EXPECT_GE(found, exact) << percent;
    EXPECT_LE(static_cast<double>(found), static_cast<double>(exact) * (1 + 1.0 / 128)) << percent;
  }
}

TEST(Histogram, AddingIsTheSameAsRecordingEverythingInOne) {
  auto const first = drawn(3'000, 1);
  auto const second = drawn(5'000, 2);
  auto all = first;
  all.insert(all.end(), second.begin(), second.end());
  auto sum = of(first);
  sum.add(of(second));
  EXPECT_EQ(sum, of(all));
  auto reversed = of(second);
  reversed.add(of(first));
  EXPECT_EQ(reversed, of(all));
  sum.add({});
  EXPECT_EQ(sum, of(all));
  Histogram none;
  none.add(sum);
  EXPECT_EQ(none, sum);
}

TEST(Histogram, ManyTimesIsOftenOnce) {
  Histogram once;
  once.record(1'000, 3);
  EXPECT_EQ(once, of({1'000, 1'000, 1'000}));
  once.record(7, 0);
  EXPECT_EQ(once.count(), 3U);
}

TEST(Histogram, ComesBackFromItsBuckets) {
  auto const histogram = of(drawn(2'000, 5));
  auto const back = Histogram::restored(histogram.buckets(), histogram.min(), histogram.max(), histogram.sum());
  EXPECT_EQ(back, histogram);
  EXPECT_EQ(Histogram::restored({}, 0, 0, 0), Histogram());
}

TEST(Histogram, WhatAreNoBucketsIsRefused) {
  using Bucket = Histogram::Bucket;
  EXPECT_THROW((void)Histogram::restored({Bucket{257, 257, 1}}, 257, 257, 257), std::invalid_argument)
      << "256 begins it";
  EXPECT_THROW((void)Histogram::restored({Bucket{5, 5, 0}}, 5, 5, 0), std::invalid_argument);
  EXPECT_THROW((void)Histogram::restored({Bucket{5, 5, 1}, Bucket{4, 4, 1}}, 4, 5, 9), std::invalid_argument);
  EXPECT_THROW((void)Histogram::restored({Bucket{5, 5, 1}}, 4, 5, 5), std::invalid_argument);
  EXPECT_THROW((void)Histogram::restored({Bucket{5, 5, 1}}, 5, 6, 5), std::invalid_argument);
}

TEST(Histogram, ItsBucketsAreToldFromTheLowest) {
  EXPECT_THAT(of({300, 2, 2, 301}).buckets(), ElementsAre(Histogram::Bucket{2, 2, 2}, Histogram::Bucket{300, 301, 2}));
}

}  // namespace
}  // namespace wsus::fleet
