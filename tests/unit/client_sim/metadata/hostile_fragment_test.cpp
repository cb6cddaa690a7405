// Fragments that no honest server sends: every one evaluates as nothing, none throws or overflows.
#include "tests/unit/client_sim/metadata/metadata_fixture.hpp"

namespace wsus::metadata::testing {
namespace {

class HostileFragment : public MetadataFixture {
protected:
  void expect_nothing(std::string const& core) {
    auto const result = evaluate_core(core);
    EXPECT_TRUE(result.update_id.is_nil()) << core.substr(0, 200);
    EXPECT_FALSE(result.installed);
    EXPECT_FALSE(result.installable);
    EXPECT_FALSE(result.offered);
  }
  static std::string nested(std::string_view open, std::string_view close, int levels) {
    std::string text;
    for (int i = 0; i < levels; ++i) text += open;
    text += "<True />";
    for (int i = 0; i < levels; ++i) text += close;
    return text;
  }
};

TEST_F(HostileFragment, UnreadableTextIsNothing) {
  std::string const good(identity);
  for (std::string const& core :
       {std::string(), std::string("text"), std::string("<"), good + "<Properties>", good + "</fragment>",
        good + "</fragment><fragment>" + good, std::string("<UpdateIdentity />"),
        std::string(R"(<UpdateIdentity UpdateID="not-a-guid" RevisionNumber="1" />)"),
        std::string(R"(<UpdateIdentity UpdateID="dd78b8a1-0b20-45c1-add6-4da72e9364cf" />)"),
        std::string(R"(<UpdateIdentity UpdateID="dd78b8a1-0b20-45c1-add6-4da72e9364cf" RevisionNumber="-1" />)"),
        std::string(
            R"(<UpdateIdentity UpdateID="dd78b8a1-0b20-45c1-add6-4da72e9364cf" RevisionNumber="9999999999" />)"),
        std::string(64, '\0'), std::string("\xff\xfe\x00\x01", 4)}) {
    expect_nothing(core);
  }
}

TEST_F(HostileFragment, DeepNestingIsRefusedAndShallowIsNot) {
  // ApplicabilityRules and IsInstalled are two levels, the innermost rule is one.
  EXPECT_TRUE(holds(nested("<And>", "</And>", max_depth - 3)));
  EXPECT_FALSE(holds(nested("<And>", "</And>", max_depth - 2)));
  expect_nothing(std::string(identity) + nested("<And>", "</And>", 100'000));
}

TEST_F(HostileFragment, LoopsInLoopsEndSoon) {
  for (char const* key : {R"(HKLM\SOFTWARE\A)", R"(HKLM\SOFTWARE\B)"}) machine.registry().create_key(key);
  std::string const loop = R"(<b.RegKeyLoop Key="HKLM" Subkey="SOFTWARE" TrueIf="Any">)";
  EXPECT_TRUE(holds(nested(loop, "</b.RegKeyLoop>", 2)));
  EXPECT_FALSE(holds(nested(loop, "</b.RegKeyLoop>", 3)));
  EXPECT_FALSE(holds(nested(loop, "</b.RegKeyLoop>", max_depth - 3)));  // 2^61 times the innermost rule, or more
}

TEST_F(HostileFragment, DeepBundlesAreRefused) {
  expect_nothing(std::string(identity) + "<Relationships><BundledUpdates>" +
                 nested("<AtLeastOne>", "</AtLeastOne>", 100'000) + "</BundledUpdates></Relationships>");
}

TEST_F(HostileFragment, DocumentTypeExpandsNothing) {
  auto const result = evaluate_core(
      R"(<!DOCTYPE a [<!ENTITY x "yyyyyyyyyy">]>)" + std::string(identity) +
      R"(<Properties UpdateType="Category" /><ApplicabilityRules><IsInstalled>&x;</IsInstalled></ApplicabilityRules>)");
  EXPECT_FALSE(result.installed);
}

TEST_F(HostileFragment, HugeNumbersAreNotNumbers) {
  EXPECT_FALSE(holds(R"(<b.WindowsVersion Comparison="LessThan" MajorVersion="99999999999999999999999" />)"));
  EXPECT_FALSE(holds(R"(<b.WindowsVersion MajorVersion="" />)"));
  EXPECT_FALSE(holds(R"(<b.WindowsVersion MajorVersion=" 10" />)"));
}

TEST_F(HostileFragment, WideRulesAreEvaluated) {
  std::string wide = "<Or>";
  for (int i = 0; i < 20'000; ++i) wide += "<False />";
  EXPECT_TRUE(holds(wide + "<True /></Or>"));
}

}  // namespace
}  // namespace wsus::metadata::testing
