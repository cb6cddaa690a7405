// Handshakes with something wrong, as openssl and curl see them, each with the twin in which nothing is.
#include "tests/integration/server/planned_server.hpp"

#include <fmt/format.h>

#include <atomic>
#include <fstream>

namespace wsus::http::test {
namespace {

using faults::CertificateFlaw;
using faults::TlsPlan;
using testing::HasSubstr;

class Handshakes : public testing::Test {
protected:
  void SetUp() override {
    folder_ = wsus::test::fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name());
    std::ofstream(folder_ / "ca.crt") << tls_.authority.certificate;
    std::ofstream(folder_ / "client.crt") << tls_.server.certificate;  // any certificate will do
    std::ofstream(folder_ / "client.key") << tls_.server.key;
    handler_.answer({small_plan()});
  }
  void TearDown() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  void serve(TlsPlan const& plan) {
    ServerOptions options;
    options.tls = tls_.settings();
    options.certificates = [this](std::optional<CertificateFlaw> flaw) {
      ++made_;
      return flawed(flaw.value());
    };
    handler_.greet({.tls = plan});
    server_.emplace(options, handler_);
  }
  [[nodiscard]] CertificatePem flawed(CertificateFlaw flaw) const {
    auto const other = LabTls();
    certificates::ServerRequest request{
        .names = {server_name}, .validity = days_from_now(-1, 1), .serial = certificates::random_serial()};
    if (flaw == CertificateFlaw::expired) request.validity = days_from_now(-3, -2);
    if (flaw == CertificateFlaw::not_yet_valid) request.validity = days_from_now(2, 3);
    if (flaw == CertificateFlaw::wrong_name) request.names = {"other.lab.example"};
    auto const made = certificates::make_server_certificate(
        request, flaw == CertificateFlaw::unknown_authority ? other.authority : tls_.authority);
    return {made.certificate, made.key};
  }
  [[nodiscard]] wsus::test::Finished get(std::vector<std::string> words = {}) const {
    words.push_back(fmt::format("https://{}:{}/file", server_name, server_->port()));
    return curl(folder_, server_->port(), words);
  }
  [[nodiscard]] wsus::test::Finished shake(std::vector<std::string> const& words) const {
    return s_client(folder_, server_->port(), words);
  }

  LabTls const tls_{};
  PlanHandler handler_;
  std::filesystem::path folder_;
  std::atomic<int> made_ = 0;
  std::optional<HttpServer> server_;
};

TEST_F(Handshakes, ACertificateWithAFlawIsRefusedForThatFlaw) {
  struct Row {
    CertificateFlaw flaw;
    char const* reason;
  };
  for (auto const& row : std::vector<Row>{{CertificateFlaw::expired, "certificate has expired"},
                                          {CertificateFlaw::not_yet_valid, "certificate is not yet valid"},
                                          {CertificateFlaw::wrong_name, "no alternative certificate subject name"},
                                          {CertificateFlaw::unknown_authority, "unable to get local issuer"}}) {
    serve({.flaw = row.flaw});
    auto const end = get();
    EXPECT_EQ(end.exit_code, 60) << row.reason;
    EXPECT_THAT(end.errors, HasSubstr(row.reason));
    EXPECT_TRUE(handler_.requests().empty());
  }
  serve({});
  EXPECT_EQ(get().output, small_body);
}

TEST_F(Handshakes, ACertificateIsMadeOnceForEachPlan) {
  serve({.flaw = CertificateFlaw::expired});
  EXPECT_EQ(made_, 0);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(get().exit_code, 60);
  EXPECT_EQ(made_, 1);
}

TEST_F(Handshakes, AFlawThatNobodyCanShowEndsThatConnectionOnly) {
  ServerOptions options;
  options.tls = tls_.settings();
  handler_.greet({.tls = {.flaw = CertificateFlaw::expired}});
  server_.emplace(options, handler_);
  EXPECT_EQ(get().exit_code, 35);
  handler_.greet({});
  EXPECT_EQ(get().output, small_body);
}

TEST_F(Handshakes, TheNewestVersionIsTheOneThatIsSpoken) {
  struct Row {
    std::uint16_t version;
    char const* option;
    char const* shown;
    char const* newer;   ///< what a client insists on in vain
    char const* reason;  ///< before TLS 1.3 a server offers its own version, and the client refuses that
  };
  for (auto const& row : std::vector<Row>{{0x0301, "-tls1", "TLSv1", "-tls1_1", "unsupported protocol"},
                                          {0x0302, "-tls1_1", "TLSv1.1", "-tls1_2", "unsupported protocol"},
                                          {0x0303, "-tls1_2", "TLSv1.2", "-tls1_3", "alert protocol version"}}) {
    serve({.newest_version = row.version});
    auto const spoken = shake({row.option, "-cipher", "DEFAULT@SECLEVEL=0"});
    EXPECT_EQ(spoken.exit_code, 0) << spoken.errors;
    EXPECT_THAT(spoken.output, HasSubstr(fmt::format("Protocol  : {}\n", row.shown)));
    auto const newer = shake({row.newer, "-cipher", "DEFAULT@SECLEVEL=0"});
    EXPECT_NE(newer.exit_code, 0);
    EXPECT_THAT(newer.errors, HasSubstr(row.reason));
  }
  serve({.newest_version = 0x0304});
  EXPECT_EQ(shake({"-tls1_3"}).exit_code, 0);
  EXPECT_EQ(shake({"-tls1_2"}).exit_code, 0);
}

TEST_F(Handshakes, ACurrentClientHasNoVersionInCommonWithAnOldServer) {
  serve({.newest_version = 0x0301});
  auto const end = get({"--tlsv1.2"});
  EXPECT_EQ(end.exit_code, 35);
  EXPECT_THAT(end.errors, HasSubstr("protocol version"));
  serve({});
  EXPECT_EQ(get().output, small_body);
}

TEST_F(Handshakes, ACurrentClientHasNoCipherInCommonWithWeakOnes) {
  serve({.weak_ciphers_only = true});
  auto const end = get();
  EXPECT_EQ(end.exit_code, 35);
  EXPECT_THAT(end.errors, HasSubstr("handshake failure"));
  auto const weak = shake({"-tls1_2", "-cipher", "eNULL@SECLEVEL=0", "-CAfile", "ca.crt", "-verify_return_error"});
  EXPECT_EQ(weak.exit_code, 0) << weak.errors;
  EXPECT_THAT(weak.output, HasSubstr("Cipher is ECDHE-ECDSA-NULL-SHA"));
  EXPECT_THAT(weak.output, HasSubstr("Verification: OK"));
  serve({});
  EXPECT_NE(shake({"-tls1_2", "-cipher", "eNULL@SECLEVEL=0"}).exit_code, 0);
}

TEST_F(Handshakes, AClientWithoutTheDemandedCertificateGetsTheAlertOfItsVersion) {
  struct Row {
    char const* version;
    char const* alert;
  };
  for (auto const& row : std::vector<Row>{{"1.2", "alert handshake failure"}, {"1.3", "certificate required"}}) {
    serve({.demands_client_certificate = true});
    auto const served = handler_.requests().size();
    auto const end = get({fmt::format("--tlsv{}", row.version), "--tls-max", row.version});
    // 35: in the handshake; 56: at the first answer, where TLS 1.3 tells it.
    EXPECT_THAT(end.exit_code, testing::AnyOf(35, 56)) << end.errors;
    EXPECT_THAT(end.errors, HasSubstr(row.alert));
    EXPECT_EQ(handler_.requests().size(), served);
    auto const twin = get({"--tlsv1.2", "--tls-max", row.version, "--cert", "client.crt", "--key", "client.key"});
    EXPECT_EQ(twin.output, small_body) << twin.errors;
    serve({});
    EXPECT_EQ(get().output, small_body);
  }
}

TEST_F(Handshakes, ASessionOfAnotherPlanIsNotTakenUp) {
  serve({});
  EXPECT_THAT(shake({"-tls1_2", "-sess_out", "session.pem"}).output, HasSubstr("New, TLSv1.2"));
  EXPECT_THAT(shake({"-tls1_2", "-sess_in", "session.pem"}).output, HasSubstr("Reused, TLSv1.2"));
  handler_.greet({.tls = {.demands_client_certificate = true}});
  auto const taken_up = shake({"-tls1_2", "-sess_in", "session.pem", "-cert", "client.crt", "-key", "client.key"});
  EXPECT_THAT(taken_up.output, HasSubstr("New, TLSv1.2"));
}

TEST_F(Handshakes, FlawVersionCiphersAndCertificateMayMeet) {
  serve({.flaw = CertificateFlaw::expired,
         .newest_version = 0x0302,
         .weak_ciphers_only = true,
         .demands_client_certificate = true});
  auto const end = shake(
      {"-tls1_1", "-cipher", "eNULL@SECLEVEL=0", "-CAfile", "ca.crt", "-cert", "client.crt", "-key", "client.key"});
  EXPECT_THAT(end.output, HasSubstr("Cipher is ECDHE-ECDSA-NULL-SHA"));
  EXPECT_THAT(end.output + end.errors, HasSubstr("certificate has expired"));
}

}  // namespace
}  // namespace wsus::http::test
