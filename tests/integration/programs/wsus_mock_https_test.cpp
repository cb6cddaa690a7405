// wsus-mock with HTTPS as an operator uses it: certificates made at start, certificates of files, and what is refused.
#include "tests/integration/programs/process.hpp"
#include "tests/support/raw_http.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace wsus::test {
namespace {

using testing::HasSubstr;

class WsusMockHttps : public testing::Test {
protected:
  void SetUp() override {
    folder_ = fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_ / "client");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void start(std::vector<std::string> options) {
    std::vector<std::string> command{WSUS_MOCK, "--http", "127.0.0.1:0", "--ports-file", "ports.json"};
    command.insert(command.end(), options.begin(), options.end());
    mock_.emplace(command, folder_);
    mock_->wait_for(folder_ / "ports.json");
    ports_ = boost::json::parse(read_file(folder_ / "ports.json")).as_object();
  }
  [[nodiscard]] std::uint16_t port(char const* of) const { return ports_.at(of).to_number<std::uint16_t>(); }
  [[nodiscard]] Finished get(std::string const& authority, std::string_view name) const {
    return run({CURL_PROGRAM, "--silent", "--show-error", "--noproxy", "*", "--cacert", (folder_ / authority).string(),
                "--resolve", fmt::format("{}:{}:127.0.0.1", name, port("https")), "--write-out", "%{http_code}",
                "--output", "page", fmt::format("https://{}:{}/ClientWebService/client.asmx", name, port("https"))},
               folder_ / "client");  // a folder of its own: each program's output is a file in its folder
  }
  [[nodiscard]] Finished refused(std::vector<std::string> options) const {
    std::vector<std::string> command{WSUS_MOCK, "--http", "127.0.0.1:0", "--ports-file", "ports.json"};
    command.insert(command.end(), options.begin(), options.end());
    return run(command, folder_);
  }

  std::filesystem::path folder_;
  std::optional<Background> mock_;
  boost::json::object ports_;
};

TEST_F(WsusMockHttps, MakesACertificateAtStartWhoseAuthorityIsInTheLogFolder) {
  start({"--https", "127.0.0.1:0", "--tls-name", "wsus.lab.example", "--log-dir", "logs"});
  for (auto const* name : {"wsus.lab.example", "localhost"}) {
    auto const page = get("logs/lab-ca.crt", name);
    EXPECT_EQ(page.exit_code, 0) << page.errors;
    EXPECT_EQ(page.output, "200");
  }
  EXPECT_EQ(get("logs/lab-ca.crt", "other.lab.example").exit_code, 60);
  auto const end = mock_->stop();
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_THAT(end.output, HasSubstr(fmt::format("wsus-mock listens on https://127.0.0.1:{}\n", port("https"))));
  EXPECT_THAT(end.output, HasSubstr("certutil -addstore Root logs/lab-ca.crt"));
  EXPECT_THAT(read_file(folder_ / "client/page"), HasSubstr("Client"));
}

// Conforms: HTTP.tls
TEST_F(WsusMockHttps, SpeaksTls12And13WithOpensslAndNothingOlder) {
  start({"--https", "127.0.0.1:0", "--tls-name", "wsus.lab.example", "--log-dir", "logs"});
  auto const s_client = [&](std::vector<std::string> const& words) {
    std::vector<std::string> command{OPENSSL_PROGRAM,
                                     "s_client",
                                     "-connect",
                                     fmt::format("127.0.0.1:{}", port("https")),
                                     "-CAfile",
                                     (folder_ / "logs/lab-ca.crt").string(),
                                     "-verify_return_error"};
    command.insert(command.end(), words.begin(), words.end());
    return run(command, folder_ / "client");  // its input ends at once, and it with it
  };
  for (auto const& [version, shown] :
       std::vector<std::pair<char const*, char const*>>{{"-tls1_2", "New, TLSv1.2"}, {"-tls1_3", "New, TLSv1.3"}}) {
    auto const good = s_client({version, "-verify_hostname", "wsus.lab.example"});
    EXPECT_EQ(good.exit_code, 0) << version << good.errors;
    EXPECT_THAT(good.output, HasSubstr(shown));
    EXPECT_THAT(good.output, HasSubstr("Verification: OK"));
  }
  EXPECT_NE(s_client({"-verify_hostname", "other.lab.example"}).exit_code, 0);
  // Level 0, or openssl itself would not offer it: the refusal must be the server's.
  auto const old = s_client({"-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"});
  EXPECT_NE(old.exit_code, 0);
  EXPECT_THAT(old.errors, HasSubstr("alert protocol version"));
}

TEST_F(WsusMockHttps, IsScannedByWuaSimThatTrustsItsAuthorityAndByNoOther) {
  start({"--https", "127.0.0.1:0", "--log-dir", "logs"});
  auto const scan = [&](std::vector<std::string> options) {
    std::vector<std::string> command{WUA_SIM, "scan", "--server", fmt::format("https://localhost:{}", port("https"))};
    command.insert(command.end(), options.begin(), options.end());
    return run(command, folder_ / "client");
  };
  auto const trusting = scan({"--trust", (folder_ / "logs/lab-ca.crt").string()});
  EXPECT_EQ(trusting.exit_code, 0) << trusting.output;
  EXPECT_THAT(trusting.output, HasSubstr("Updates found: 3"));
  auto const other = scan({});
  EXPECT_EQ(other.exit_code, 1);
  EXPECT_THAT(other.output, HasSubstr("0x80072F8F"));
  auto const no_certificate = scan({"--trust", (folder_ / "ports.json").string()});
  EXPECT_EQ(no_certificate.exit_code, 2);
  EXPECT_THAT(no_certificate.errors, HasSubstr("there is no certificate in it"));
  auto text = read_file(folder_ / "logs/lab-ca.crt");
  text.replace(text.find('\n') + 1, 4, "!!!!");
  std::ofstream(folder_ / "client/damaged.crt") << text;
  auto const damaged = scan({"--trust", "damaged.crt"});
  EXPECT_EQ(damaged.exit_code, 2);
  EXPECT_THAT(damaged.errors, HasSubstr("--trust damaged.crt: a certificate in it is damaged"));
}

TEST_F(WsusMockHttps, WithoutTheOptionThereIsNoHttpsAndNoAuthority) {
  start({"--log-dir", "logs"});
  EXPECT_TRUE(ports_.at("https").is_null());
  EXPECT_FALSE(std::filesystem::exists(folder_ / "logs/lab-ca.crt"));
}

TEST_F(WsusMockHttps, ServesTheCertificateThatTheCertsCommandMade) {
  auto const made = run({WSUS_MOCK, "certs", "--out", "tls", "--name", "wsus.lab.example", "--name",
                         "wsus2.lab.example", "--address", "127.0.0.1"},
                        folder_);
  EXPECT_EQ(made.exit_code, 0) << made.errors;
  EXPECT_THAT(made.output, HasSubstr("certutil -addstore Root lab-ca.crt"));
  EXPECT_EQ(std::filesystem::status(folder_ / "tls/wsus.key").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  start({"--https", "127.0.0.1:0", "--tls-certificate", "tls/wsus.crt", "--tls-key", "tls/wsus.key"});
  for (auto const* name : {"wsus.lab.example", "wsus2.lab.example", "127.0.0.1"}) {
    auto const page = get("tls/lab-ca.crt", name);
    EXPECT_EQ(page.output, "200") << name << page.errors;
  }
  EXPECT_EQ(get("tls/lab-ca.crt", "localhost").exit_code, 60);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "wsus-mock-logs/lab-ca.crt"));
}

TEST_F(WsusMockHttps, AnAuthorityInTheLogFolderSignsAndStays) {
  EXPECT_EQ(run({WSUS_MOCK, "certs", "--out", "logs", "--name", "wsus.lab.example"}, folder_).exit_code, 0);
  auto const authority = read_file(folder_ / "logs/lab-ca.crt");
  start({"--https", "127.0.0.1:0", "--log-dir", "logs"});
  EXPECT_EQ(get("logs/lab-ca.crt", "localhost").output, "200");
  EXPECT_EQ(read_file(folder_ / "logs/lab-ca.crt"), authority);
}

TEST_F(WsusMockHttps, AForeignAuthorityWithoutItsKeyIsNotOverwritten) {
  EXPECT_EQ(run({WSUS_MOCK, "certs", "--out", "logs", "--name", "wsus.lab.example"}, folder_).exit_code, 0);
  std::filesystem::remove(folder_ / "logs/lab-ca.key");
  auto const authority = read_file(folder_ / "logs/lab-ca.crt");
  auto const end = refused({"--https", "127.0.0.1:0", "--log-dir", "logs"});
  EXPECT_EQ(end.exit_code, 2);
  EXPECT_THAT(end.errors, HasSubstr("'logs/lab-ca.crt' is there"));
  EXPECT_EQ(read_file(folder_ / "logs/lab-ca.crt"), authority);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "ports.json"));
}

TEST_F(WsusMockHttps, TheAuthorityOfAnEarlierStartIsReplaced) {
  start({"--https", "127.0.0.1:0", "--log-dir", "logs"});
  auto const first = read_file(folder_ / "logs/lab-ca.crt");
  EXPECT_EQ(mock_->stop().exit_code, 0);
  std::filesystem::remove(folder_ / "ports.json");
  start({"--https", "127.0.0.1:0", "--log-dir", "logs"});
  EXPECT_NE(read_file(folder_ / "logs/lab-ca.crt"), first);
  EXPECT_EQ(get("logs/lab-ca.crt", "localhost").output, "200");
}

TEST_F(WsusMockHttps, CertsWritesOverNothingWithoutForce) {
  std::vector<std::string> command{WSUS_MOCK, "certs", "--out", "tls", "--name", "a.lab.example"};
  EXPECT_EQ(run(command, folder_).exit_code, 0);
  auto const first = read_file(folder_ / "tls/wsus.crt");
  auto const second = run(command, folder_);
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_THAT(second.errors, HasSubstr("tls/lab-ca.crt' is there already"));
  EXPECT_EQ(read_file(folder_ / "tls/wsus.crt"), first);
  command.emplace_back("--force");
  EXPECT_EQ(run(command, folder_).exit_code, 0);
  EXPECT_NE(read_file(folder_ / "tls/wsus.crt"), first);
}

TEST_F(WsusMockHttps, FilesThatCannotBeUsedEndWithTwoAndStartNothing) {
  EXPECT_EQ(run({WSUS_MOCK, "certs", "--out", "tls", "--name", "a.lab.example"}, folder_).exit_code, 0);
  struct Row {
    char const* certificate;
    char const* key;
    char const* said;
  };
  for (auto const& row :
       std::vector<Row>{{"no.crt", "tls/wsus.key", "--tls-certificate 'no.crt': cannot be read as a file"},
                        {"tls/wsus.crt", "no.key", "--tls-key 'no.key': cannot be read as a file"},
                        {"tls/wsus.crt", "tls/lab-ca.key", "the key does not belong to the certificate"},
                        {"tls/wsus.key", "tls/wsus.key", "the certificate is no PEM certificate"},
                        {"tls/wsus.crt", "tls/wsus.crt", "the key is no PEM private key"}}) {
    auto const end = refused({"--https", "127.0.0.1:0", "--tls-certificate", row.certificate, "--tls-key", row.key});
    EXPECT_EQ(end.exit_code, 2) << row.said;
    EXPECT_THAT(end.errors, HasSubstr(row.said));
    EXPECT_FALSE(std::filesystem::exists(folder_ / "ports.json"));
  }
}

TEST_F(WsusMockHttps, AProfileAndLowerCaseNamesAreSeenOnTheWire) {
  start({"--server-profile", "2012r2", "--server-header-case", "lower"});
  auto const reply = exchange(port("http"), {.method = "GET", .content_type = ""});
  EXPECT_EQ(reply.header("server"), "Microsoft-IIS/8.5");
  EXPECT_EQ(reply.header("Server"), "");
}

}  // namespace
}  // namespace wsus::test
