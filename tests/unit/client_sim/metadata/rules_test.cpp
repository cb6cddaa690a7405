// Every rule of the vocabulary that is evaluated, as tables.
#include "tests/unit/client_sim/metadata/metadata_fixture.hpp"

#include <vector>

namespace wsus::metadata::testing {
namespace {

struct Row {
  std::string rule;
  bool holds;
};

class Rules : public MetadataFixture {
protected:
  void expect_table(std::vector<Row> const& rows) {
    for (auto const& row : rows) EXPECT_EQ(holds(row.rule), row.holds) << row.rule;
  }
};

TEST_F(Rules, LogicalOperators) {
  expect_table({{"<True />", true},
                {"<False />", false},
                {"<And><True /><True /></And>", true},
                {"<And><True /><False /></And>", false},
                {"<And />", false},
                {"<Or><False /><True /></Or>", true},
                {"<Or><False /></Or>", false},
                {"<Or />", false},
                {"<Not><False /></Not>", true},
                {"<Not><True /></Not>", false},
                {"<Not />", false},
                {"<And><Or><False /><True /></Or><Not><False /></Not></And>", true},
                {"", false},
                {"text", false},
                {"<!-- comment --><True />", true}});
}

TEST_F(Rules, UnknownRuleNeverMakesAnUpdateInstalled) {
  expect_table({{"<b.NeverHeardOf />", false},
                {"<Not><b.NeverHeardOf /></Not>", false},
                {"<Or><b.NeverHeardOf /><True /></Or>", true},
                {"<And><b.NeverHeardOf /><True /></And>", false},
                {"<true />", false},
                {"<WindowsVersion MajorVersion=\"10\" />", false}});
}

// The machine is 10.0.26200, product type 1, without service pack.
TEST_F(Rules, WindowsVersionComparesThePartsThatItNames) {
  expect_table(
      {{R"(<b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="6" MinorVersion="3" ProductType="1" />)",
        true},  // capture SyncUpdates-category-scan
       {R"(<b.WindowsVersion MajorVersion="10" MinorVersion="0" BuildNumber="26200" />)", true},
       {R"(<b.WindowsVersion MajorVersion="10" />)", true},
       {R"(<b.WindowsVersion MajorVersion="6" />)", false},
       {R"(<b.WindowsVersion Comparison="LessThan" MajorVersion="10" />)", false},
       {R"(<b.WindowsVersion Comparison="LessThan" MajorVersion="10" MinorVersion="1" />)", true},
       {R"(<b.WindowsVersion Comparison="LessThan" MajorVersion="11" MinorVersion="0" />)", true},
       {R"(<b.WindowsVersion Comparison="LessThanOrEqualTo" MajorVersion="10" />)", true},
       {R"(<b.WindowsVersion Comparison="LessThanOrEqualTo" MajorVersion="6" MinorVersion="9" />)", false},
       {R"(<b.WindowsVersion Comparison="GreaterThan" MajorVersion="10" />)", false},
       {R"(<b.WindowsVersion Comparison="GreaterThan" MajorVersion="10" BuildNumber="26199" />)", true},
       {R"(<b.WindowsVersion Comparison="GreaterThan" MajorVersion="6" MinorVersion="3" />)", true},
       {R"(<b.WindowsVersion MajorVersion="10" ServicePackMajor="1" />)", false},
       {R"(<b.WindowsVersion MajorVersion="10" ServicePackMajor="0" ServicePackMinor="0" />)", true},
       {R"(<b.WindowsVersion MajorVersion="10" ProductType="3" />)", false},
       {R"(<b.WindowsVersion MajorVersion="10" ProductType="x" />)", false},
       {R"(<b.WindowsVersion ProductType="1" />)", true},
       {R"(<b.WindowsVersion MajorVersion="ten" />)", false},
       {R"(<b.WindowsVersion Comparison="About" MajorVersion="10" />)", false},
       {R"(<b.WindowsVersion MajorVersion="10" SuiteMask="256" />)", true},
       {R"(<b.WindowsVersion MajorVersion="10" SuiteMask="258" />)", true},
       {R"(<b.WindowsVersion MajorVersion="10" SuiteMask="258" AllSuitesMustBePresent="true" />)", false},
       {R"(<b.WindowsVersion MajorVersion="10" SuiteMask="2" />)", false},
       {R"(<b.PlatformVersion MajorVersion="10" />)", true}});
}

TEST_F(Rules, ProcessorPlatformMetricAndLanguage) {
  expect_table({{R"(<b.Processor Architecture="9" />)", true},
                {R"(<b.Processor Architecture="0" />)", false},
                {R"(<b.Processor />)", false},
                {R"(<b.Processor Architecture="9" Level="6" />)", false},
                {R"(<b.Platform PlatformID="2" />)", true},
                {R"(<b.Platform PlatformID="1" />)", false},
                {R"(<b.SystemMetric Comparison="EqualTo" Index="87" Value="0" />)", true},
                {R"(<b.SystemMetric Comparison="GreaterThan" Index="87" Value="0" />)", false},
                {R"(<b.SystemMetric Comparison="EqualTo" Value="0" />)", false},
                {R"(<b.WindowsLanguage Language="en" />)", true},
                {R"(<b.WindowsLanguage Language="EN-us" />)", true},
                {R"(<b.WindowsLanguage Language="de" />)", false},
                {R"(<b.WindowsLanguage Language="en-GB" />)", false},
                {R"(<b.WindowsLanguage Language="e" />)", false},
                {R"(<b.WindowsLanguage />)", false}});
}

class RegistryRules : public Rules {
protected:
  RegistryRules() {
    machine.registry().set_dword(R"(HKLM\SOFTWARE\Lab)", "Release", 528040);
    machine.registry().set_text(R"(HKLM\SOFTWARE\Lab)", "Product", "Fault Lab Client");
    machine.registry().create_key(R"(HKLM\SOFTWARE\Lab\Empty)");
  }
  static std::string rule(std::string_view name, std::string_view rest) {
    return fmt::format(R"(<b.{} Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Lab" {} />)", name, rest);
  }
};

TEST_F(RegistryRules, KeysAndValuesExist) {
  expect_table({{rule("RegKeyExists", ""), true},
                {R"(<b.RegKeyExists Key="HKEY_LOCAL_MACHINE" Subkey="software\lab\EMPTY" />)", true},
                {R"(<b.RegKeyExists Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Nothing" />)", false},
                {R"(<b.RegKeyExists Key="HKEY_NOWHERE" Subkey="SOFTWARE\Lab" />)", false},
                {R"(<b.RegKeyExists />)", false},
                {rule("RegValueExists", R"(Value="release")"), true},
                {rule("RegValueExists", R"(Value="Release" Type="REG_DWORD")"), true},
                {rule("RegValueExists", R"(Value="Release" Type="REG_SZ")"), false},
                {rule("RegValueExists", R"(Value="Nothing")"), false}});
}

TEST_F(RegistryRules, DwordsAreComparedAsNumbers) {
  expect_table({{rule("RegDword", R"(Value="Release" Comparison="GreaterThanOrEqualTo" Data="528040")"), true},
                {rule("RegDword", R"(Value="Release" Comparison="GreaterThan" Data="528040")"), false},
                {rule("RegDword", R"(Value="Release" Data="528040")"), true},
                {rule("RegDword", R"(Value="Release" Data="0x80EA8")"), true},
                {rule("RegDword", R"(Value="Release" Comparison="LessThan" Data="many")"), false},
                {rule("RegDword", R"(Value="Product" Comparison="LessThan" Data="1")"), false},
                {rule("RegDword", R"(Value="Nothing" Comparison="LessThan" Data="1")"), false}});
}

TEST_F(RegistryRules, TextsAreComparedWithoutCase) {
  expect_table({{rule("RegSz", R"(Value="Product" Comparison="EqualTo" Data="fault lab client")"), true},
                {rule("RegSz", R"(Value="Product" Comparison="BeginsWith" Data="Fault")"), true},
                {rule("RegSz", R"(Value="Product" Comparison="Contains" Data="Lab")"), true},
                {rule("RegSz", R"(Value="Product" Comparison="EndsWith" Data="Client")"), true},
                {rule("RegSz", R"(Value="Product" Comparison="EndsWith" Data="Fault")"), false},
                {rule("RegSz", R"(Value="Product" Comparison="LessThan" Data="z")"), false},
                {rule("RegSz", R"(Value="Product" Comparison="EqualTo")"), false},
                {rule("RegSz", R"(Value="Release" Comparison="EqualTo" Data="")"), false},
                {rule("RegExpandSz", R"(Value="Product" Data="Fault Lab Client")"), true}});
}

class OlderMachine : public MetadataFixture {
protected:
  OlderMachine() : MetadataFixture(machine::Profile::w8) {}
};

TEST_F(OlderMachine, IsWindows63) {
  EXPECT_TRUE(holds(R"(<b.WindowsVersion MajorVersion="6" MinorVersion="3" BuildNumber="9600" />)"));
  EXPECT_FALSE(holds(R"(<b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="10" />)"));
}

}  // namespace
}  // namespace wsus::metadata::testing
