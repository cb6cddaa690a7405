// Names to addresses: the hosts file's text, the cache with its times, the zone.
#include "client_sim/machine/resolver.hpp"

#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include <gtest/gtest.h>

namespace wsus::machine {
namespace {

using std::chrono::seconds;

struct HostsCase {
  std::string_view text;
  std::optional<std::string> address{};  ///< of "wsus"
};

class HostsFile : public testing::TestWithParam<HostsCase> {};

TEST_P(HostsFile, FirstLineWithTheNameCounts) { EXPECT_EQ(find_in_hosts(GetParam().text, "wsus"), GetParam().address); }

INSTANTIATE_TEST_SUITE_P(Table, HostsFile,
                         testing::Values(HostsCase{""}, HostsCase{"127.0.0.2 wsus", "127.0.0.2"},
                                         HostsCase{"127.0.0.2\twsus.lab.example  WSUS\r\n", "127.0.0.2"},
                                         HostsCase{"127.0.0.2 wsus\r\n127.0.0.3 wsus\r\n", "127.0.0.2"},
                                         HostsCase{"# 127.0.0.2 wsus\n"}, HostsCase{"127.0.0.2 other # wsus\n"},
                                         HostsCase{"127.0.0.2\n"}, HostsCase{"wsus 127.0.0.2\n"},
                                         HostsCase{"127.0.0.2 wsus2\n"},
                                         HostsCase{"127.0.0.2 other#\n127.0.0.3 wsus#x\n", "127.0.0.3"}));

TEST(DnsZone, NamesHaveNoCaseAndTheLastRecordCounts) {
  DnsZone zone;
  EXPECT_EQ(zone.find("wsus"), nullptr);
  zone.set("WSUS", {.address = "127.0.0.2", .ttl = seconds(5)});
  zone.set("wsus", {.address = "127.0.0.3", .ttl = seconds(7)});
  ASSERT_NE(zone.find("Wsus"), nullptr);
  EXPECT_EQ(zone.find("Wsus")->address, "127.0.0.3");
  EXPECT_EQ(zone.find("Wsus")->ttl, seconds(7));
}

TEST(DnsCache, AnEntryIsGoodUntilItsTime) {
  DnsCache cache;
  auto const start = test_time();
  cache.put("wsus", "127.0.0.2", start + seconds(10));
  EXPECT_EQ(cache.find("WSUS", start), "127.0.0.2");
  EXPECT_EQ(cache.find("wsus", start + seconds(9)), "127.0.0.2");
  EXPECT_EQ(cache.find("wsus", start + seconds(10)), std::nullopt);
  EXPECT_EQ(cache.find("other", start), std::nullopt);
}

TEST(DnsCache, ANewAnswerReplacesTheOld) {
  DnsCache cache;
  auto const start = test_time();
  cache.put("wsus", "127.0.0.2", start);
  cache.put("WSUS", "127.0.0.3", start + seconds(1));
  EXPECT_EQ(cache.find("wsus", start), "127.0.0.3");
  EXPECT_EQ(cache.entries(start).size(), 1U);
}

TEST(DnsCache, EntriesAreListedByNameWhileTheyAreGood) {
  DnsCache cache;
  auto const start = test_time();
  cache.put("b", "127.0.0.2", start + seconds(2));
  cache.put("C", "127.0.0.3", start + seconds(1));
  cache.put("a", "127.0.0.4", start + seconds(3));
  auto const entries = cache.entries(start + seconds(1));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].name, "a");
  EXPECT_EQ(entries[0].address, "127.0.0.4");
  EXPECT_EQ(entries[1].name, "b");
  EXPECT_EQ(entries[1].expires, start + seconds(2));
}

TEST(DnsCache, AFlushLeavesNothing) {
  DnsCache cache;
  cache.put("wsus", "127.0.0.2", test_time() + seconds(10));
  cache.flush();
  EXPECT_TRUE(cache.entries(test_time()).empty());
  EXPECT_EQ(cache.find("wsus", test_time()), std::nullopt);
}

}  // namespace
}  // namespace wsus::machine
