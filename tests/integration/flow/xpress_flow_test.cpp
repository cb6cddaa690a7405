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
  std::size_t wire = 0;
  std::size_t plain = 0;
  for (auto const& entry : server_->journal().entries()) {
    if (entry.operation.empty()) continue;
    ++answers;
    EXPECT_EQ(entry.response_coding, coded ? "xpress" : "") << entry.operation;
    wire += entry.wire_bytes;
    plain += entry.response_bytes;
  }
  EXPECT_GE(answers, 8U);
  EXPECT_EQ(server_->journal().counter("response_coding.xpress"), coded ? answers : 0U);
  if (coded) {
    EXPECT_LT(wire, plain * 4 / 5);
    EXPECT_THAT(agent_log(*pc), Not(HasSubstr(not_coded)));
  } else {
    EXPECT_EQ(wire, plain);
    EXPECT_THAT(agent_log(*pc), HasSubstr(not_coded));
  }
}

INSTANTIATE_TEST_SUITE_P(Server, XpressFlow, testing::Bool(),
                         [](auto const& test) { return std::string(test.param ? "Codes" : "DoesNot"); });

}  // namespace
}  // namespace wsus::test
