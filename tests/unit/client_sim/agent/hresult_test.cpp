// The HRESULT table and HRESULTs as text.
#include "client_sim/agent/hresult.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace wsus::agent {
namespace {

TEST(HresultTable, HasEveryRowOfTheReferenceOnceAndSorted) {
  auto const rows = all_hresults();
  EXPECT_EQ(rows.size(), 243U);
  for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_LT(rows[i - 1].code, rows[i].code);
}

TEST(HresultTable, EveryRowIsComplete) {
  std::set<std::string_view> const confidences{"C", "C1", "I", "M"};
  for (auto const& row : all_hresults()) {
    EXPECT_FALSE(row.symbol.empty()) << to_hex(row.code);
    EXPECT_FALSE(row.meaning.empty()) << to_hex(row.code);
    EXPECT_FALSE(row.trigger.empty()) << to_hex(row.code);
    EXPECT_TRUE(confidences.contains(row.confidence)) << to_hex(row.code);
    EXPECT_TRUE(confidences.contains(row.trigger_confidence.substr(0, 1))) << to_hex(row.code);
  }
}

TEST(HresultTable, FindsByCodeAndBySymbolInAnyCase) {
  ASSERT_NE(find_hresult(0x80244007U), nullptr);
  EXPECT_EQ(find_hresult(0x80244007U)->symbol, "WU_E_PT_SOAPCLIENT_SOAPFAULT");
  ASSERT_NE(find_hresult("wu_e_pt_exceeded_max_server_trips"), nullptr);
  EXPECT_EQ(find_hresult("wu_e_pt_exceeded_max_server_trips")->code, hr::pt_exceeded_max_server_trips);
  EXPECT_EQ(find_hresult(0x81234567U), nullptr);
  EXPECT_EQ(find_hresult("WU_E_NOTHING"), nullptr);
}

TEST(HresultTable, NamesWhatItDoesNotKnowUnknown) {
  EXPECT_EQ(symbol_of(hr::ok), "S_OK");
  EXPECT_EQ(symbol_of(0x81234567U), "UNKNOWN");
}

TEST(HresultTable, EveryConstantOfTheCodeIsInIt) {
  for (auto const code :
       {hr::ok, hr::pt_soap_fault, hr::pt_exceeded_max_server_trips, hr::pt_sus_server_not_set,
        hr::pt_refresh_cache_required, hr::pt_http_status_not_mapped, hr::pt_winhttp_name_not_resolved,
        hr::service_stop, hr::too_many_resync, hr::pt_invalid_format, hr::pt_invalid_url,
        hr::pt_endpoint_url_not_available, hr::service_disabled, hr::invalid_argument, hr::ws_invalid_format,
        hr::ws_endpoint_fault_received}) {
    EXPECT_NE(find_hresult(code), nullptr) << to_hex(code);
  }
}

struct TextRow {
  std::string text;
  std::optional<Hresult> value;
};

class HresultText : public ::testing::TestWithParam<TextRow> {};

TEST_P(HresultText, IsReadWholeOrRefused) { EXPECT_EQ(parse_hresult(GetParam().text), GetParam().value); }

INSTANTIATE_TEST_SUITE_P(Texts, HresultText,
                         ::testing::Values(TextRow{"0x80244007", 0x80244007U}, TextRow{"0X80244007", 0x80244007U},
                                           TextRow{"80244007", 0x80244007U}, TextRow{"8024402c", 0x8024402CU},
                                           TextRow{"-2145107961", 0x80244007U}, TextRow{"0", 0U},
                                           TextRow{"-2147483648", 0x80000000U}, TextRow{"", std::nullopt},
                                           TextRow{"0x", std::nullopt}, TextRow{"-", std::nullopt},
                                           TextRow{"-2147483649", std::nullopt}, TextRow{"802440070", std::nullopt},
                                           TextRow{"0x80244007 ", std::nullopt}, TextRow{"8024400G", std::nullopt}));

TEST(HresultAsText, IsEightUpperCaseDigits) {
  EXPECT_EQ(to_hex(0x8024402CU), "0x8024402C");
  EXPECT_EQ(to_hex(0x240001U), "0x00240001");
}

}  // namespace
}  // namespace wsus::agent
