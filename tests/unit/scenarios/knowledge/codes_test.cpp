// Codes as people type them, and what their bits say.
#include "scenarios/knowledge/codes.hpp"

#include "scenarios/knowledge/where_to_look.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::Optional;

TEST(ParseCode, TakesHexAndDecimalOfEitherSign) {
  for (auto const* typed : {"0x80244007", "80244007", "0X80244007", "-2145107961", "2149859335"})
    EXPECT_THAT(parse_code(typed), Optional(0x80244007U)) << typed;
}

TEST(ParseCode, RefusesWhatIsNoCode) {
  for (auto const* typed : {"", "0x", "802440071", "99999999999", "2149859335x", "-2149859335", "4294967296", "FM01"})
    EXPECT_EQ(parse_code(typed), std::nullopt) << typed;
}

TEST(FindCode, KnowsSymbolsToo) {
  ASSERT_NE(find_code("wu_e_pt_http_status_service_unavail"), nullptr);
  EXPECT_EQ(find_code("wu_e_pt_http_status_service_unavail")->code, 0x80244022U);
  EXPECT_EQ(find_code("0x81234567"), nullptr);
  EXPECT_EQ(find_code("redirect"), nullptr);
}

TEST(Anatomy, SaysWhoseTheCodeIs) {
  EXPECT_EQ(anatomy_of(0x80244999), "a failure; facility 36 (Windows Update); number 0x4999, of the protocol talker");
  EXPECT_EQ(anatomy_of(0x80072EFD), "a failure; facility 7 (Win32); number 12029, a WinHTTP or WinINet error");
  EXPECT_EQ(anatomy_of(0x80070005), "a failure; facility 7 (Win32); number 5");
  EXPECT_EQ(anatomy_of(0x801901F4), "a failure; facility 25 (HTTP status of a download); HTTP status 500");
  EXPECT_EQ(anatomy_of(0x00240005), "a success; facility 36 (Windows Update); number 0x0005, of the agent itself");
  EXPECT_THAT(anatomy_of(0x87D00692), HasSubstr("(Configuration Manager)"));
  EXPECT_THAT(anatomy_of(0x85550001), HasSubstr("(not known here)"));
}

TEST(Confidence, IsToldInWords) {
  EXPECT_EQ(confidence_words("C"), "confirmed");
  EXPECT_EQ(confidence_words("C1"), "confirmed by one capture");
  EXPECT_EQ(confidence_words("I"), "inferred");
  EXPECT_EQ(confidence_words("M"), "from memory");
  EXPECT_EQ(confidence_words("X (contradicted)"), "sources contradict each other (contradicted)");
  EXPECT_EQ(confidence_words("C (codes), link M"), "confirmed (codes), link M");
}

TEST(WhereToLook, HasAdviceForEveryCodeOfTheTable) {
  for (auto const& info : agent::all_hresults()) {
    auto const look = where_to_look(info.code);
    EXPECT_FALSE(look.empty()) << info.symbol;
    for (auto const line : look) EXPECT_FALSE(line.empty()) << info.symbol;
  }
}

TEST(WhereToLook, TellsStatusesConnectionsAndCertificatesApart) {
  EXPECT_THAT(where_to_look(0x80244022).front(), HasSubstr("WsusPool"));
  EXPECT_THAT(where_to_look(0x80244019).front(), HasSubstr("IIS log"));
  EXPECT_THAT(where_to_look(0x80072EFD).front(), HasSubstr("WUServer"));
  EXPECT_THAT(where_to_look(0x80072F8F).front(), HasSubstr("certificate"));
  EXPECT_THAT(where_to_look(0x80072F7C).front(), HasSubstr("301"));
  EXPECT_THAT(where_to_look(0x80072F7C).front(), Not(HasSubstr("certificate")));
}

}  // namespace
}  // namespace wsus::lab
