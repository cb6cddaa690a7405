// The content coding xpress between server and agent.
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto not_coded = "The SOAP message content is not xpress encoded.";

class XpressFlow : public FlowTest, public testing::WithParamInterface<bool> {};

TEST_P(XpressFlow, AnswersAreCodedWhereTheServerDoesItAndTheOldLogNamesTheOthers) {
  bool const coded = GetParam();
  auto config = small_config();
  config.xpress = coded;
  serve(std::move(config));
  auto const pc = make_pc({.profile = machine::Profile::w8});
  auto const result = pc->scan().result;
  ASSERT_EQ(result.hresult, agent::hr::ok) << result.message;
  EXPECT_EQ(result.updates_found, 3U);
  std::size_t answers = 0;
  for (auto const& entry : server_->journal().entries()) {
    if (entry.operation.empty()) continue;
    ++answers;
    EXPECT_EQ(entry.response_coding, coded ? "xpress" : "") << entry.operation;
    if (!coded) EXPECT_EQ(entry.wire_bytes, entry.response_bytes) << entry.operation;
  }
  EXPECT_GE(answers, 8U);
  EXPECT_EQ(server_->journal().counter("response_coding.xpress"), coded ? answers : 0U);
  auto const sync = calls_of("SyncUpdates").front();
  EXPECT_EQ(sync.wire_bytes < sync.response_bytes, coded);
  if (coded) {
    EXPECT_THAT(agent_log(*pc), Not(HasSubstr(not_coded)));
  } else {
    EXPECT_THAT(agent_log(*pc), HasSubstr(not_coded));
  }
}

INSTANTIATE_TEST_SUITE_P(Server, XpressFlow, testing::Bool(),
                         [](auto const& test) { return std::string(test.param ? "Codes" : "DoesNot"); });

}  // namespace
}  // namespace wsus::test
