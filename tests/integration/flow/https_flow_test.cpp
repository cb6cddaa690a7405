// Scans and updates over HTTPS with the lab's own authority.
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

/// Certificates are checked by the system's clock, so this server and its PCs have it too.
class HttpsFlow : public FlowTest {
protected:
  void serve_https() {
    auto config = config_of({needed_update(1, 3'000)});
    config.https_port = 0;
    server_ = std::make_unique<server::WsusServer>(std::move(config), system_);
  }
  std::unique_ptr<client::SimulatedPc> https_pc(std::string const& trusted) {
    transport::HttpOptions http;
    http.trusted_certificates = trusted;
    machine::MachineOptions options;
    options.server_url = server_->https_url();
    return std::make_unique<client::SimulatedPc>(std::move(options), system_, agent::AgentSettings{}, http);
  }
  wusp::SystemClock system_;
};

TEST_F(HttpsFlow, CallsGoOverTlsAndContentOverPlainHttp) {
  serve_https();
  auto const pc = https_pc(server_->lab_authority());
  auto const report = pc->update();
  EXPECT_EQ(report::hresult_of(report), agent::hr::ok) << report.result.message;
  for (auto const& call : report.calls) EXPECT_THAT(call.url, StartsWith(server_->https_url()));
  ASSERT_THAT(report.content, SizeIs(1));
  EXPECT_THAT(report.content.front().url, StartsWith(server_->url() + "/Content/"));
  EXPECT_EQ(pc->scan().result.updates_found, 0U);
  EXPECT_EQ(status_of(1), "Installed");
}

TEST_F(HttpsFlow, AnAuthorityThatIsNotTrustedEndsTheScanWithASecureFailure) {
  serve_https();
  auto const report = https_pc("")->update();
  EXPECT_FALSE(report.update_result);
  EXPECT_EQ(report.result.hresult, 0x80072F8FU) << report.result.message;  // HRESULT_FROM_WIN32(12175)
  EXPECT_THAT(server_->journal().entries(), IsEmpty());
}

}  // namespace
}  // namespace wsus::test
