// Faults as values say what a fault file says, and are read by its reader.
#include "server/faults/fault_list.hpp"
#include "testing/fixture/fault_rules.hpp"

#include <wsuslab/error.hpp>

#include <gmock/gmock.h>

#include <string>

namespace wsuslab {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(FaultValue, IsWrittenAsInAFaultFile) {
  EXPECT_EQ(faults::soap_fault(ErrorCode::server_busy).when(operation("SyncUpdates")).first(2).named("busy").to_yaml(),
            "- soap_fault: {error_code: ServerBusy}\n"
            "  when:\n"
            "    operation: \"SyncUpdates\"\n"
            "  times: {first: 2}\n"
            "  name: \"busy\"\n");
}

TEST(FaultValue, EachBuilderIsUnderstoodByTheReader) {
  std::vector<Fault> const all{faults::soap_fault(ErrorCode::invalid_cookie, "a \"message\" \\ of theirs"),
                               faults::refuse_client(),
                               faults::http_status(500, 19),
                               faults::missing_route(),
                               faults::html_page(),
                               faults::redirect_loop(301),
                               faults::redirect("http://127.0.0.1:1/?a=\"b\"", 307),
                               faults::delay(milliseconds{1500}),
                               faults::stall(10),
                               faults::reset(0),
                               faults::half_close(7),
                               faults::refuse(),
                               faults::tls_certificate(CertificateFlaw::expired),
                               faults::tls_certificate(CertificateFlaw::not_yet_valid),
                               faults::tls_certificate(CertificateFlaw::wrong_name),
                               faults::tls_certificate(CertificateFlaw::unknown_authority),
                               faults::truncated_xml(100),
                               faults::content_missing(),
                               faults::wrong_digest()};
  EXPECT_EQ(read_faults(all).size(), all.size());
}

TEST(FaultValue, EachErrorCodeIsOneOfTheProtocol) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::file_location_changed); ++code) {
    auto const rule = read_fault(faults::soap_fault(static_cast<ErrorCode>(code)));
    EXPECT_EQ(rule.kind, "soap_fault");
  }
}

TEST(FaultValue, EachConditionIsUnderstoodByTheReader) {
  auto const fault = faults::reset()
                         .when(operation("SyncUpdates"))
                         .when(service("ClientWebService"))
                         .when(client_id("{11111111-2222-3333-4444-555555555555}"))
                         .when(dns_name("*.branch.example"))
                         .when(path("/Client*"))
                         .when(method("POST"))
                         .when(address("127.*"))
                         .when(reply_status(200))
                         .when(over_https());
  auto const rule = read_fault(fault);
  EXPECT_EQ(rule.when.secure, true);
  EXPECT_EQ(rule.when.status, (wsus::faults::Range{200, 200}));
  EXPECT_THAT(rule.when.operations, ElementsAre("SyncUpdates"));
  EXPECT_THAT(rule.when.client_ids, ElementsAre("11111111-2222-3333-4444-555555555555"));
}

TEST(FaultValue, WindowsAreThoseOfTheRules) {
  auto const fault = faults::reset();
  EXPECT_EQ(read_fault(fault.first(3)).times, (wsus::faults::Window{.to = 3}));
  EXPECT_EQ(read_fault(fault.only(3)).times, (wsus::faults::Window{.from = 3, .to = 3}));
  EXPECT_EQ(read_fault(fault.from(3)).times, (wsus::faults::Window{.from = 3}));
  EXPECT_EQ(read_fault(fault.every(3)).times, (wsus::faults::Window{.every = 3}));
  EXPECT_EQ(read_fault(fault.first_of_server(3)).times,
            (wsus::faults::Window{.to = 3, .per = wsus::faults::CountPer::server}));
  EXPECT_EQ(read_fault(fault.first(3).only(2)).times, (wsus::faults::Window{.from = 2, .to = 2})) << "the last counts";
  EXPECT_EQ(read_fault(fault.at_most(5)).at_most, 5U);
  EXPECT_EQ(read_fault(fault.chance(0.25, 9)).chance, (wsus::faults::Chance{.probability = 0.25, .seed = 9}));
}

TEST(FaultValue, EveryKindCanBeHadFromYaml) {
  EXPECT_EQ(read_fault(Fault::from_yaml("missing_property: {name: MaxExtendedUpdatesPerRequest}\n"
                                        "when: {operation: GetConfig}\n"
                                        "times: {first: 1}\n"))
                .kind,
            "missing_property");
  EXPECT_EQ(read_fault(Fault("drip", "{bytes: 512, every: 1 s}").only(1)).times.from, 1U);
  for (auto const& kind : wsus::faults::fault_kinds()) {
    auto const wrong = Fault::from_yaml(std::string(kind.name) + ": {no_such_key: 1}");
    EXPECT_THROW(read_fault(wrong), Error) << kind.name << " was read without its reader";
  }
}

TEST(FaultValue, AMistakeIsToldAsInAFaultFile) {
  EXPECT_THAT([] { static_cast<void>(read_fault(Fault::from_yaml("sope_fault: {}"))); },
              ThrowsMessage<Error>(AllOf(HasSubstr("sope_fault"), HasSubstr("soap_fault"))));
  EXPECT_THAT([] { static_cast<void>(read_fault(faults::http_status(42))); },
              ThrowsMessage<Error>(AllOf(HasSubstr("42"), HasSubstr("200"), HasSubstr("599"))));
  EXPECT_THROW(static_cast<void>(read_fault(Fault::from_yaml(""))), Error);
  EXPECT_THROW(static_cast<void>(read_fault(Fault::from_yaml("reset: {}\n- refuse: {}"))), Error);
  EXPECT_THROW(static_cast<void>(read_fault(faults::reset().when({"operation", "["}))), Error);
}

TEST(FaultValue, AFaultWithoutANameLeavesItToTheServer) {
  EXPECT_EQ(read_fault(faults::reset()).name, "");
  EXPECT_EQ(read_fault(faults::reset().named("no more")).name, "no more");
  EXPECT_EQ(read_fault(Fault::from_yaml("reset: {}\nname: reset-1")).name, "reset-1");
}

}  // namespace
}  // namespace wsuslab
