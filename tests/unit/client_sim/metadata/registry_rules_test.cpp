// Rules about the registry: both views, types, versions, loops.
#include "tests/unit/client_sim/metadata/metadata_fixture.hpp"

namespace wsus::metadata::testing {
namespace {

class RegistryFacts : public MetadataFixture {
protected:
  RegistryFacts() {
    auto& registry = machine.registry();
    registry.set_dword(R"(HKLM\SOFTWARE\Lab)", "Release", 528040);
    registry.set_text(R"(HKLM\SOFTWARE\Lab)", "Product", "Fault Lab Client");
    registry.set_text(R"(HKLM\SOFTWARE\Lab)", "Version", "6.3");
    registry.set_text(R"(HKLM\SOFTWARE\Lab)", "", "standard");
    registry.set(R"(HKLM\SOFTWARE\Lab)", "Folder", {.type = "REG_EXPAND_SZ", .text = R"(%windir%\Lab)"});
    registry.set_text(R"(HKLM\SOFTWARE\WOW6432Node\Lab32)", "Bits", "32");
  }
  static std::string rule(std::string_view name, std::string_view rest) {
    return fmt::format(R"(<b.{} Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Lab" {} />)", name, rest);
  }
};

// Conforms: Applicability.registry
TEST_F(RegistryFacts, KeysAndValues) {
  expect_rules({
      {rule("RegKeyExists", ""), Truth::yes, R"(HKLM\SOFTWARE\Lab is there)"},
      {R"(<b.RegKeyExists Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\No" />)", Truth::no,
       R"(HKLM\SOFTWARE\No is not there)"},
      {R"(<b.RegKeyExists Key="HKEY_NOWHERE" Subkey="x" />)", Truth::unknown, R"(Key="HKEY_NOWHERE" cannot be read)"},
      {rule("RegValueExists", R"(Value="Release" Type="REG_DWORD")"), Truth::yes,
       R"(HKLM\SOFTWARE\Lab\Release is 528040)"},
      {rule("RegValueExists", ""), Truth::yes, R"(HKLM\SOFTWARE\Lab\(Default) is "standard")"},
      {rule("RegValueExists", R"(Value="Release" Type="REG_SZ")"), Truth::no,
       R"(HKLM\SOFTWARE\Lab\Release is of type REG_DWORD)"},
      {rule("RegValueExists", R"(Value="No")"), Truth::no, R"(HKLM\SOFTWARE\Lab\No is not there)"},
      {R"(<b.RegValueExists Value="No" />)", Truth::unknown, "the attribute Key is missing"},
  });
}

// Conforms: Applicability.registry
TEST_F(RegistryFacts, NumbersAndTexts) {
  expect_rules({
      {rule("RegDword", R"(Value="Release" Comparison="GreaterThanOrEqualTo" Data="528040")"), Truth::yes,
       R"(HKLM\SOFTWARE\Lab\Release is 528040)"},
      {rule("RegDword", R"(Value="Release" Comparison="LessThan" Data="1")"), Truth::no,
       R"(HKLM\SOFTWARE\Lab\Release is 528040)"},
      {rule("RegDword", R"(Value="No" Data="1")"), Truth::no, R"(HKLM\SOFTWARE\Lab\No is not there)"},
      {rule("RegDword", R"(Value="Product" Data="1")"), Truth::no, R"(HKLM\SOFTWARE\Lab\Product is of type REG_SZ)"},
      {rule("RegDword", R"(Value="Release" Data="many")"), Truth::unknown, R"(Data="many" cannot be read)"},
      {rule("RegDword", R"(Value="Release" Comparison="Near" Data="1")"), Truth::unknown,
       R"(Comparison="Near" cannot be read)"},
      {rule("RegSz", R"(Value="Product" Comparison="BeginsWith" Data="fault")"), Truth::yes,
       R"(HKLM\SOFTWARE\Lab\Product is "Fault Lab Client")"},
      {rule("RegSz", R"(Value="Product" Comparison="EndsWith" Data="Fault")"), Truth::no,
       R"(HKLM\SOFTWARE\Lab\Product is "Fault Lab Client")"},
      {rule("RegSz", R"(Value="Release" Comparison="EqualTo" Data="")"), Truth::no,
       R"(HKLM\SOFTWARE\Lab\Release is of type REG_DWORD)"},
      {rule("RegSz", R"(Value="No" Data="x")"), Truth::no, R"(HKLM\SOFTWARE\Lab\No is not there)"},
      {rule("RegSz", R"(Value="Product")"), Truth::unknown, "the attribute Data is missing"},
      {rule("RegSz", R"(Value="Product" Comparison="LessThan" Data="z")"), Truth::unknown,
       R"(Comparison="LessThan" cannot be read)"},
      {rule("RegExpandSz", R"(Value="Folder" Comparison="Contains" Data="\lab")"), Truth::yes,
       R"(HKLM\SOFTWARE\Lab\Folder is "%windir%\Lab")"},
      {rule("RegExpandSz", R"(Value="Folder" Data="C:\Windows\Lab")"), Truth::no,
       R"(HKLM\SOFTWARE\Lab\Folder is "%windir%\Lab")"},
  });
}

TEST_F(RegistryFacts, VersionsMayHaveFewerParts) {
  expect_rules({
      {rule("RegSzToVersion", R"(Value="Version" Comparison="GreaterThan" Data="6.1.0.0")"), Truth::yes,
       R"(HKLM\SOFTWARE\Lab\Version is "6.3")"},
      {rule("RegSzToVersion", R"(Value="Version" Comparison="GreaterThan" Data="6.10")"), Truth::no,
       R"(HKLM\SOFTWARE\Lab\Version is "6.3")"},
      {rule("RegSzToVersion", R"(Value="No" Data="1.0")"), Truth::no, R"(HKLM\SOFTWARE\Lab\No is not there)"},
      {rule("RegSzToVersion", R"(Value="Product" Data="1.0")"), Truth::unknown,
       R"(HKLM\SOFTWARE\Lab\Product is "Fault Lab Client", which is no version)"},
      {rule("RegSzToVersion", R"(Value="Version" Data="1.2.3.4.5")"), Truth::unknown,
       R"(Data="1.2.3.4.5" cannot be read)"},
  });
}

TEST_F(RegistryFacts, The32BitViewIsAnotherPlace) {
  auto const bits = [](std::string_view view) {
    return fmt::format(R"(<b.RegSz Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Lab32" {} Value="Bits" Data="32" />)",
                       view);
  };
  expect_rules({
      {bits(R"(RegType32="true")"), Truth::yes, R"(HKLM\SOFTWARE\WOW6432Node\Lab32\Bits is "32")"},
      {bits(R"(RegType32="false")"), Truth::no, R"(HKLM\SOFTWARE\Lab32\Bits is not there)"},
      {bits(""), Truth::no, R"(HKLM\SOFTWARE\Lab32\Bits is not there)"},
      {R"(<b.RegKeyExists Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Wow6432Node\Lab32" RegType32="true" />)",
       Truth::yes, R"(HKLM\SOFTWARE\Wow6432Node\Lab32 is there)"},
      {R"(<b.RegKeyExists Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE2" RegType32="true" />)", Truth::no,
       R"(HKLM\SOFTWARE2 is not there)"},
  });
}

// Conforms: Applicability.registry
TEST_F(RegistryFacts, LegacyRules) {
  expect_rules({
      {rule("WUv4RegKeyValue", R"(Value="Product" Data="fault lab client")"), Truth::yes,
       R"(HKLM\SOFTWARE\Lab\Product is "Fault Lab Client")"},
      {rule("WUv4RegKeyValue", R"(Value="Product" Data="Fault")"), Truth::no,
       R"(HKLM\SOFTWARE\Lab\Product is "Fault Lab Client")"},
      {rule("WUv4RegKeyValue", R"(Value="Release" Data="528040")"), Truth::yes,
       R"(HKLM\SOFTWARE\Lab\Release is 528040)"},
      {rule("WUv4RegKeyValue", R"(Value="Release" Data="x")"), Truth::unknown, R"(Data="x" cannot be read)"},
      {rule("WUv4RegKeyValue", R"(Value="No" Data="x")"), Truth::no, R"(HKLM\SOFTWARE\Lab\No is not there)"},
      {rule("WUv4RegKeySubstring", R"(Value="Product" Data="Lab")"), Truth::yes,
       R"(HKLM\SOFTWARE\Lab\Product is "Fault Lab Client")"},
      {rule("WUv4RegKeySubstring", R"(Value="Product" Data="Office")"), Truth::no,
       R"(HKLM\SOFTWARE\Lab\Product is "Fault Lab Client")"},
      {rule("WUv4RegKeySubstring", R"(Value="Product")"), Truth::unknown, "the attribute Data is missing"},
  });
}

class RegistryLoop : public MetadataFixture {
protected:
  RegistryLoop() {
    machine.registry().set_text(R"(HKLM\SOFTWARE\Apps\A)", "Name", "Viewer 1");
    machine.registry().set_text(R"(HKLM\SOFTWARE\Apps\B)", "Name", "Viewer 2");
    machine.registry().set_text(R"(HKLM\SOFTWARE\Apps\B\Inner)", "Name", "not a direct child");
  }
  static std::string loop(std::string_view true_if, std::string_view data,
                          std::string_view subkey = R"(SOFTWARE\Apps)") {
    return fmt::format(R"(<b.RegKeyLoop Key="HKEY_LOCAL_MACHINE" Subkey="{}" TrueIf="{}"><b.RegSz )"
                       R"(Key="HKEY_LOOP_TARGET" Subkey="\" Value="Name" Comparison="BeginsWith" Data="{}" />)"
                       R"(</b.RegKeyLoop>)",
                       subkey, true_if, data);
  }
};

// Conforms: Applicability.registry
TEST_F(RegistryLoop, EvaluatesItsRuleForEverySubkey) {
  std::string const both =
      R"(its rule holds for 2 of 2 subkeys of HKLM\SOFTWARE\Apps; the first is HKLM\SOFTWARE\Apps\A)";
  std::string const one =
      R"(its rule holds for 1 of 2 subkeys of HKLM\SOFTWARE\Apps; the first is HKLM\SOFTWARE\Apps\B)";
  std::string const none = R"(its rule holds for 0 of 2 subkeys of HKLM\SOFTWARE\Apps)";
  std::string const empty = R"(its rule holds for 0 of 0 subkeys of HKLM\SOFTWARE\No)";
  expect_rules({
      {loop("Any", "Viewer"), Truth::yes, both},
      {loop("All", "Viewer"), Truth::yes, both},
      {loop("None", "Viewer"), Truth::no, both},
      {loop("Any", "Viewer 2"), Truth::yes, one},
      {loop("All", "Viewer 2"), Truth::no, one},
      {loop("None", "Editor"), Truth::yes, none},
      {loop("Any", "Editor"), Truth::no, none},
      {loop("Any", "Viewer", R"(SOFTWARE\No)"), Truth::no, empty},
      {loop("None", "Viewer", R"(SOFTWARE\No)"), Truth::yes, empty},
      {loop("All", "Viewer", R"(SOFTWARE\No)"), Truth::no, empty},
      {loop("Some", "Viewer"), Truth::unknown, R"(TrueIf="Some" cannot be read)"},
      {R"(<b.RegKeyLoop TrueIf="Any"><True /></b.RegKeyLoop>)", Truth::unknown, "the attribute Key is missing"},
      {R"(<b.RegKeyExists Key="HKEY_LOOP_TARGET" Subkey="x" />)", Truth::unknown,
       R"(Key="HKEY_LOOP_TARGET" cannot be read)"},
  });
}

TEST_F(RegistryLoop, UnknownRuleInsideStaysUnknown) {
  auto const with = [](std::string_view true_if) {
    return fmt::format(R"(<b.RegKeyLoop Key="HKLM" Subkey="SOFTWARE\Apps" TrueIf="{}"><b.Never /></b.RegKeyLoop>)",
                       true_if);
  };
  std::string const fact = R"(its rule holds for 0 of 2 subkeys of HKLM\SOFTWARE\Apps, is unknown for 2)";
  expect_rules(
      {{with("Any"), Truth::unknown, fact}, {with("All"), Truth::unknown, fact}, {with("None"), Truth::unknown, fact}});
}

}  // namespace
}  // namespace wsus::metadata::testing
