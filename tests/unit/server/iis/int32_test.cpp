// Proves that configuration numbers are read as .NET's Int32.Parse reads them.
#include "server/iis/int32.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wsus::iis {
namespace {

using namespace std::string_view_literals;

struct Row {
  std::string_view text;
  long value;
};

TEST(Int32, ReadsWhatInt32ParseReads) {
  for (auto const& [text, value] : {Row{"800", 800}, Row{"  800 ", 800}, Row{"\t\r\n800\v\f", 800}, Row{"+800", 800},
                                    Row{"-1", -1}, Row{"0", 0}, Row{"-0", 0}, Row{"000000000000000800", 800},
                                    Row{"2147483647", 2147483647L}, Row{"-2147483648", -2147483648L}}) {
    auto const result = parse_int32(text);
    EXPECT_EQ(result.value, value) << text;
    EXPECT_EQ(result.error, "") << text;
  }
}

TEST(Int32, RefusesWhatIsNoWholeNumber) {
  auto const after_no_break_space = std::string("\xC2\xA0") + "800";
  for (std::string_view const text :
       {std::string_view(after_no_break_space), ""sv, "   "sv, "0x320"sv, "800.0"sv, "8 00"sv, "800;"sv, "+"sv, "-"sv,
        "--8"sv, "+-8"sv, "- 8"sv, "1,000"sv, "8e2"sv, "eight"sv}) {
    auto const result = parse_int32(text);
    EXPECT_FALSE(result.value) << text;
    EXPECT_EQ(result.error, "Input string was not in a correct format.") << text;
  }
}

TEST(Int32, RefusesWhatDoesNotFit) {
  for (std::string_view const text : {"2147483648", "-2147483649", "99999999999999999999999999999999"}) {
    auto const result = parse_int32(text);
    EXPECT_FALSE(result.value) << text;
    EXPECT_EQ(result.error, "Value was either too large or too small for an Int32.") << text;
  }
}

}  // namespace
}  // namespace wsus::iis
