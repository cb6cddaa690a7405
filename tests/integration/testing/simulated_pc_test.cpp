// SimulatedPc as a test has it: results, the prompt, time, trust.
#include <wsuslab/mock_server.hpp>
#include <wsuslab/simulated_pc.hpp>

#include <gmock/gmock.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace wsuslab {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using testing::AllOf;
using testing::Each;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using testing::ThrowsMessage;

constexpr auto secure_failure = 0x80072F8FU;
constexpr auto cannot_connect = 0x80072EFDU;

class EachProfile : public testing::TestWithParam<Profile> {};

TEST_P(EachProfile, FindsItsUpdates) {
  MockServer server({.time = Time::simulated});
  SimulatedPc pc(server, {.profile = GetParam()});
  auto const scan = pc.scan();
  EXPECT_TRUE(scan.succeeded()) << scan.message;
  EXPECT_EQ(scan.hresult_text(), "0x00000000");
  EXPECT_EQ(scan.updates_found, 3U);
  EXPECT_FALSE(scan.fault);
  EXPECT_THAT(scan.log, HasSubstr("Found 3 updates"));
  EXPECT_THAT(scan.calls, Each(Field(&PcCall::status, 200U)));
}
INSTANTIATE_TEST_SUITE_P(
    Profiles, EachProfile, testing::Values(Profile::w7, Profile::w8, Profile::w10, Profile::w11), [](auto const& one) {
      return "w" + std::to_string(std::array{7, 8, 10, 11}.at(static_cast<std::size_t>(one.param)));
    });

TEST(SimulatedPc, AFaultIsInTheResultWithItsOperationAndId) {
  MockServer server(
      {.faults = {faults::soap_fault(ErrorCode::invalid_parameters, "parameters.x").when(operation("SyncUpdates"))}});
  SimulatedPc pc(server);
  auto const scan = pc.scan();
  EXPECT_EQ(scan.hresult, 0x80244007U);
  EXPECT_EQ(scan.hresult_text(), "0x80244007");
  EXPECT_EQ(scan.symbol, "WU_E_PT_SOAPCLIENT_SOAPFAULT");
  ASSERT_TRUE(scan.fault);
  EXPECT_EQ(scan.fault->operation, "SyncUpdates");
  EXPECT_EQ(scan.fault->error_code, "InvalidParameters");
  EXPECT_EQ(scan.fault->message, "parameters.x");
  ASSERT_THAT(server.journal(), Not(IsEmpty()));
  EXPECT_THAT(server.journal(), testing::Contains(Field(&Exchange::fault_id, scan.fault->id)));
}

TEST(SimulatedPc, AnUpdateDownloadsAndInstallsWhatTheScanFound) {
  MockServer server({.time = Time::simulated});
  SimulatedPc pc(server);
  auto const result = pc.update();
  EXPECT_TRUE(result.succeeded()) << result.message;
  EXPECT_THAT(result.updates, AllOf(SizeIs(3), Each(Field(&UpdateOutcome::installed, true))));
  EXPECT_EQ(pc.scan().updates_found, 0U);
}

TEST(SimulatedPc, MachinesOfOneServerAreDifferentClients) {
  MockServer server;
  SimulatedPc one(server);
  SimulatedPc two(server);
  EXPECT_EQ(one.name(), "PC01");
  EXPECT_EQ(two.name(), "PC02");
  EXPECT_NE(one.client_id(), two.client_id());
  SimulatedPc clone(server, {.name = "PC01", .seed = 1});
  EXPECT_EQ(clone.client_id(), one.client_id());
}

TEST(SimulatedPc, MachinesOfOneServerMayScanAtTheSameTime) {
  MockServer server({.time = Time::simulated});
  std::vector<std::unique_ptr<SimulatedPc>> machines;
  for (int i = 0; i < 6; ++i) machines.push_back(std::make_unique<SimulatedPc>(server));
  {
    std::vector<std::jthread> threads;
    for (auto& pc : machines) threads.emplace_back([&pc] { pc->scan(); });
  }
  for (auto const& pc : machines) EXPECT_TRUE(pc->last_scan()->succeeded()) << pc->name();
}

TEST(SimulatedPc, ThePromptScansAndKeepsTheMachinesState) {
  MockServer server;
  SimulatedPc pc(server, {.profile = Profile::w8});
  EXPECT_FALSE(pc.last_scan());
  EXPECT_EQ(pc.run("net stop wuauserv").exit_code, 0);
  EXPECT_EQ(pc.run("net start wuauserv").exit_code, 0);
  EXPECT_FALSE(pc.last_scan());
  EXPECT_EQ(pc.run("wuauclt /detectnow").exit_code, 0);
  ASSERT_TRUE(pc.last_scan());
  EXPECT_TRUE(pc.last_scan()->succeeded());
  EXPECT_THAT(pc.last_scan()->log, HasSubstr("Found 3 updates"));
  EXPECT_NE(pc.run("net stop wuauserv", false).exit_code, 0) << "a prompt that is not elevated";
}

TEST(SimulatedPc, DetectionCyclesPassInNoTime) {
  MockServer server({.time = Time::simulated});
  SimulatedPc pc(server);
  auto const begin = server.now();
  auto const cycles = pc.detection_cycles(3);
  EXPECT_THAT(cycles, AllOf(SizeIs(3), Each(Field(&ScanResult::hresult, 0U))));
  EXPECT_GE(server.now() - begin, hours{2 * 17});
  EXPECT_LE(server.now() - begin, hours{2 * 22});
}

TEST(SimulatedPc, ASlowServerCostsItsTimeoutAndTheTestNothing) {
  MockServer server({.faults = {faults::stall(100).when(operation("GetConfig"))}, .time = Time::simulated});
  SimulatedPc pc(server);
  auto const begin = server.now();
  EXPECT_EQ(pc.scan().hresult, 0x80072EE2U);
  EXPECT_GE(server.now() - begin, std::chrono::seconds{30});
}

TEST(SimulatedPc, MayOutliveItsServer) {
  auto server = std::make_unique<MockServer>();
  SimulatedPc pc(*server);
  ASSERT_TRUE(pc.scan().succeeded());
  server.reset();
  EXPECT_EQ(pc.scan().hresult, cannot_connect);
}

TEST(SimulatedPc, WithHttpsItTrustsTheLabUnlessToldOtherwise) {
  MockServer server({.https = true});
  EXPECT_THAT(server.https_url(), StartsWith("https://127.0.0.1:"));
  EXPECT_THAT(server.lab_authority(), HasSubstr("BEGIN CERTIFICATE"));
  SimulatedPc pc(server);
  auto const scan = pc.scan();
  EXPECT_TRUE(scan.succeeded()) << scan.message;
  EXPECT_THAT(scan.calls, Each(Field(&PcCall::url, StartsWith("https://"))));
  SimulatedPc stranger(server, {.trusts_lab_authority = false});
  EXPECT_EQ(stranger.scan().hresult, secure_failure);
  SimulatedPc by_hand(server, {.trusts_lab_authority = false, .trusted_certificates = server.lab_authority()});
  EXPECT_TRUE(by_hand.scan().succeeded());
}

TEST(SimulatedPc, ACertificateWithAFlawEndsTheScan) {
  MockServer server({.faults = {faults::tls_certificate(CertificateFlaw::expired).when(over_https())}, .https = true});
  SimulatedPc pc(server);
  EXPECT_EQ(pc.scan().hresult, secure_failure);
}

TEST(SimulatedPc, ScansWhateverAnswersAtAUrl) {
  MockServer server;
  SimulatedPc pc(server.url());
  EXPECT_TRUE(pc.scan().succeeded());
  SimulatedPc lost("http://127.0.0.1:1");
  auto const scan = lost.scan();
  EXPECT_EQ(scan.hresult, cannot_connect);
  ASSERT_FALSE(scan.calls.empty());
  EXPECT_EQ(scan.calls.front().status, 0U);
  auto const before = pc.now();
  pc.advance(hours{1});
  EXPECT_GE(pc.now() - before, hours{1});
  EXPECT_LT(server.now() - before, hours{1}) << "its clock is its own";
}

TEST(SimulatedPc, SettingsOfTheAgentAreThoseOfWuaSim) {
  MockServer server({.faults = {faults::soap_fault(ErrorCode::server_busy).when(operation("SyncUpdates"))}});
  SimulatedPc pc(server, {.agent = {{"server_busy_hresult", "0x80244016"}}});
  EXPECT_EQ(pc.scan().hresult, 0x80244016U);
}

TEST(SimulatedPc, WrongOptionsAreTold) {
  MockServer server;
  EXPECT_THAT(
      [&] {
        SimulatedPc pc(server, {.agent = {{"no_such", "1"}}});
      },
      ThrowsMessage<Error>(AllOf(HasSubstr("no_such"), HasSubstr("server_busy_hresult"))));
  EXPECT_THAT(
      [&] {
        SimulatedPc pc(server, {.agent = {{"connect_timeout", "never"}}});
      },
      ThrowsMessage<Error>(AllOf(HasSubstr("connect_timeout"), HasSubstr("never"))));
  EXPECT_THAT([&] { SimulatedPc pc(server, {.devices = 1'001}); }, ThrowsMessage<Error>(HasSubstr("1001")));
  SimulatedPc pc(server);
  EXPECT_THROW(pc.advance(milliseconds{-5}), Error);
}

}  // namespace
}  // namespace wsuslab
