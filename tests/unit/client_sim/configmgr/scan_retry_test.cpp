// Which failures of a scan are tried again, and how often.
#include "client_sim/configmgr/scan_retry.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::configmgr {
namespace {

TEST(ScanRetry, KnowsTheThirtySixCodesOfTheArticle) {
  EXPECT_EQ(retried_hresults().size(), 36u);
  EXPECT_TRUE(std::ranges::is_sorted(retried_hresults()));
}

TEST(ScanRetry, IsFourTimesForACodeOfTheList) {
  for (unsigned retries = 0; retries < max_retries; ++retries)
    EXPECT_EQ(after_scan(0x80244007, retries), AfterScan::retry) << retries;
  EXPECT_EQ(after_scan(0x80244007, max_retries), AfterScan::switch_server);
  EXPECT_EQ(after_scan(0x80244022, 0), AfterScan::retry);
}

TEST(ScanRetry, IsNotForOtherCodesNorForSuccess) {
  EXPECT_EQ(after_scan(0, 0), AfterScan::nothing);
  EXPECT_EQ(after_scan(0x80072EE2, 0), AfterScan::nothing);  // a time-out is not in the list
  EXPECT_EQ(after_scan(0x80244007 + 0x1000000U, 0), AfterScan::nothing);
}

}  // namespace
}  // namespace wsus::configmgr
