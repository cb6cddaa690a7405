// Correlation vectors.
#include "client_sim/transport/correlation_vector.hpp"

#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

TEST(CorrelationVector, HasTheShapeOfTheCapturedHeader) {
  EXPECT_THAT(correlation_vector("PC01/1", 1), testing::ContainsRegex("^[A-Za-z0-9+/]{16}\\.1\\.0\\.0\\.2\\.1$"));
}

TEST(CorrelationVector, KeepsItsBaseWithinAScanAndChangesItWithTheSeed) {
  auto const first = correlation_vector("PC01/1", 1);
  EXPECT_EQ(first, correlation_vector("PC01/1", 1));
  EXPECT_EQ(first.substr(0, 16), correlation_vector("PC01/1", 7).substr(0, 16));
  EXPECT_NE(first, correlation_vector("PC01/1", 7));
  EXPECT_NE(first.substr(0, 16), correlation_vector("PC02/1", 1).substr(0, 16));
}

}  // namespace
}  // namespace wsus::transport
