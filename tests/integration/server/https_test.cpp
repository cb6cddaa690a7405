// The HTTPS listener as openssl and curl see it: versions, certificates, silent and foreign peers.
#include "tests/integration/server/file_handler.hpp"
#include "tests/support/raw_http.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <fstream>

namespace wsus::http::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using wsus::test::RawConnection;

class Https : public testing::Test {
protected:
  void SetUp() override {
    folder_ = wsus::test::fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name());
    trust(tls_.authority);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void trust(certificates::CertificateAndKey const& authority) const {
    std::ofstream(folder_ / "ca.crt") << authority.certificate;
  }
  [[nodiscard]] static ServerOptions with(TlsSettings tls) {
    ServerOptions options;
    options.tls = std::move(tls);
    return options;
  }
  [[nodiscard]] wsus::test::Finished get(HttpServer const& server, std::string_view name = server_name) const {
    return curl(folder_, server.port(),
                {"--resolve", fmt::format("{}:{}:127.0.0.1", name, server.port()),
                 fmt::format("https://{}:{}/file", name, server.port())});
  }

  LabTls const tls_;
  FileHandler handler_{file_of("content")};
  std::filesystem::path folder_;
};

// Conforms: HTTP.tls
TEST_F(Https, SpeaksTls12And13WithACertificateThatVerifies) {
  HttpServer server(with(tls_.settings()), handler_);
  struct Row {
    char const* option;
    char const* shown;
  };
  for (auto const& row : std::vector<Row>{{"-tls1_2", "New, TLSv1.2"}, {"-tls1_3", "New, TLSv1.3"}}) {
    auto const end =
        s_client(folder_, server.port(),
                 {row.option, "-CAfile", "ca.crt", "-verify_return_error", "-verify_hostname", server_name});
    EXPECT_EQ(end.exit_code, 0) << row.option << end.errors;
    EXPECT_THAT(end.output, HasSubstr(row.shown));
    EXPECT_THAT(end.output, HasSubstr("Verification: OK"));
  }
}

// Conforms: HTTP.tls
TEST_F(Https, RefusesTls11WithTheAlertForTheVersion) {
  HttpServer server(with(tls_.settings()), handler_);
  // Level 0, or openssl itself would not offer it: the refusal must be the server's.
  auto const old = s_client(folder_, server.port(), {"-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"});
  EXPECT_NE(old.exit_code, 0);
  EXPECT_THAT(old.errors, HasSubstr("alert protocol version"));
  auto const twin = s_client(folder_, server.port(), {"-tls1_2", "-cipher", "DEFAULT@SECLEVEL=0"});
  EXPECT_EQ(twin.exit_code, 0) << twin.errors;
}

TEST_F(Https, VersionsAreSettings) {
  auto only_1_2 = tls_.settings();
  only_1_2.maximum = TlsVersion::v1_2;
  HttpServer older(with(only_1_2), handler_);
  EXPECT_NE(s_client(folder_, older.port(), {"-tls1_3"}).exit_code, 0);
  EXPECT_EQ(s_client(folder_, older.port(), {"-tls1_2"}).exit_code, 0);
  auto only_1_3 = tls_.settings();
  only_1_3.minimum = TlsVersion::v1_3;
  HttpServer newer(with(only_1_3), handler_);
  EXPECT_NE(s_client(folder_, newer.port(), {"-tls1_2"}).exit_code, 0);
  EXPECT_EQ(s_client(folder_, newer.port(), {"-tls1_3"}).exit_code, 0);
}

TEST_F(Https, ServesTheNameOfItsCertificateAndNoOther) {
  HttpServer server(with(tls_.settings()), handler_);
  auto const good = get(server);
  EXPECT_EQ(good.exit_code, 0) << good.errors;
  EXPECT_EQ(good.output, "content");
  EXPECT_TRUE(handler_.seen().secure);
  auto const other = get(server, "other.lab.example");
  EXPECT_EQ(other.exit_code, 60) << other.errors;  // 60: the peer's certificate cannot be authenticated
  EXPECT_EQ(other.output, "");
}

TEST_F(Https, AnotherAuthorityOrAnExpiredCertificateIsNotTrusted) {
  HttpServer server(with(tls_.settings()), handler_);
  trust(LabTls().authority);
  EXPECT_EQ(get(server).exit_code, 60);
  trust(tls_.authority);
  EXPECT_EQ(get(server).exit_code, 0);
  auto const old = certificates::make_server_certificate(
      {.names = {server_name}, .validity = days_from_now(-3, -2), .serial = certificates::random_serial()},
      tls_.authority);
  HttpServer expired(with({.certificate_chain = old.certificate, .private_key = old.key}), handler_);
  auto const end = get(expired);
  EXPECT_EQ(end.exit_code, 60);
  EXPECT_THAT(end.errors, HasSubstr("certificate has expired"));
}

TEST_F(Https, SilentPeersKeepNobodyFromBeingServed) {
  auto settings = tls_.settings();
  settings.handshake_timeout = std::chrono::minutes(10);  // longer than the test may take: nobody is helped by it
  HttpServer server(with(settings), handler_);
  std::deque<RawConnection> silent;
  for (int i = 0; i < 50; ++i) silent.emplace_back(server.port());
  EXPECT_EQ(get(server).output, "content");
}

TEST_F(Https, APeerThatNeverFinishesItsHandshakeIsCut) {
  auto settings = tls_.settings();
  settings.handshake_timeout = std::chrono::milliseconds(100);
  HttpServer server(with(settings), handler_);
  RawConnection silent(server.port());
  RawConnection half(server.port());
  half.send("\x16\x03\x01");  // the beginning of a ClientHello
  EXPECT_EQ(silent.read_to_end(), "");
  EXPECT_EQ(half.read_to_end(), "");
}

TEST_F(Https, ManyHandshakesAtOnceAllEndWell) {
  HttpServer server(with(tls_.settings()), handler_);
  std::vector<std::string> words{"--parallel", "--parallel-immediate", "--parallel-max", "40"};
  for (int i = 0; i < 40; ++i) {
    words.emplace_back("--output");
    words.emplace_back(fmt::format("got{}", i));
    words.emplace_back(fmt::format("https://{}:{}/file", server_name, server.port()));
  }
  auto const end = curl(folder_, server.port(), words);
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  for (int i = 0; i < 40; ++i) EXPECT_EQ(wsus::test::read_file(folder_ / fmt::format("got{}", i)), "content");
}

TEST_F(Https, APeerThatSpeaksPlainHttpGetsNoHttpAnswer) {
  HttpServer server(with(tls_.settings()), handler_);
  RawConnection connection(server.port());
  connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(connection.read_to_end(), Not(HasSubstr("HTTP/1.1")));
  EXPECT_EQ(handler_.seen().server_port, 0);
}

TEST_F(Https, StopsAtOnceWhilePeersAreInTheirHandshake) {
  HttpServer server(with(tls_.settings()), handler_);
  RawConnection connection(server.port());
  auto const begin = std::chrono::steady_clock::now();
  server.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_EQ(connection.read_to_end(), "");
}

TEST_F(Https, ACertificateThatCannotBeUsedOpensNoPort) {
  auto const message = [this](TlsSettings tls) -> std::string {
    try {
      HttpServer const server(with(std::move(tls)), handler_);
    } catch (TlsError const& e) {
      return e.what();
    }
    return "listens";
  };
  auto foreign_key = tls_.settings();
  foreign_key.private_key = tls_.authority.key;
  EXPECT_THAT(message(foreign_key), HasSubstr("the TLS private key cannot be used: "));
  std::ofstream(folder_ / "server.key") << tls_.server.key;
  auto const encrypted = wsus::test::run(
      {OPENSSL_PROGRAM, "pkey", "-in", "server.key", "-aes256", "-passout", "pass:secret", "-out", "locked.key"},
      folder_);
  ASSERT_EQ(encrypted.exit_code, 0) << encrypted.errors;
  auto locked = tls_.settings();
  locked.private_key = wsus::test::read_file(folder_ / "locked.key");
  EXPECT_THAT(message(locked), HasSubstr("the TLS private key cannot be used: "));
  auto const other_kind =
      wsus::test::run({OPENSSL_PROGRAM, "genpkey", "-algorithm", "RSA", "-out", "other.key"}, folder_);
  ASSERT_EQ(other_kind.exit_code, 0) << other_kind.errors;
  auto foreign_kind = tls_.settings();
  foreign_kind.private_key = wsus::test::read_file(folder_ / "other.key");
  EXPECT_EQ(message(foreign_kind), "the TLS private key cannot be used: it does not belong to the certificate");
  EXPECT_EQ(message(tls_.settings()), "listens");
  auto no_chain = tls_.settings();
  no_chain.certificate_chain.clear();
  EXPECT_THAT(message(no_chain), HasSubstr("the TLS certificate chain cannot be used: "));
  auto no_version = tls_.settings();
  no_version.minimum = TlsVersion::v1_3;
  no_version.maximum = TlsVersion::v1_2;
  EXPECT_THAT(message(no_version), HasSubstr("allow no version"));
  EXPECT_EQ(message(tls_.settings()), "listens");
}

}  // namespace
}  // namespace wsus::http::test
