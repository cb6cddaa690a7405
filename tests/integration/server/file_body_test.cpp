// Bodies from files, over plain connections and over TLS: bytes, lengths, files that shrink, peers that go away.
#include "tests/integration/server/file_handler.hpp"
#include "tests/support/raw_http.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace wsus::http::test {
namespace {

using testing::HasSubstr;
using wsus::test::RawConnection;

constexpr std::size_t mebibyte = 1U << 20U;

enum class Over { tcp, tls };

class FileBodies : public testing::TestWithParam<Over> {
protected:
  void SetUp() override {
    auto name = std::string(testing::UnitTest::GetInstance()->current_test_info()->name());
    for (auto& letter : name) letter = letter == '/' ? '-' : letter;
    folder_ = wsus::test::fresh_folder(name);
    std::ofstream(folder_ / "ca.crt") << tls_.authority.certificate;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] ServerOptions options() const {
    ServerOptions options{.threads = 2};
    if (GetParam() == Over::tls) options.tls = tls_.settings();
    return options;
  }
  [[nodiscard]] std::string url(HttpServer const& server) const {
    return fmt::format("{}://{}:{}/file", GetParam() == Over::tls ? "https" : "http", server_name, server.port());
  }

  LabTls const tls_;
  std::filesystem::path folder_;
};

TEST_P(FileBodies, AFileOf64MiBArrivesWhole) {
  auto const content = pattern(64 * mebibyte);
  FileHandler handler(file_of(content));
  HttpServer server(options(), handler);
  auto const end = curl(folder_, server.port(), {"--output", "got", url(server)});
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  EXPECT_TRUE(content_of(folder_ / "got") == content);
  EXPECT_EQ(handler.seen().secure, GetParam() == Over::tls);
  EXPECT_EQ(handler.seen().server_port, server.port());
}

TEST_P(FileBodies, EightConnectionsAtOnceFetchPartsThatMakeTheFile) {
  auto const content = pattern(64 * mebibyte);
  FileHandler handler(file_of(content));
  HttpServer server(options(), handler);
  std::string config;
  for (std::size_t part = 0; part < 8; ++part)
    config += fmt::format("{}url = \"{}\"\noutput = \"part{}\"\nrange = \"{}-{}\"\ncacert = \"ca.crt\"\nfail\n"
                          "noproxy = \"*\"\nresolve = \"{}:{}:127.0.0.1\"\n",
                          part == 0 ? "" : "next\n", url(server), part, part * 8 * mebibyte,
                          (part + 1) * 8 * mebibyte - 1, server_name, server.port());
  std::ofstream(folder_ / "parts.conf") << config;
  auto const end = wsus::test::run({CURL_PROGRAM, "--silent", "--show-error", "--parallel", "--parallel-immediate",
                                    "--parallel-max", "8", "--config", "parts.conf"},
                                   folder_);
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  std::string got;
  for (int part = 0; part < 8; ++part) got += content_of(folder_ / fmt::format("part{}", part));
  EXPECT_TRUE(got == content);
}

TEST_P(FileBodies, HeadAnnouncesTheLengthThatGetHasAndSendsNothing) {
  FileHandler handler(file_of(pattern(100'001)));
  HttpServer server(options(), handler);
  auto const head = curl(folder_, server.port(), {"--head", "--write-out", "|%{size_download}", url(server)});
  EXPECT_EQ(head.exit_code, 0) << head.errors;
  EXPECT_THAT(head.output, HasSubstr("Content-Length: 100001\r\n"));
  EXPECT_TRUE(head.output.ends_with("\r\n\r\n|0")) << head.output;
  auto const get = curl(folder_, server.port(), {"--output", "got", "--write-out", "%{size_download}", url(server)});
  EXPECT_EQ(get.output, "100001");
}

TEST_P(FileBodies, PartsOfAnySizeAreThoseOfTheFileAndTheConnectionIsKept) {
  auto const content = pattern(300'000);
  FileHandler handler(file_of(content));
  HttpServer server(options(), handler);
  struct Row {
    std::size_t first;
    std::size_t last;
  };
  std::vector<Row> const rows{{0, 0}, {299'999, 299'999}, {65'535, 65'536}, {0, 65'535}, {1, 299'998}};
  for (auto const& row : rows) {
    auto const end = curl(folder_, server.port(),
                          {"--range", fmt::format("{}-{}", row.first, row.last), "--output", "got", "--output", "got2",
                           "--write-out", "%{http_code} %{num_connects};", url(server), url(server)});
    EXPECT_EQ(end.output, "206 1;206 0;") << end.errors;
    EXPECT_TRUE(content_of(folder_ / "got") == content.substr(row.first, row.last + 1 - row.first)) << row.first;
    EXPECT_TRUE(content_of(folder_ / "got2") == content_of(folder_ / "got")) << row.first;
  }
}

/// The program's log as text, for as long as this lives.
class LogText {
public:
  LogText() : before_(spdlog::default_logger()) {
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_)));
  }
  ~LogText() { spdlog::set_default_logger(before_); }
  LogText(LogText const&) = delete;
  LogText& operator=(LogText const&) = delete;
  [[nodiscard]] std::string text() const { return text_.str(); }

private:
  std::ostringstream text_;
  std::shared_ptr<spdlog::logger> before_;
};

TEST_P(FileBodies, AFileCutUnderneathCutsTheConnectionAndIsNeverPadded) {
  LogText const log;
  auto const content = pattern(200'000);
  FileHandler handler(file_of(content, 1'000'000));
  HttpServer server(options(), handler);
  auto const end = curl(folder_, server.port(), {"--output", "got", url(server)});
  // 18: transfer closed with bytes outstanding; 56: the same as OpenSSL sees it, an end without close_notify.
  EXPECT_THAT(end.exit_code, testing::AnyOf(18, 56)) << end.errors;
  EXPECT_TRUE(content_of(folder_ / "got") == content);
  server.stop();
  EXPECT_THAT(log.text(), HasSubstr("its file ended before the 1000000 bytes announced"));
}

TEST_P(FileBodies, AFileThatIsWholeLogsNothing) {
  LogText const log;
  FileHandler handler(file_of(pattern(200'000)));
  HttpServer server(options(), handler);
  EXPECT_EQ(curl(folder_, server.port(), {"--output", "got", url(server)}).exit_code, 0);
  server.stop();
  EXPECT_EQ(log.text(), "");
}

/// A file with nothing in it but what prepare() was called for, up to a place from which on it cannot be made.
class MadeWhileSent final : public faults::OpenFile {
public:
  MadeWhileSent(std::string content, std::uint64_t good)
      : OpenFile(::memfd_create("made", MFD_CLOEXEC), content.size()), content_(std::move(content)), good_(good) {
    if (::ftruncate(descriptor(), static_cast<off_t>(size())) != 0) throw std::runtime_error("no file for a test");
  }
  void prepare(std::uint64_t offset, std::uint64_t length) const override {
    longest_ = std::max(longest_.load(), length);
    if (offset + length > good_) throw std::runtime_error("the disk is full");
    auto const written = ::pwrite(descriptor(), content_.data() + offset, length, static_cast<off_t>(offset));
    if (written != static_cast<ssize_t>(length)) throw std::runtime_error("cannot write the file of a test");
  }
  [[nodiscard]] std::uint64_t longest() const { return longest_; }

private:
  std::string const content_;
  std::uint64_t const good_;
  mutable std::atomic<std::uint64_t> longest_ = 0;
};

TEST_P(FileBodies, AFileThatIsMadeWhileItIsSentArrivesWhole) {
  auto const content = pattern(5 * mebibyte + 1);
  auto const file = std::make_shared<MadeWhileSent const>(content, content.size());
  FileHandler handler(file);
  HttpServer server(options(), handler);
  auto const end = curl(folder_, server.port(), {"--output", "got", url(server)});
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  EXPECT_TRUE(content_of(folder_ / "got") == content);
  EXPECT_EQ(file->longest(), GetParam() == Over::tls ? 64U << 10U : mebibyte) << "no call makes more than a piece";
}

TEST_P(FileBodies, AFileThatCannotBeMadeToItsEndCutsTheConnection) {
  LogText const log;
  auto const content = pattern(5 * mebibyte);
  FileHandler handler(std::make_shared<MadeWhileSent const>(content, 2 * mebibyte));
  HttpServer server(options(), handler);
  auto const end = curl(folder_, server.port(), {"--output", "got", url(server)});
  EXPECT_THAT(end.exit_code, testing::AnyOf(18, 56)) << end.errors;
  EXPECT_TRUE(content_of(folder_ / "got") == content.substr(0, 2 * mebibyte));
  server.stop();
  EXPECT_THAT(log.text(), HasSubstr("of a file cannot be made: the disk is full"));
}

TEST_P(FileBodies, APeerThatClosesMidwayEndsItsOwnSessionOnly) {
  FileHandler handler(file_of(pattern(64 * mebibyte)));
  HttpServer server(options(), handler);
  // curl writes to a full device: it gives up in the middle of the body.
  auto const gone = curl(folder_, server.port(), {"--output", "/dev/full", url(server)});
  EXPECT_EQ(gone.exit_code, 23) << gone.errors;
  auto const next = curl(folder_, server.port(), {"--range", "0-9", url(server)});
  EXPECT_EQ(next.output, pattern(10));
  auto const file = handler.release();
  server.stop();
  EXPECT_TRUE(file.expired());
}

std::string name_of(testing::TestParamInfo<Over> const& info) { return info.param == Over::tls ? "Tls" : "Tcp"; }
INSTANTIATE_TEST_SUITE_P(Both, FileBodies, testing::Values(Over::tcp, Over::tls), name_of);

class SlowReader : public testing::Test {
protected:
  static std::string request() { return "GET /file HTTP/1.1\r\nHost: x\r\n\r\n"; }
  FileHandler handler_{file_of(pattern(64 * mebibyte))};
};

TEST_F(SlowReader, OneThatTakesNothingIsCutAfterTheIdleTimeoutAndTheFileLetGo) {
  HttpServer server({.idle_timeout = std::chrono::milliseconds(200)}, handler_);
  RawConnection connection(server.port());
  connection.send(request());
  while (handler_.seen().server_port == 0) std::this_thread::yield();
  auto const file = handler_.release();
  auto const limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!file.expired() && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
  EXPECT_TRUE(file.expired());
  EXPECT_LT(connection.read_to_end().size(), 64 * mebibyte);
}

TEST_F(SlowReader, OneThatComesBackWithinTheTimeoutGetsEverything) {
  HttpServer server({}, handler_);
  RawConnection connection(server.port());
  connection.send(request());
  while (handler_.seen().server_port == 0) std::this_thread::yield();
  // Others are served by the one thread while this one takes nothing.
  RawConnection other(server.port());
  other.send("GET /file HTTP/1.1\r\nHost: x\r\nRange: bytes=5-9\r\n\r\n");
  EXPECT_EQ(other.read_reply().body, pattern(10).substr(5));
  EXPECT_TRUE(connection.read_reply().body == pattern(64 * mebibyte));
}

TEST_F(SlowReader, StoppingDoesNotWaitForItLongerThanTheGrace) {
  HttpServer server({.stop_grace = std::chrono::milliseconds(50)}, handler_);
  RawConnection connection(server.port());
  connection.send(request());
  while (handler_.seen().server_port == 0) std::this_thread::yield();
  auto const begin = std::chrono::steady_clock::now();
  server.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  EXPECT_LT(connection.read_to_end().size(), 64 * mebibyte);
}

TEST(FileRequests, HandlersSeeTheHeadersOfContentRequests) {
  FileHandler handler(file_of("0123456789"));
  HttpServer server({}, handler);
  RawConnection connection(server.port());
  connection.send("GET /file HTTP/1.1\r\nHost: x\r\nRange: bytes=2-3\r\nAccept-Encoding: xpress\r\nIf-Range: \"e\"\r\n"
                  "If-Modified-Since: Sun, 04 Oct 2026 14:50:49 GMT\r\n\r\n");
  EXPECT_EQ(connection.read_reply().body, "23");
  auto const seen = handler.seen();
  EXPECT_EQ(seen.range, "bytes=2-3");
  EXPECT_EQ(seen.accept_encoding, "xpress");
  EXPECT_EQ(seen.if_range, "\"e\"");
  EXPECT_EQ(seen.if_modified_since, "Sun, 04 Oct 2026 14:50:49 GMT");
  EXPECT_FALSE(seen.secure);
}

TEST(FileRequests, A304SendsNothingOfAFileThatItsPlanHolds) {
  FileHandler handler(file_of("0123456789"));
  HttpServer server({}, handler);
  RawConnection connection(server.port());
  connection.send("GET /file HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"n\"\r\n\r\n");
  auto const head = connection.read_reply(/*head_only=*/true).head;
  EXPECT_NE(head.find("304 Not Modified"), std::string::npos);
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);
  EXPECT_EQ(handler.seen().if_none_match, "\"n\"");
  connection.send("GET /file HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(connection.read_reply().body, "0123456789");
  EXPECT_EQ(connection.read_to_end(), "");
}

}  // namespace
}  // namespace wsus::http::test
