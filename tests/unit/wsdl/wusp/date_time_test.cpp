// Times: the text of .NET, all that XML Schema allows, nothing else.
#include "wsdl/wusp/date_time.hpp"

#include <gtest/gtest.h>

namespace wsus::wusp {
namespace {

struct Case {
  std::string_view text;
  std::string_view canonical;  ///< as we write it; empty: not a dateTime of the years 0001 to 9999
};

void PrintTo(Case const& entry, std::ostream* out) { *out << entry.text; }

class DateTimeText : public testing::TestWithParam<Case> {};

TEST_P(DateTimeText, IsReadAndWrittenInTheFormOfDotNet) {
  auto const time = parse_xsd_date_time(GetParam().text);
  EXPECT_EQ(time ? to_xsd_date_time(*time) : "", GetParam().canonical);
}

INSTANTIATE_TEST_SUITE_P(Captured, DateTimeText,
                         testing::Values(Case{"2026-10-04T13:17:07.59Z", "2026-10-04T13:17:07.59Z"},
                                         Case{"2026-10-04T16:03:35.9967236Z", "2026-10-04T16:03:35.9967236Z"},
                                         Case{"2026-10-04T15:03:36Z", "2026-10-04T15:03:36Z"},
                                         Case{"2022-02-02T00:00:00Z", "2022-02-02T00:00:00Z"},
                                         Case{"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"}));

INSTANTIATE_TEST_SUITE_P(Forms, DateTimeText,
                         testing::Values(Case{"2026-10-04T13:17:07", "2026-10-04T13:17:07Z"},
                                         Case{"2026-10-04T13:17:07.000", "2026-10-04T13:17:07Z"},
                                         Case{"2026-10-04T13:17:07.5900000Z", "2026-10-04T13:17:07.59Z"},
                                         Case{"2026-10-04T13:17:07.00000019Z", "2026-10-04T13:17:07.0000001Z"},
                                         Case{"2026-10-04T13:17:07.99999999Z", "2026-10-04T13:17:07.9999999Z"},
                                         Case{"2026-10-04T13:17:07+02:00", "2026-10-04T11:17:07Z"},
                                         Case{"2026-10-04T23:17:07.5-05:30", "2026-10-05T04:47:07.5Z"},
                                         Case{"2026-10-04T13:17:07+14:00", "2026-10-03T23:17:07Z"},
                                         Case{"2026-12-31T24:00:00Z", "2027-01-01T00:00:00Z"},
                                         Case{" \n2026-10-04T13:17:07Z\t", "2026-10-04T13:17:07Z"},
                                         Case{"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
                                         Case{"9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z"},
                                         Case{"1969-12-31T23:59:59.9Z", "1969-12-31T23:59:59.9Z"}));

INSTANTIATE_TEST_SUITE_P(Refused, DateTimeText,
                         testing::Values(Case{"", ""}, Case{"2026-10-04", ""}, Case{"2026-10-04 13:17:07Z", ""},
                                         Case{"2026-10-04t13:17:07Z", ""}, Case{"2026-10-04T13:17:07z", ""},
                                         Case{"2026-10-04T13:17Z", ""}, Case{"2026-10-04T13:17:07.Z", ""},
                                         Case{"2026-10-04T13:17:07,5Z", ""}, Case{"26-10-04T13:17:07Z", ""},
                                         Case{"2026-1-4T13:17:07Z", ""}, Case{"2026-13-04T13:17:07Z", ""},
                                         Case{"2026-00-04T13:17:07Z", ""}, Case{"2026-02-30T13:17:07Z", ""},
                                         Case{"2023-02-29T00:00:00Z", ""}, Case{"2026-10-04T25:00:00Z", ""},
                                         Case{"2026-10-04T24:00:01Z", ""}, Case{"2026-10-04T24:00:00.0000001Z", ""},
                                         Case{"2026-10-04T13:60:07Z", ""}, Case{"2026-10-04T13:17:60Z", ""},
                                         Case{"2026-10-04T13:17:07+0200", ""}, Case{"2026-10-04T13:17:07+14:01", ""},
                                         Case{"2026-10-04T13:17:07+15:00", ""}, Case{"2026-10-04T13:17:07ZZ", ""},
                                         Case{"2026-10-04T13:17:07Z x", ""}, Case{"0000-01-01T00:00:00Z", ""},
                                         Case{"-0001-01-01T00:00:00Z", ""}, Case{"10000-01-01T00:00:00Z", ""},
                                         Case{"0001-01-01T00:00:00+00:01", ""}, Case{"9999-12-31T24:00:00Z", ""},
                                         Case{"9999-12-31T23:59:59-00:01", ""}, Case{"now", ""},
                                         Case{"+026-10-04T13:17:07Z", ""}));

TEST(DateTime, EveryTickOfASecondComesBack) {
  UtcTime const base = *parse_xsd_date_time("2026-10-04T13:17:07Z");
  for (std::int64_t tick = 0; tick < 10'000'000; tick += 9'973) {
    UtcTime const time = base + Ticks{tick};
    std::string const text = to_xsd_date_time(time);
    ASSERT_EQ(parse_xsd_date_time(text), time) << text;
    ASSERT_EQ(text.ends_with("0Z") && text.find('.') != std::string::npos, false) << text;
  }
}

TEST(DateTime, DateIsTheUtcDay) {
  EXPECT_EQ(to_xsd_date(*parse_xsd_date_time("2026-10-04T23:59:59.9999999Z")), "2026-10-04");
  EXPECT_EQ(to_xsd_date(*parse_xsd_date_time("2026-10-04T23:59:59-01:00")), "2026-10-05");
  EXPECT_EQ(to_xsd_date(*parse_xsd_date_time("0001-01-01T00:00:00Z")), "0001-01-01");
}

}  // namespace
}  // namespace wsus::wusp
