// Every generation of the agent against our server: what it says on the wire, which log it writes, and which code one
// prerequisite too many ends with.
#include "client_sim/app/simulated_pc.hpp"
#include "server/app/wsus_server.hpp"
#include "server/catalogue/generator.hpp"
#include "server/iis/response_dress.hpp"
#include "wsdl/wusp/clock.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace wsus::client {
namespace {

using machine::Profile;
using testing::AllOf;
using testing::HasSubstr;
using testing::Matcher;
using testing::Not;

wusp::UtcTime const start_time = *wusp::parse_xsd_date_time("2026-10-04T15:03:36Z");

struct Generation {
  std::string name;
  Profile profile;
  std::string user_agent;
  std::string protocol_version;
  std::string registered;              ///< part of RegisterComputer
  bool self_update = false;            ///< asks for wuident.cab first
  Matcher<std::string> healthy_log;    ///< components and form of the log
  std::uint32_t fault_hresult = 0;     ///< of InvalidParameters, faultcode Client
  std::vector<std::uint32_t> chain{};  ///< its links
  Matcher<std::string> fault_log;
};

void PrintTo(Generation const& generation, std::ostream* out) { *out << generation.name; }

std::vector<Generation> generations() {
  std::string const newest = "<OSMajorVersion>10</OSMajorVersion><OSMinorVersion>0</OSMinorVersion>";
  std::vector<std::uint32_t> const wwsapi{0x803D0013, 0x80244007};
  auto const traces = AllOf(HasSubstr("ProtocolTalker  ServiceId = {3DA21691"), Not(HasSubstr("\tPT\t")));
  auto const failed = HasSubstr("*FAILED* [80244007] SyncUpdates_WithRecovery failed");
  return {
      {"w7",
       Profile::w7,
       "Windows-Update-Agent",
       "1.8",
       "<OSMajorVersion>6</OSMajorVersion><OSMinorVersion>1</OSMinorVersion><OSBuildNumber>7601</OSBuildNumber>"
       "<OSServicePackMajorNumber>1</OSServicePackMajorNumber>",
       true,
       AllOf(HasSubstr("\tPT\t  + ServiceId = {3DA21691"), Not(HasSubstr("\tWS\t")), Not(HasSubstr("\tIdleTmr\t"))),
       0x8024400D,
       {0x80244007, 0x8024400D},
       AllOf(
           HasSubstr("\tPT\tWARNING: SyncUpdates failure, error = 0x8024400D, soap client error = 7, soap error code = "
                     "300, HTTP status code = 500\r\n"),
           HasSubstr("\tPT\tWARNING:     Message:parameters.InstalledNonLeafUpdateIDs\r\n"), Not(HasSubstr("Nws")))},
      {"w8", Profile::w8, "Windows-Update-Agent", "1.8",
       "<OSMajorVersion>6</OSMajorVersion><OSMinorVersion>3</OSMinorVersion><OSBuildNumber>9600</OSBuildNumber>"
       "<OSServicePackMajorNumber>0</OSServicePackMajorNumber>",
       true, AllOf(HasSubstr("\tPT\t  + ServiceId = {3DA21691"), HasSubstr("\tWS\t"), HasSubstr("\tIdleTmr\t")),
       0x80244007, wwsapi,
       AllOf(HasSubstr("\tWS\tWARNING: Nws Failure: errorCode=0x803d0013\r\n"), Not(HasSubstr("soap client error")))},
      {"w10", Profile::w10, "Windows-Update-Agent/10.0.10011.16384 Client-Protocol/2.32", "2.32",
       newest + "<OSBuildNumber>19045</OSBuildNumber>", false, traces, 0x80244007, wwsapi, failed},
      {"w11", Profile::w11, "Windows-Update-Agent/1507.2601.30012.0 Client-Protocol/2.90", "2.90",
       newest + "<OSBuildNumber>26200</OSBuildNumber>", false, traces, 0x80244007, wwsapi, failed},
  };
}

class EveryGeneration : public testing::TestWithParam<Generation> {
protected:
  /// A server whose catalogue has so many installed prerequisites, and a machine that has never scanned.
  void start(int revisions, int installed_non_leaf, iis::ServerProfile const& of = iis::server_profiles().back()) {
    server::ServerConfig config;
    config.dress = iis::dress_of(of);
    config.settings.page.updates = of.page_updates;
    config.settings.asmx_only = of.asmx_only;
    config.catalogue =
        std::make_shared<domain::Catalogue const>(catalogue::generate({.revisions = revisions,
                                                                       .installed_non_leaf = installed_non_leaf,
                                                                       .superseded_chains = 2,
                                                                       .content_files = 2,
                                                                       .approved = start_time}));
    config.settings.config_last_change = start_time;
    config.journal_body_bytes = 100'000;
    server_ = std::make_unique<server::WsusServer>(std::move(config), clock_);
    pc_ = std::make_unique<SimulatedPc>(
        machine::MachineOptions{.profile = GetParam().profile, .server_url = server_->url()}, clock_);
  }
  [[nodiscard]] std::string log() {
    return pc_->machine().files().read_as_system(pc_->machine().agent_log_path()).value_or("");
  }
  /// The first exchange of an operation.
  [[nodiscard]] journal::Entry first(std::string_view operation) {
    auto const entries = server_->journal().entries();
    auto const found = std::ranges::find(entries, operation, &journal::Entry::operation);
    if (found != entries.end()) return *found;
    ADD_FAILURE() << "no " << operation;
    return {};
  }

  wusp::ManualClock clock_{start_time};
  std::unique_ptr<server::WsusServer> server_;
  std::unique_ptr<SimulatedPc> pc_;
};

TEST_P(EveryGeneration, ScansAndTellsWhatItIs) {
  start(120, 12);
  auto const& report = pc_->scan();
  EXPECT_EQ(report.result.hresult, 0U) << report.result.message;
  EXPECT_EQ(report.result.updates_found, 3U);
  for (auto const& entry : server_->journal().entries()) EXPECT_EQ(entry.user_agent, GetParam().user_agent);
  for (auto const* operation : {"GetConfig", "GetCookie"}) {
    EXPECT_THAT(first(operation).request_body,
                HasSubstr("<protocolVersion>" + GetParam().protocol_version + "</protocolVersion>"));
  }
  EXPECT_THAT(first("RegisterComputer").request_body, HasSubstr(GetParam().registered));
  auto const entries = server_->journal().entries();
  auto const files = std::ranges::count(entries, "/selfupdate/wuident.cab", &journal::Entry::target);
  EXPECT_EQ(files, GetParam().self_update ? 2 : 0) << "HEAD and GET";
  EXPECT_EQ(server_->journal().counter("soap_faults"), 0U);
  EXPECT_THAT(log(), GetParam().healthy_log);
}

TEST_P(EveryGeneration, EndsOnePrerequisiteTooManyWithItsOwnCode) {
  start(1'500, 401);
  auto const& report = pc_->scan();
  EXPECT_EQ(report.result.hresult, GetParam().fault_hresult) << report.result.message;
  std::vector<std::uint32_t> chain;
  for (auto const& link : report.result.chain) chain.push_back(link.code);
  EXPECT_EQ(chain, GetParam().chain);
  EXPECT_EQ(server_->journal().counter("error_code.InvalidParameters"), 1U);
  EXPECT_THAT(log(), GetParam().fault_log);
}

TEST_P(EveryGeneration, ScansEveryGenerationOfServersAndEndsWithTheSameCodes) {
  for (auto const& profile : iis::server_profiles()) {
    SCOPED_TRACE(profile.name);
    start(120, 12, profile);
    auto const& healthy = pc_->scan();
    EXPECT_EQ(healthy.result.hresult, 0U) << healthy.result.message;
    EXPECT_EQ(healthy.result.updates_found, 3U);
    start(1'500, 401, profile);
    EXPECT_EQ(pc_->scan().result.hresult, GetParam().fault_hresult);
    EXPECT_EQ(server_->journal().counter("error_code.InvalidParameters"), 1U);
    EXPECT_THAT(log(), HasSubstr("parameters.InstalledNonLeafUpdateIDs"));
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, EveryGeneration, testing::ValuesIn(generations()),
                         [](auto const& test) { return test.param.name; });

}  // namespace
}  // namespace wsus::client
