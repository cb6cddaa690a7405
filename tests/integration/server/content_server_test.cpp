// Content files over real sockets, with curl and with raw requests.
#include "tests/integration/server/content_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <openssl/evp.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>

namespace wsus::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

std::string file_text(fs::path const& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

std::array<std::uint8_t, 20> sha1_of(std::string_view bytes) {
  std::array<std::uint8_t, 20> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
  return digest;
}

TEST_F(ContentTest, NothingThatIsGivenAwayIsAProgram) {
  for (auto const* name : {"update.exe", "update.cab", "update.msu", "update.msp"}) {
    start(config_with(2'000, name));
    auto const body = get(path_).body;
    ASSERT_EQ(body.size(), 2'000U) << name;
    EXPECT_TRUE(body.starts_with(catalogue::content_marker)) << name;
  }
  auto const self_update = get("/selfupdate/wuident.cab");
  EXPECT_EQ(self_update.status, 200U);
  for (auto const* magic : {"MZ", "MSCF", "PK"}) EXPECT_FALSE(self_update.body.starts_with(magic));
  EXPECT_THAT(self_update.body, HasSubstr("WSUS Fault Lab"));
}

// Conforms: Content.headers
TEST_F(ContentTest, AGetIsTheWholeFileWithItsHeaders) {
  start(config_with(100'000));
  auto const reply = get(path_);
  EXPECT_EQ(reply.status, 200U);
  EXPECT_EQ(sha1_of(reply.body), file_.sha1);
  EXPECT_EQ(reply.header("Content-Type"), "application/octet-stream");
  EXPECT_EQ(reply.header("Last-Modified"), "Tue, 01 Sep 2026 10:00:00 GMT");
  EXPECT_EQ(reply.header("Accept-Ranges"), "bytes");
  EXPECT_EQ(reply.header("Content-Length"), "100000");
  EXPECT_EQ(reply.header("Content-Encoding"), "");
  EXPECT_EQ(reply.header("Server"), "Microsoft-IIS/10.0");
  EXPECT_EQ(last_entry().response_bytes, 100'000U);
  EXPECT_EQ(last_entry().refused, "");
  EXPECT_THAT(faults_counted(), testing::IsEmpty());
}

TEST_F(ContentTest, XpressIsForServicesNotForContent) {
  start(config_with(100'000));
  EXPECT_EQ(get(path_, "Accept-Encoding: xpress\r\n").body, bytes_);
}

// Conforms: Content.ranges
TEST_F(ContentTest, RangesConditionsAndMethods) {
  start(config_with(1000));
  auto const etag = get(path_).header("ETag");
  EXPECT_THAT(etag, testing::MatchesRegex("\"[0-9a-f]+:0\""));
  struct Row {
    std::string method;
    std::string headers;
    unsigned status;
    std::string content_range;
    std::string length;
  };
  for (auto const& row : {
           Row{"GET", "Range: bytes=0-99\r\n", 206, "bytes 0-99/1000", "100"},
           Row{"GET", "Range: bytes=900-\r\n", 206, "bytes 900-999/1000", "100"},
           Row{"GET", "Range: bytes=-10\r\n", 206, "bytes 990-999/1000", "10"},
           Row{"GET", "Range: bytes=999-5000\r\n", 206, "bytes 999-999/1000", "1"},
           Row{"GET", "Range: bytes=0-1,5-6\r\n", 200, "", "1000"},
           Row{"GET", "Range: nonsense\r\n", 200, "", "1000"},
           Row{"GET", "Range: bytes=0-9\r\nIf-Range: " + etag + "\r\n", 206, "bytes 0-9/1000", "10"},
           Row{"GET", "Range: bytes=0-9\r\nIf-Range: \"old\"\r\n", 200, "", "1000"},
           Row{"GET", "Range: bytes=0-9\r\nIf-Range: Tue, 01 Sep 2026 10:00:00 GMT\r\n", 206, "bytes 0-9/1000", "10"},
           Row{"GET", "If-None-Match: " + etag + "\r\n", 304, "", ""},
           Row{"GET", "If-Modified-Since: Tue, 01 Sep 2026 10:00:00 GMT\r\n", 304, "", ""},
           Row{"GET", "If-Modified-Since: Tue, 01 Sep 2026 09:59:59 GMT\r\n", 200, "", "1000"},
           Row{"HEAD", "", 200, "", "1000"},
           Row{"HEAD", "Range: bytes=0-9\r\n", 200, "", "1000"},
           Row{"HEAD", "If-None-Match: " + etag + "\r\n", 304, "", ""},
       }) {
    auto const reply = ask(row.method, path_, row.headers);
    EXPECT_EQ(reply.status, row.status) << row.method << " " << row.headers;
    EXPECT_EQ(reply.header("Content-Range"), row.content_range) << row.headers;
    EXPECT_EQ(reply.header("Content-Length"), row.length) << row.headers;
    EXPECT_EQ(reply.header("ETag"), etag) << row.headers;
    EXPECT_EQ(last_entry().content_range, row.content_range);
  }
}

// Conforms: Content.ranges
TEST_F(ContentTest, ARangeBehindTheEndIs416WithTheSize) {
  start(config_with(1000));
  auto const reply = get(path_, "Range: bytes=1000-\r\n");
  EXPECT_EQ(reply.status, 416U);
  EXPECT_EQ(reply.header("Content-Range"), "bytes */1000");
  EXPECT_THAT(reply.body, Not(HasSubstr(bytes_.substr(0, 20))));
  EXPECT_EQ(last_entry().refused, "range 'bytes=1000-' of 1000 bytes");
  EXPECT_EQ(last_entry().content_range, "bytes */1000");
}

TEST_F(ContentTest, OtherMethodsAreNotAllowed) {
  start(config_with(1000));
  for (auto const* method : {"POST", "PUT", "DELETE", "PROPFIND"}) {
    auto const reply = ask(method, path_);
    EXPECT_EQ(reply.status, 405U) << method;
    EXPECT_EQ(reply.header("Allow"), "GET, HEAD, OPTIONS, TRACE") << method;
  }
}

TEST_F(ContentTest, CurlGetsHeadsAndResumes) {
  start(config_with(3'000'000));
  ASSERT_EQ(curl("-o whole", path_), 0);
  EXPECT_EQ(file_text(folder_ / "whole"), bytes_);
  ASSERT_EQ(curl("-I -o head", path_), 0);
  EXPECT_THAT(file_text(folder_ / "head"), HasSubstr("Content-Length: 3000000\r\n"));
  std::ofstream(folder_ / "half", std::ios::binary) << bytes_.substr(0, 1'234'567);
  ASSERT_EQ(curl("-C - -o half", path_), 0);
  EXPECT_EQ(file_text(folder_ / "half"), bytes_);
  EXPECT_EQ(last_entry().content_range, "bytes 1234567-2999999/3000000");
  EXPECT_EQ(last_entry().response_bytes, 1'765'433U);
}

// Conforms: Content.ranges
TEST_F(ContentTest, EightConnectionsWithShuffledRangesMakeTheWholeFile) {
  constexpr std::size_t piece = 65'536;
  start(config_with(4'000'001));
  std::vector<std::size_t> pieces(bytes_.size() / piece + 1);
  for (std::size_t i = 0; i < pieces.size(); ++i) pieces[i] = i;
  std::shuffle(pieces.begin(), pieces.end(), std::mt19937_64(5));
  std::string whole(bytes_.size(), '\0');
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        RawConnection connection(server_->port());
        for (auto at = next++; at < pieces.size(); at = next++) {
          auto const first = pieces[at] * piece;
          auto const length = std::min(piece, whole.size() - first);
          connection.send(fmt::format("GET {} HTTP/1.1\r\nHost: x\r\nRange: bytes={}-{}\r\n\r\n", path_, first,
                                      first + length - 1));
          auto const reply = connection.read_reply();
          if (reply.status == 206 && reply.body.size() == length)
            std::copy(reply.body.begin(), reply.body.end(), whole.begin() + static_cast<std::ptrdiff_t>(first));
          else
            ++wrong;
        }
      });
    }
  }
  EXPECT_EQ(wrong, 0U);
  EXPECT_EQ(sha1_of(whole), file_.sha1);
  EXPECT_EQ(server_->journal().counter("status.206"), pieces.size());
}

// Conforms: Content.path
TEST_F(ContentTest, ThePathOfAFileIsFoundInAnyLetterCase) {
  start(config_with(1000));
  auto lower = path_;
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  EXPECT_EQ(get(lower).body, bytes_);
  EXPECT_EQ(get(lower + "?x=1").body, bytes_);
}

// Conforms: Content.nothing_else
TEST_F(ContentTest, NoTrickOfAPathLeavesTheStore) {
  auto config = config_with(1000);
  config.content_directory = folder_ / "store";
  start(std::move(config));
  ASSERT_EQ(get(path_).status, 200U);  // the file is on the disk now
  std::ofstream(folder_ / "secret.txt") << "secret";
  std::ofstream(folder_ / "store" / "secret.txt") << "secret";
  auto const xx = path_.substr(9, 2);
  auto const name = path_.substr(12);
  std::vector<std::string> const tricks{"/Content/../secret.txt",
                                        "/Content/secret.txt",
                                        "/Content/./" + xx + "/" + name,
                                        "/Content/" + xx + "/../secret.txt",
                                        "/Content/" + xx + "/../" + xx + "/" + name,
                                        "/Content//" + xx + "/" + name,
                                        "/Content/" + xx + "//" + name,
                                        "//Content/" + xx + "/" + name,
                                        "/Content/" + xx + "/%2e%2e/secret.txt",
                                        "/Content/%2e%2e/secret.txt",
                                        "/Content/..%2fsecret.txt",
                                        "/Content/..%5csecret.txt",
                                        "/Content/..\\secret.txt",
                                        "/Content\\" + xx + "\\" + name,
                                        "/Content/%2e%2e%2fsecret.txt",
                                        "/Content/%252e%252e/secret.txt",
                                        "/Content/..%c0%afsecret.txt",
                                        "/Content/..%u2215secret.txt",
                                        "/Content/....//secret.txt",
                                        "/Content/" + xx + "/" + name + "%00.txt",
                                        "/Content/" + xx + "/" + name + "/",
                                        "/Content/" + xx + "/" + name + "/../../secret.txt",
                                        "/Content/" + xx + "/" + name + "::$DATA",
                                        "/Content/" + xx + "/" + name + ".",
                                        "/Content/" + xx + "/" + name + "%20",
                                        "/Content/" + xx + "/" + name.substr(0, 40),
                                        "/Content/" + xx + "/" + name.substr(0, 40) + ".exe",
                                        "/Content/" + std::string(xx == "00" ? "01" : "00") + "/" + name,
                                        "/Content/" + xx + "/" + std::string(40, 'A') + ".cab",
                                        "/Content/etc/passwd",
                                        "/Content//etc/passwd",
                                        "/etc/passwd",
                                        "/Content/" + folder_.string() + "/secret.txt",
                                        "/Content/C:\\Windows\\win.ini",
                                        "/Content/" + xx + ";x/" + name,
                                        "/Content/" + xx + "/" + name + ".XXXXXX",
                                        "/Content/" + xx + "/%" + name.substr(1),
                                        "/" + xx + "/" + name,
                                        "http://127.0.0.1/Content/../secret.txt",
                                        "*"};
  EXPECT_GE(tricks.size(), 25U);
  for (auto const& trick : tricks) {
    auto const reply = get(trick);
    EXPECT_TRUE(reply.status == 404 || reply.status == 400) << trick << ": " << reply.status;
    EXPECT_THAT(reply.body, Not(HasSubstr("secret"))) << trick;
    EXPECT_THAT(reply.body, Not(HasSubstr(bytes_.substr(0, 16)))) << trick;
  }
  EXPECT_EQ(get("/Content/" + std::string("\0/secret.txt", 12)).status, 400U);
  EXPECT_EQ(get(path_).status, 200U);
}

TEST_F(ContentTest, AFolderKeepsTheFileAndAStoreThatFailsIs500) {
  auto config = config_with(1000);
  config.content_directory = folder_ / "store";
  start(std::move(config));
  EXPECT_EQ(get(path_).body, bytes_);
  auto const on_disk = folder_ / "store" / path_.substr(9, 2) / path_.substr(12);
  EXPECT_EQ(file_text(on_disk), bytes_);

  auto broken = config_with(1000);
  broken.content_directory = folder_ / "a-file";
  std::ofstream(*broken.content_directory) << "x";
  start(std::move(broken));
  EXPECT_EQ(get(path_).status, 500U);
  EXPECT_THAT(last_entry().refused, HasSubstr("the content store failed: cannot create"));
}

/// Bytes of the disk that the files below a folder take; holes take none.
std::uint64_t stored_below(fs::path const& folder) {
  std::uint64_t bytes = 0;
  if (!fs::exists(folder)) return bytes;
  for (auto const& entry : fs::recursive_directory_iterator(folder)) {
    struct stat facts {};
    if (entry.is_regular_file() && ::stat(entry.path().c_str(), &facts) == 0)
      bytes += static_cast<std::uint64_t>(facts.st_blocks) * 512;
  }
  return bytes;
}

TEST_F(ContentTest, AHugeFileCostsWhatIsAskedOfIt) {
  constexpr std::uint64_t size = std::uint64_t{4} << 30;
  constexpr std::uint64_t one_block = 256U << 10U;
  auto config = config_with(1000);
  file_.size = size;  // its digests are those of another file: nobody looks at them here
  auto revision = config.catalogue->revisions().front();
  revision.files = {file_};
  config.catalogue = std::make_shared<domain::Catalogue const>(std::vector{revision});
  config.content_directory = folder_ / "store";
  start(std::move(config));
  EXPECT_EQ(ask("HEAD", path_).header("Content-Length"), "4294967296");
  EXPECT_EQ(get(path_, "Range: bytes=4294967296-\r\n").status, 416U);
  EXPECT_EQ(get(path_, "If-Modified-Since: Tue, 01 Sep 2026 10:00:00 GMT\r\n").status, 304U);
  EXPECT_FALSE(fs::exists(folder_ / "store")) << "nothing was opened";
  auto const reply = get(path_, "Range: bytes=-1\r\n");
  EXPECT_EQ(reply.status, 206U);
  EXPECT_EQ(reply.header("Content-Range"), "bytes 4294967295-4294967295/4294967296");
  EXPECT_EQ(reply.body, catalogue::content_chunk(file_, size - 1, 1));
  EXPECT_GT(stored_below(folder_ / "store"), 0U);
  EXPECT_LE(stored_below(folder_ / "store"), 2 * one_block);
}

TEST_F(ContentTest, AnotherCatalogueHasOtherFiles) {
  start(config_with(1000));
  EXPECT_EQ(get(path_).status, 200U);
  auto const old = path_;
  auto const other = config_with(1000, "other.cab");
  server_->state().replace_catalogue(other.catalogue);
  EXPECT_EQ(get(old).status, 404U);
  EXPECT_EQ(get(path_).body, bytes_);
}

TEST_F(ContentTest, TheW3cLogHasTheRowsOfContent) {
  start(config_with(1000));
  static_cast<void>(get(path_, "User-Agent: Microsoft-Delivery-Optimization/10.1\r\nRange: bytes=0-9\r\n"));
  static_cast<void>(ask("HEAD", path_));
  static_cast<void>(ask("HEAD", "/Content/AE/0000.txt"));
  static_cast<void>(get(path_, "Range: bytes=1000-\r\n"));
  auto const log = server_->iis_log();
  auto const port = server_->port();
  EXPECT_THAT(log, HasSubstr(fmt::format(" GET {} - {} - 127.0.0.1 Microsoft-Delivery-Optimization/10.1 - 206 0 0 ",
                                         path_, port)));
  EXPECT_THAT(log, HasSubstr(fmt::format(" HEAD {} - {} - 127.0.0.1 - - 200 0 0 ", path_, port)));
  EXPECT_THAT(log, HasSubstr(fmt::format(" HEAD /Content/AE/0000.txt - {} - 127.0.0.1 - - 404 0 2 ", port)));
  EXPECT_THAT(log, HasSubstr(fmt::format(" GET {} - {} - 127.0.0.1 - - 416 0 0 ", path_, port)));
}

TEST_F(ContentTest, AHeadSendsNoBytesAndTheJournalKnows) {
  start(config_with(1000));
  EXPECT_EQ(ask("HEAD", path_).header("Content-Length"), "1000");
  EXPECT_EQ(last_entry().response_bytes, 1000U);
  EXPECT_EQ(last_entry().wire_bytes, 0U);
}

}  // namespace
}  // namespace wsus::test
