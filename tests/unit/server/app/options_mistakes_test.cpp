// The command line of wsus-mock: what is refused, and with which words.
#include "server/app/mock_config.hpp"
#include "tests/unit/server/app/parsed_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace wsus::server {
namespace {

using testing::HasSubstr;

TEST(MockOptionsLine, MistakesEndWithTwoAndSayWhatIsAllowed) {
  struct Row {
    std::vector<char const*> words;
    char const* text;
  };
  for (auto const& row : std::vector<Row>{
           {{"--http", "localhost:80"}, "allowed: a numeric address and a port"},
           {{"--http", "127.0.0.1:65536"}, "'127.0.0.1:65536' is no ADDR:PORT"},
           {{"--http", "127.0.0.1"}, "is no ADDR:PORT"},
           {{"--threads", "0"}, "--threads"},
           {{"--web-config-reload", "never"}, "on_change"},
           {{"--seed", "x"}, "--seed"},
           {{"--https", "lab:1"}, "'lab:1' is no ADDR:PORT"},
           {{"--tls-name", "a"}, "--tls-name requires --https"},
           {{"--https", "127.0.0.1:0", "--tls-name", "a b"}, "'a b' is no DNS name"},
           {{"--https", "127.0.0.1:0", "--tls-certificate", "c"}, "--tls-key"},
           {{"--https", "127.0.0.1:0", "--tls-key", "k"}, "--tls-certificate"},
           {{"--tls-certificate", "c", "--tls-key", "k"}, "requires --https"},
           {{"--https", "127.0.0.1:0", "--tls-certificate", "c", "--tls-key", "k", "--tls-name", "a"}, "excludes"},
           {{"--server-profile", "2008"}, "allowed: wsus-3.0-sp2 2012 2012r2 2016"},
           {{"--server-header-case", "upper"}, "captured"},
           {{"--server-header-order", "Date,a b"}, "'a b' is no header name"},
           {{"--server-header-order", "Date,Ser:ver"}, "'Ser:ver' is no header name"},
           {{"--server-header-order", "Date,Server,date"}, "'date' stands there twice"},
           {{"--server-keep-alive", "sometimes"}, "http_1_0"},
           {{"--server-id", "one"}, "'one' is no GUID"},
           {{"--max-computers", "0"}, "--max-computers"},
           {{"--admin-token", "0123456789abcdef"}, "--admin-token requires --admin"},
           {{"--admin", "127.0.0.1:0", "--admin-token", ""}, "--admin-token: it is empty; allowed: a token, or a file"},
           {{"--admin-no-token"}, "--admin-no-token requires --admin"},
           {{"--admin", "127.0.0.1:0", "--admin-no-token", "--admin-token", "0123456789abcdef"}, "excludes"},
           {{"--admin", "0.0.0.0:0", "--admin-no-token"}, "--admin listens on 0.0.0.0, where others can reach it"},
           {{"--admin", "[::]:0", "--admin-no-token"}, "allowed on a loopback address"},
           {{"--admin", "10.0.0.1:0", "--admin-no-token"}, "allowed on a loopback address"},
           {{"certs", "--name", "a"}, "--out"},
           {{"certs", "--out", "o"}, "--name or --address"},
           {{"certs", "--out", "o", "--name", "a,b"}, "'a,b' is no DNS name"},
           {{"certs", "--out", "o", "--address", "a"}, "'a' is no address"},
           {{"certs", "--out", "o", "--name", "a", "--days", "0"}, "--days"},
           {{"certs", "--out", "o", "--name", "a", "--days", "3651"}, "--days"},
           {{"--connection-timeout", "2"}, "'2' is no time to wait; allowed: 1 ms to 1 d"},
           {{"--connection-timeout", "0 s"}, "'0 s' is no time to wait"},
           {{"--request-timeout", "2 d"}, "'2 d' is no time to wait"},
           {{"--unknown"}, "--unknown"},
           {{"extra"}, "extra"}}) {
    auto const end = bad(row.words);
    EXPECT_EQ(end.exit_code, 2) << row.words.front();
    EXPECT_THAT(end.text, HasSubstr(row.text));
  }
}

class MakeConfig : public testing::Test {
protected:
  std::string message(MockOptions const& options) {
    try {
      (void)make_config(options, clock_);
    } catch (std::exception const& e) {
      return e.what();
    }
    return "no error";
  }
  wusp::ManualClock clock_{*wusp::parse_xsd_date_time("2026-10-04T15:00:00Z")};
};

TEST_F(MakeConfig, PutsWebConfigBesideTheLogs) {
  MockOptions options;
  options.log_directory = fresh_folder("beside");
  auto const config = make_config(options, clock_).server;
  EXPECT_EQ(config.web_config, options.log_directory / "web.config");
  EXPECT_EQ(config.catalogue->revisions().size(), 3'000u);
}

TEST_F(MakeConfig, TheJournalKeepsWhatTheCommandLineSays) {
  MockOptions options;
  options.log_directory = fresh_folder("journal");
  auto const usual = make_config(options, clock_).server;
  EXPECT_EQ(usual.journal_entries, 10'000u);
  EXPECT_EQ(usual.journal_body_bytes, 0u);
  options.observing.journal = {.entries = 5, .body_bytes = 7};
  auto const small = make_config(options, clock_).server;
  EXPECT_EQ(small.journal_entries, 5u);
  EXPECT_EQ(small.journal_body_bytes, 7u);
}

TEST_F(MakeConfig, TimesToWaitAreThoseOfTheCommandLine) {
  MockOptions options;
  options.log_directory = fresh_folder("timeouts");
  options.timeouts = {.connection = std::chrono::milliseconds(3), .request = std::chrono::milliseconds(5)};
  auto const config = make_config(options, clock_).server;
  EXPECT_EQ(config.connection_timeout, std::chrono::milliseconds(3));
  EXPECT_EQ(config.request_timeout, std::chrono::milliseconds(5));
}

TEST_F(MakeConfig, NamesAWebConfigThatIsNotThere) {
  MockOptions options;
  options.web_config = fresh_folder("missing") / "web.config";
  EXPECT_THAT(message(options), HasSubstr("web.config'"));
  EXPECT_FALSE(std::filesystem::exists(*options.web_config));
}

TEST_F(MakeConfig, NamesFileAndLineOfABrokenWebConfig) {
  MockOptions options;
  auto const file = fresh_folder("broken") / "web.config";
  std::ofstream(file) << "<configuration>\n<appSettings>\n<add key=\"maxCachedUpdates\" value=\"many\"/>\n"
                         "</appSettings>\n</configuration>\n";
  options.web_config = file;
  EXPECT_THAT(message(options), HasSubstr(file.string() + ":3: "));
}

TEST_F(MakeConfig, NamesFileAndPathOfABrokenCatalogue) {
  MockOptions options;
  auto const file = fresh_folder("catalogue") / "c.yaml";
  std::ofstream(file) << "generate:\n  revision: 10\n";
  options.catalogue_file = file;
  EXPECT_THAT(message(options), HasSubstr(file.string() + ":2: /generate/revision"));
}

TEST_F(MakeConfig, TakesACookieKeyFromTheLineOrFromAFile) {
  auto const folder = fresh_folder("cookie-key");
  auto const hex = std::string("00ff") + std::string(60, 'A');
  std::ofstream(folder / "key") << hex << "\n";
  std::ofstream(folder / "short") << "00ff\n";
  MockOptions options;
  options.log_directory = folder / "logs";
  EXPECT_FALSE(make_config(options, clock_).server.cookie_key);
  options.cookie_key = hex;
  auto const from_line = make_config(options, clock_).server.cookie_key;
  ASSERT_TRUE(from_line);
  EXPECT_EQ(from_line->at(1), 0xFF);
  EXPECT_EQ(from_line->at(31), 0xAA);
  options.cookie_key = (folder / "key").string();
  EXPECT_EQ(make_config(options, clock_).server.cookie_key, from_line);
  options.cookie_key = (folder / "short").string();
  EXPECT_EQ(message(options), "--cookie-key '" + *options.cookie_key + "': does not hold 64 hex digits");
  options.cookie_key = (folder / "nothing").string();
  EXPECT_EQ(message(options), "--cookie-key '" + *options.cookie_key + "': cannot be read as a file");
}

TEST_F(MakeConfig, ReadsFaultsOnlyWhenAFileIsGiven) {
  MockOptions options;
  options.log_directory = fresh_folder("faults");
  EXPECT_TRUE(make_config(options, clock_).server.faults.empty());
  auto const file = options.log_directory / "f.yaml";
  std::ofstream(file) << "faults:\n  - redirect: {to: itself}\n";
  options.faults_file = file;
  EXPECT_EQ(make_config(options, clock_).server.faults.size(), 1u);
}

TEST_F(MakeConfig, NamesFileAndPathOfBrokenFaults) {
  MockOptions options;
  auto const file = fresh_folder("broken-faults") / "f.yaml";
  std::ofstream(file) << "faults:\n  - redirect: {to: elsewhere}\n";
  options.faults_file = file;
  EXPECT_THAT(message(options), HasSubstr(file.string() + ":2: /faults/0/redirect/to: found 'elsewhere'"));
}

}  // namespace
}  // namespace wsus::server
