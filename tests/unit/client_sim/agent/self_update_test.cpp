// The self-update check of old agents.
#include "client_sim/agent/self_update.hpp"

#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view cab_url = "http://wsus.lab.example:8530/selfupdate/wuident.cab";

class SelfUpdate : public ScanFixture {
protected:
  SelfUpdate() : ScanFixture(machine::Profile::w8) {}
  void start_checking(SelfUpdateSettings settings = {.enabled = true}) { start({.self_update = settings}); }
  ContentRequest const& request() { return std::get<FetchContent>(action).request; }
  void answer(ContentReply const& reply) { action = scan->resume(reply); }
  void answer_content(std::string body) {
    answer(ContentAnswer{.status = 200});
    answer(ContentAnswer{.status = 200, .body = std::move(body)});
  }
};

// Conforms: Agent.self_update
TEST_F(SelfUpdate, IsHeadAndGetBeforeTheHandshake) {
  start_checking();
  EXPECT_EQ(request().url, cab_url);
  EXPECT_TRUE(request().head);
  answer(ContentAnswer{.status = 200});
  EXPECT_EQ(request().url, cab_url);
  EXPECT_FALSE(request().head);
  answer(ContentAnswer{.status = 200, .body = std::string(lab_wuident) + "\r\n"});
  EXPECT_EQ(operation_of(action), "GetConfig");
  EXPECT_EQ(finish().hresult, hr::ok);
  EXPECT_THAT(log_text(), HasSubstr("\tSetup\tChecking for agent SelfUpdate\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tSetup\tSelfUpdate check completed.  SelfUpdate is NOT required.\r\n"));
}

TEST_F(SelfUpdate, IsNotMadeUnlessTheEdgeCanFetchFiles) {
  start();
  EXPECT_EQ(operation_of(action), "GetConfig");
  EXPECT_THAT(log_text(), Not(HasSubstr("SelfUpdate")));
}

struct StatusRow {
  unsigned status;
  Hresult code;
};

// Conforms: Agent.self_update
TEST_F(SelfUpdate, RefusedEndsTheScanWithTheCodeOfTheStatus) {
  for (auto const& row : {StatusRow{404, 0x80244019U}, StatusRow{403, 0x80244018U}, StatusRow{401, 0x80244017U},
                          StatusRow{500, 0x8024401FU}, StatusRow{503, 0x80244022U}, StatusRow{418, 0x8024402BU}}) {
    start_checking();
    answer(ContentAnswer{.status = row.status});
    ASSERT_TRUE(is_finished());
    EXPECT_EQ(result().hresult, row.code);
    EXPECT_THAT(log_text(),
                HasSubstr("\tAgent\t  * WARNING: Skipping scan, self-update check returned " + to_hex(row.code)));
  }
  EXPECT_THAT(log_text(), HasSubstr("\tMisc\tWARNING: WinHttp: SendRequestUsingProxy failed for <" +
                                    std::string(cab_url) + ">. error 0x80244019\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tSetup\tFATAL: IsUpdateRequired failed with error 0x80244019\r\n"));
  EXPECT_THAT(machine.data_store().updates, IsEmpty());
  EXPECT_EQ(machine.data_store().pending_events.back().event_id, 148);
}

TEST_F(SelfUpdate, RepeatsTransportErrorsAndThenEndsWithTheirCode) {
  start_checking();
  for (int attempt = 0; attempt < 3; ++attempt) {
    ASSERT_TRUE(request().head) << attempt;
    answer(TransportFailure{12002, "no answer"});
  }
  ASSERT_TRUE(is_finished());
  EXPECT_EQ(result().hresult, 0x80072EE2U);
  EXPECT_THAT(log_text(), HasSubstr("\tMisc\tWARNING: Send failed with hr = 80072ee2.\r\n"));
}

TEST_F(SelfUpdate, OfAFileThatIsNotTheLabsFailsItsSignatureUnlessAllowed) {
  start_checking();
  answer_content("MSCF....");
  ASSERT_TRUE(is_finished());
  EXPECT_EQ(result().hresult, hr::untrusted_root);
  start_checking({.enabled = true, .accept_any_content = true});
  answer_content("MSCF....");
  EXPECT_EQ(operation_of(action), "GetConfig");
}

TEST_F(SelfUpdate, EndsWhenTheServiceStops) {
  start_checking();
  machine.services().set_state("wuauserv", machine::ServiceState::stopped);
  answer(ContentAnswer{.status = 200});
  ASSERT_TRUE(is_finished());
  EXPECT_EQ(result().hresult, hr::service_stop);
}

}  // namespace
}  // namespace wsus::agent::testing
