// What raises a code in the simulated agent.
#include "scenarios/knowledge/raised_by.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST(RaisedBy, AStatusIsNamedByItsNumber) {
  EXPECT_THAT(raised_by(0x80244022), ElementsAre("an answer with HTTP status 503 that is no SOAP fault"));
  EXPECT_THAT(raised_by(0x8024402B),
              ElementsAre("an answer with an HTTP status that has no code of its own, and is no SOAP fault"));
}

TEST(RaisedBy, AFaultIsNamedByItsErrorCodes) {
  EXPECT_THAT(raised_by(0x80244007),
              Contains(AllOf(StartsWith("a SOAP fault that no recovery cures: "), HasSubstr("InvalidParameters"),
                             HasSubstr("InternalServerError"), Not(HasSubstr("ServerBusy")))));
  EXPECT_THAT(raised_by(0x80244007), Contains("more redirects than the agent follows"));
  EXPECT_THAT(raised_by(0x8024402D),
              ElementsAre("a SOAP fault that no recovery cures: ServerBusy",
                          "a SOAP fault that no recovery cures (w7, faultcode Client): ServerBusy",
                          "a SOAP fault that no recovery cures (w7, faultcode Server): ServerBusy"));
  EXPECT_THAT(raised_by(0x8024400E), Contains(HasSubstr("(w7, faultcode Server)")));
}

TEST(RaisedBy, ACodeOfTheChainSaysWhatTheScanEndsWith) {
  EXPECT_THAT(raised_by(0x80072F7C),
              Contains("more redirects than the agent follows (in the chain; the scan ends with 0x80244007)"));
  EXPECT_THAT(raised_by(0x803D0013), Contains(HasSubstr("in the chain of every SOAP fault")));
  EXPECT_THAT(raised_by(0x80072EE7), Contains(HasSubstr("the scan ends with 0x8024402C")));
}

TEST(RaisedBy, TheAgentsOwnCodesAreTold) {
  EXPECT_THAT(raised_by(0x80244010), ElementsAre(HasSubstr("max_server_trips")));
  EXPECT_THAT(raised_by(0x80240439), ElementsAre(HasSubstr("w8 and later")));
}

TEST(RaisedBy, NothingRaisesWhatTheAgentDoesNotKnow) {
  EXPECT_THAT(raised_by(0x80244001), IsEmpty());
  EXPECT_THAT(raised_by(0x81234567), IsEmpty());
}

TEST(RaisedBy, EveryClauseSaysSomething) {
  for (auto const& info : agent::all_hresults()) EXPECT_THAT(raised_by(info.code), Each(Not(IsEmpty()))) << info.symbol;
}

}  // namespace
}  // namespace wsus::lab
