// Rules about system, processor, languages, cluster: true, false, without the fact, malformed.
#include "tests/unit/client_sim/metadata/metadata_fixture.hpp"

namespace wsus::metadata::testing {
namespace {

using SystemRules = MetadataFixture;

// The machine is 10.0.26200, product type 1, suite mask 256, without service pack.
// Conforms: Applicability.windows
TEST_F(SystemRules, WindowsVersionTellsWhatTheMachineHas) {
  std::string const version = "the machine has 10.0.26200";
  expect_rules({
      {R"(<b.WindowsVersion MajorVersion="10" />)", Truth::yes, version},
      {R"(<b.WindowsVersion MajorVersion="6" MinorVersion="3" />)", Truth::no, version},
      {R"(<b.PlatformVersion Comparison="LessThan" MajorVersion="10" />)", Truth::no, version},
      {R"(<b.WindowsVersion MajorVersion="10" ServicePackMajor="1" />)", Truth::no, version + ", service pack 0.0"},
      {R"(<b.WindowsVersion MajorVersion="10" ProductType="3" />)", Truth::no, version + ", product type 1"},
      {R"(<b.WindowsVersion SuiteMask="258" />)", Truth::yes, version + ", suite mask 256"},
      {R"(<b.WindowsVersion SuiteMask="258" AllSuitesMustBePresent="true" />)", Truth::no,
       version + ", suite mask 256"},
      {R"(<b.WindowsVersion MajorVersion="ten" />)", Truth::unknown, R"(MajorVersion="ten" cannot be read)"},
      {R"(<b.WindowsVersion Comparison="About" MajorVersion="10" />)", Truth::unknown,
       R"(Comparison="About" cannot be read)"},
      {R"(<b.WindowsVersion ProductType="x" />)", Truth::unknown, R"(ProductType="x" cannot be read)"},
      {R"(<b.WindowsVersion SuiteMask="x" />)", Truth::unknown, R"(SuiteMask="x" cannot be read)"},
  });
}

TEST_F(SystemRules, ServicePackAndSuitesAreThoseOfTheMachine) {
  machine.system_info().service_pack_major = 1;
  machine.system_info().suite_mask = 2;
  expect_rules({
      {R"(<b.WindowsVersion MajorVersion="10" ServicePackMajor="1" />)", Truth::yes,
       "the machine has 10.0.26200, service pack 1.0"},
      {R"(<b.WindowsVersion Comparison="GreaterThan" MajorVersion="10" ServicePackMajor="1" />)", Truth::no,
       "the machine has 10.0.26200, service pack 1.0"},
      {R"(<b.WindowsVersion SuiteMask="2" />)", Truth::yes, "the machine has 10.0.26200, suite mask 2"},
      {R"(<b.WindowsVersion SuiteMask="256" />)", Truth::no, "the machine has 10.0.26200, suite mask 2"},
  });
}

class SystemRulesOfWindows7 : public MetadataFixture {
protected:
  SystemRulesOfWindows7() : MetadataFixture(machine::Profile::w7) {}
};

TEST_F(SystemRulesOfWindows7, WindowsVersionSeesItsServicePack) {
  expect_rules({
      {R"(<b.WindowsVersion MajorVersion="6" MinorVersion="1" ServicePackMajor="1" />)", Truth::yes,
       "the machine has 6.1.7601, service pack 1.0"},
      {R"(<b.WindowsVersion MajorVersion="6" MinorVersion="1" ServicePackMajor="0" />)", Truth::no,
       "the machine has 6.1.7601, service pack 1.0"},
      {R"(<b.WindowsVersion MajorVersion="6" MinorVersion="3" />)", Truth::no, "the machine has 6.1.7601"},
  });
}

// Conforms: Applicability.windows
TEST_F(SystemRules, ProcessorNeedsItsFacts) {
  expect_rules({
      {R"(<b.Processor Architecture="9" />)", Truth::yes, "the processor's architecture is 9"},
      {R"(<b.Processor Architecture="12" />)", Truth::no, "the processor's architecture is 9"},
      {R"(<b.Processor Architecture="12" Level="6" />)", Truth::no, "the processor's architecture is 9"},
      {R"(<b.Processor Architecture="9" Level="6" />)", Truth::unknown,
       "the machine does not know its processor's Level"},
      {R"(<b.Processor />)", Truth::unknown, "the attribute Architecture is missing"},
      {R"(<b.Processor Architecture="9" Revision="x" />)", Truth::unknown, R"(Revision="x" cannot be read)"},
      {R"(<b.NumberOfProcessors Comparison="GreaterThan" Number="2" />)", Truth::yes, "the machine has 4 processors"},
      {R"(<b.NumberOfProcessors Number="2" />)", Truth::no, "the machine has 4 processors"},
      {R"(<b.NumberOfProcessors />)", Truth::unknown, "the attribute Number is missing"},
  });
  machine.system_info().processor_level = 6;
  machine.system_info().processor_revision = 17;
  expect_rules({
      {R"(<b.Processor Architecture="9" Level="6" />)", Truth::yes, "the processor's Level is 6"},
      {R"(<b.Processor Architecture="9" Level="7" Revision="17" />)", Truth::no, "the processor's Level is 6"},
      {R"(<b.Processor Architecture="9" Level="6" Revision="18" />)", Truth::no, "the processor's Revision is 17"},
  });
}

// Conforms: Applicability.windows
TEST_F(SystemRules, PlatformAndMetrics) {
  machine.system_info().system_metrics[86] = 1;
  expect_rules({
      {R"(<b.Platform PlatformID="2" />)", Truth::yes, "the machine's platform is 2, Windows NT"},
      {R"(<b.Platform PlatformID="Windows" />)", Truth::yes, "the machine's platform is 2, Windows NT"},
      {R"(<b.Platform PlatformID="1" />)", Truth::no, "the machine's platform is 2, Windows NT"},
      {R"(<b.Platform />)", Truth::unknown, "the attribute PlatformID is missing"},
      {R"(<b.SystemMetric Comparison="GreaterThan" Index="86" Value="0" />)", Truth::yes, "system metric 86 is 1"},
      {R"(<b.SystemMetric Index="87" Value="1" />)", Truth::no, "system metric 87 is 0"},
      {R"(<b.SystemMetric Index="4" Value="0" />)", Truth::unknown, "the machine does not know its system metric 4"},
      {R"(<b.SystemMetric Value="0" />)", Truth::unknown, "the attribute Index is missing"},
      {R"(<b.SystemMetric Index="87" Value="y" />)", Truth::unknown, R"(Value="y" cannot be read)"},
  });
}

TEST_F(SystemRules, LanguagesWithoutAdditions) {
  std::string const languages = "the machine's language is en-US, its user interface has en-US";
  expect_rules({
      {R"(<b.WindowsLanguage Language="en" />)", Truth::yes, languages},
      {R"(<b.WindowsLanguage Language="de" />)", Truth::no, languages},
      {R"(<b.PlatformLanguage Language="en-us" />)", Truth::yes, languages},
      {R"(<b.PlatformLanguage Language="en-GB" />)", Truth::no, languages},
      {R"(<b.MuiInstalled />)", Truth::no, languages},
      {R"(<b.MuiLanguageInstalled Language="de-DE" />)", Truth::no, languages},
      {R"(<b.WindowsLanguage />)", Truth::unknown, "the attribute Language is missing"},
      {R"(<b.PlatformLanguage Language="" />)", Truth::unknown, R"(Language="" cannot be read)"},
      {R"(<b.MuiLanguageInstalled />)", Truth::unknown, "the attribute Language is missing"},
  });
}

// Conforms: Applicability.windows
TEST_F(SystemRules, AnAddedLanguageMakesItMui) {
  machine.system_info().mui_languages.emplace_back("de-DE");
  std::string const languages = "the machine's language is en-US, its user interface has en-US, de-DE";
  expect_rules({
      {R"(<b.MuiInstalled />)", Truth::yes, languages},
      {R"(<b.MuiLanguageInstalled Language="de" />)", Truth::yes, languages},
      {R"(<b.PlatformLanguage Language="en" />)", Truth::yes, languages},
      {R"(<b.WindowsLanguage Language="en" />)", Truth::no, languages},
  });
}

TEST_F(SystemRules, ClusterAndItsResources) {
  machine.registry().set_text(R"(HKLM\SOFTWARE\Lab)", "Instance", "SQL1");
  std::string const owner = R"(<b.ClusterResourceOwner Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Lab" Value="{}" )"
                            R"(Prefix="Server [" Suffix="]" />)";
  auto const rule = [&](std::string_view value) { return fmt::format(fmt::runtime(owner), value); };
  expect_rules({
      {"<b.ClusteredOS />", Truth::no, "the machine is no node of a cluster"},
      {rule("Instance"), Truth::no, R"(the machine does not own the cluster resource "Server [SQL1]")"},
      {rule("Nothing"), Truth::no, R"(HKLM\SOFTWARE\Lab\Nothing is not there)"},
      {R"(<b.ClusterResourceOwner Value="x" />)", Truth::unknown, "the attribute Key is missing"},
  });
  machine.system_info().clustered = true;
  machine.system_info().owned_cluster_resources = {"server [sql1]"};
  expect_rules({
      {"<b.ClusteredOS />", Truth::yes, "the machine is a node of a cluster"},
      {rule("Instance"), Truth::yes, R"(the machine owns the cluster resource "Server [SQL1]")"},
  });
}

TEST_F(SystemRules, InstalledOnceAsksTheDatastoreForThisUpdate) {
  expect_rules({{"<b.InstalledOnce />", Truth::no, "the agent has not installed it"}});
  machine.data_store().installed_updates.insert(*wusp::parse_guid("dd78b8a1-0b20-45c1-add6-4da72e9364cf"));
  expect_rules({{"<b.InstalledOnce />", Truth::yes, "the agent has installed it"}});
}

}  // namespace
}  // namespace wsus::metadata::testing
