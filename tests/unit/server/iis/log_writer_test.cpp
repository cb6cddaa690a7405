// Proves which files the log writer makes and that rows stay whole.
#include "server/iis/log_writer.hpp"

#include "server/iis/server_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

namespace wsus::iis {
namespace {

using namespace std::chrono;

std::string path_of(std::string const& name) { return std::string(iis_log_directory) + "\\" + name; }

TEST(LogWriter, SoftwareDistributionLogGrowsRowByRow) {
  windows::FileSystem files;
  LogWriter log(files);
  SoftwareDistributionEntry const row{.time = sys_days(2026y / 10 / 4), .method = "A.B", .text = "one"};
  log.write(row);
  log.write(row);
  EXPECT_EQ(files.read_as_system(software_distribution_log), format(row) + format(row));
}

TEST(LogWriter, EachUtcDayHasAFileWithItsHeader) {
  windows::FileSystem files;
  LogWriter log(files);
  W3cEntry const first{.time = sys_days(2026y / 10 / 4) + 24h - 1s, .method = "POST"};
  W3cEntry const second{.time = sys_days(2026y / 10 / 5), .method = "GET"};
  log.write(first);
  log.write(first);
  log.write(second);
  EXPECT_EQ(files.read_as_system(path_of("u_ex261004.log")),
            w3c_header(first.time, "10.0") + format(first) + format(first));
  EXPECT_EQ(files.read_as_system(path_of("u_ex261005.log")), w3c_header(second.time, "10.0") + format(second));
}

TEST(LogWriter, TheHeadNamesTheVersionOfIis) {
  windows::FileSystem files;
  LogWriter log(files, "7.5");
  W3cEntry const entry{.time = sys_days(2026y / 10 / 4), .method = "GET"};
  log.write(entry);
  auto const text = files.read_as_system(path_of("u_ex261004.log"));
  EXPECT_EQ(text, w3c_header(entry.time, "7.5") + format(entry));
  EXPECT_TRUE(text->starts_with("#Software: Microsoft Internet Information Services 7.5\r\n"));
}

TEST(LogWriter, RowsOfManyThreadsAreWhole) {
  windows::FileSystem files;
  LogWriter log(files);
  W3cEntry const row{.time = sys_days(2026y / 10 / 4), .method = "POST", .uri_stem = "/x"};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 50; ++n) log.write(row);
      });
    }
  }
  std::string expected = w3c_header(row.time, "10.0");
  for (int n = 0; n < 200; ++n) expected += format(row);
  EXPECT_EQ(files.read_as_system(path_of("u_ex261004.log")), expected);
}

}  // namespace
}  // namespace wsus::iis
