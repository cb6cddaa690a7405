// Proves what the configuration takes as a value, how it writes it, and what it says otherwise.
#include "server/iis/config/section_schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace wsus::iis {
namespace {

constexpr std::array<std::string_view, 3> words{"None", "Ssl", "SslRequireCert"};
constexpr AttributeSchema a_boolean{.name = "enabled", .type = ValueType::boolean};
constexpr AttributeSchema a_number{.name = "queueLength", .type = ValueType::number, .low = 10, .high = 65'535};
constexpr AttributeSchema a_number_or_none{
    .name = "limit", .type = ValueType::number, .low = 10, .high = 20, .or_else = 0};
constexpr AttributeSchema a_word{.name = "mode", .type = ValueType::word, .words = words};
constexpr AttributeSchema some_flags{.name = "access.sslFlags", .type = ValueType::flags, .words = words};
constexpr AttributeSchema a_time{.name = "interval", .type = ValueType::time_span};
constexpr AttributeSchema a_text{.name = "userName"};

TEST(SectionValues, AreWrittenAsIisWritesThem) {
  struct Row {
    AttributeSchema const& schema;
    std::string_view typed;
    std::string_view canonical;
  };
  for (auto const& row :
       {Row{a_boolean, "TRUE", "true"}, Row{a_boolean, "false", "false"}, Row{a_number, "00010", "10"},
        Row{a_number, "65535", "65535"}, Row{a_number_or_none, "0", "0"}, Row{a_word, "ssl", "Ssl"},
        Row{some_flags, "sslrequirecert,SSL", "SslRequireCert, Ssl"}, Row{some_flags, "none", "None"},
        Row{some_flags, "None, Ssl", "Ssl"}, Row{a_time, "00:05:00", "00:05:00"},
        Row{a_time, "1.05:00:00", "1.05:00:00"}, Row{a_text, "IUSR", "IUSR"}}) {
    EXPECT_EQ(check_value(row.schema, row.typed).canonical, row.canonical) << row.typed;
  }
}

TEST(SectionValues, AreRefusedWithWhatIsAllowed) {
  struct Row {
    AttributeSchema const& schema;
    std::string_view typed;
    std::string_view error;
  };
  for (auto const& row :
       {Row{a_boolean, "yes", "The 'enabled' attribute is invalid.  Not a valid boolean"},
        Row{a_number, "9",
            "The 'queueLength' attribute is invalid.  Integer value must be between 10 and 65535 inclusive"},
        Row{a_number, "65536",
            "The 'queueLength' attribute is invalid.  Integer value must be between 10 and 65535 inclusive"},
        Row{a_number, "0",
            "The 'queueLength' attribute is invalid.  Integer value must be between 10 and 65535 inclusive"},
        Row{a_number, "-1", "The 'queueLength' attribute is invalid.  Not a valid unsigned integer"},
        Row{a_number, "", "The 'queueLength' attribute is invalid.  Not a valid unsigned integer"},
        Row{a_word, "Tls", "The 'mode' attribute is invalid.  Enum must be one of None, Ssl, SslRequireCert"},
        Row{some_flags, "Ssl,",
            "The 'sslFlags' attribute is invalid.  Flags must be some combination of None, Ssl, SslRequireCert"},
        Row{a_time, "00:61:00", "The 'interval' attribute is invalid.  Not a valid time span"},
        Row{a_time, "5", "The 'interval' attribute is invalid.  Not a valid time span"}}) {
    auto const checked = check_value(row.schema, row.typed);
    EXPECT_FALSE(checked.canonical) << row.typed;
    EXPECT_EQ(checked.error, row.error) << row.typed;
  }
}

TEST(SectionValues, TimeSpansAreSeconds) {
  EXPECT_EQ(seconds_of_time_span("00:05:00"), 300U);
  EXPECT_EQ(seconds_of_time_span("1.05:00:00"), 104'400U);
}

TEST(Sections, AreFoundByPathAndByName) {
  auto const* const access = find_section("system.webServer/security/access");
  ASSERT_NE(access, nullptr);
  EXPECT_EQ(find_section("ACCESS"), access);
  EXPECT_TRUE(access->locked);
  EXPECT_FALSE(find_section("staticContent")->locked);
  EXPECT_EQ(find_section("httpErrors"), nullptr);
  EXPECT_TRUE(is_section_without_effect("system.webServer/httpErrors"));
  EXPECT_TRUE(is_section_without_effect("system.webServer/security/dynamicIpSecurity"));
  EXPECT_FALSE(is_section_without_effect("system.webServer/httpErrorz"));
}

TEST(Sections, DefaultsAreValuesOfTheirSchema) {
  for (auto const& section : sections()) {
    for (auto const& attribute : section.attributes) {
      if (attribute.type == ValueType::text) continue;
      EXPECT_EQ(check_value(attribute, attribute.value).canonical, attribute.value)
          << section.path << " " << attribute.name;
    }
  }
}

}  // namespace
}  // namespace wsus::iis
