// Rules about licensing, WMI, packages, Windows Installer and drivers.
#include "tests/unit/client_sim/metadata/metadata_fixture.hpp"

namespace wsus::metadata::testing {
namespace {

using OtherRules = MetadataFixture;

TEST_F(OtherRules, LicensesAreUnknownUntilTheMachineHasThem) {
  std::string const exists = R"(<b.LicenseValueExists Value="Kernel-ProductInfo" />)";
  std::string const is_48 = R"(<b.LicenseDword Value="Kernel-ProductInfo" Comparison="EqualTo" Data="48" />)";
  std::string const no_facts = "the machine does not know its license values";
  expect_rules({{exists, Truth::unknown, no_facts}, {is_48, Truth::unknown, no_facts}});
  machine.system_info().license_values.emplace();
  expect_rules({{exists, Truth::no, "license value Kernel-ProductInfo is not there"},
                {is_48, Truth::no, "license value Kernel-ProductInfo is not there"}});
  (*machine.system_info().license_values)["Kernel-ProductInfo"] = 48;
  expect_rules({
      {exists, Truth::yes, "license value Kernel-ProductInfo is there"},
      {is_48, Truth::yes, "license value Kernel-ProductInfo is 48"},
      {R"(<b.LicenseDword Value="Kernel-ProductInfo" Data="4" />)", Truth::no,
       "license value Kernel-ProductInfo is 48"},
      {R"(<b.LicenseDword Value="Kernel-ProductInfo" Data="x" />)", Truth::unknown, R"(Data="x" cannot be read)"},
      {R"(<b.LicenseValueExists />)", Truth::unknown, "the attribute Value is missing"},
  });
}

TEST_F(OtherRules, QueriesHaveTheAnswersThatTheMachineWasGiven) {
  machine.system_info().wmi_answers[{R"(root\cimv2)", "select * from A"}] = true;
  machine.system_info().wmi_answers[{R"(root\cimv2)", "select * from B"}] = false;
  auto const query = [](std::string_view text) {
    return fmt::format(R"(<b.WmiQuery Namespace="root\cimv2" WqlQuery="{}" />)", text);
  };
  expect_rules({
      {query("select * from A"), Truth::yes, "the machine's answer to this WMI query has rows"},
      {query("select * from B"), Truth::no, "the machine's answer to this WMI query has no rows"},
      {query("select * from C"), Truth::unknown, "the machine has no answer to this WMI query"},
      {R"(<b.WmiQuery />)", Truth::unknown, "the attribute WqlQuery is missing"},
      {R"(<b.GenericQuery Namespace="x" Type="y" />)", Truth::unknown, "the machine cannot answer generic queries"},
  });
}

TEST_F(OtherRules, PackagesAndReleases) {
  std::string const package = R"(<CbsPackageInstalledByIdentity PackageIdentity="Package_for_KB1~~amd64~~10.0.1.0" />)";
  std::string const release =
      R"(<ProductReleaseVersion Name="Client.OS" Version="0.0.0.0" Comparison="greaterthan" />)";
  expect_rules({{package, Truth::unknown, "the machine does not know its packages"},
                {release, Truth::unknown, "the machine does not know the product release Client.OS"}});
  machine.system_info().cbs_packages.emplace();
  machine.system_info().product_releases["Client.OS"] = "0.0.0.0";
  expect_rules({{package, Truth::no, "the package Package_for_KB1~~amd64~~10.0.1.0 is not installed"},
                {release, Truth::no, "product release Client.OS is 0.0.0.0"}});
  machine.system_info().cbs_packages->insert("package_for_kb1~~AMD64~~10.0.1.0");
  machine.system_info().product_releases["Client.OS"] = "10.0.26200.1";
  expect_rules({
      {package, Truth::yes, "the package Package_for_KB1~~amd64~~10.0.1.0 is installed"},
      {release, Truth::yes, "product release Client.OS is 10.0.26200.1"},
      {"<CbsPackageInstalledByIdentity />", Truth::unknown, "the attribute PackageIdentity is missing"},
      {R"(<ProductReleaseVersion Name="Client.OS" Version="new" />)", Truth::unknown,
       R"(Version="new" cannot be read)"},
      {R"(<ProductReleaseVersion Version="1.0" />)", Truth::unknown, "the attribute Name is missing"},
  });
}

constexpr auto product_code = "11111111-2222-3333-4444-5555555555AA";

std::string product(std::string_view rest) {
  return fmt::format(R"(<m.MsiProductInstalled ProductCode="{{{}}}" {} />)", product_code, rest);
}

// Conforms: Applicability.msi
TEST_F(OtherRules, MsiProductIsFoundByItsUninstallKey) {
  std::string const missing = fmt::format("the product {{{}}} has no Uninstall key", product_code);
  expect_rules(
      {{product(""), Truth::no, missing},
       {R"(<m.MsiProductInstalled ProductCode="no" />)", Truth::unknown, R"(ProductCode="no" cannot be read)"}});
  auto const key =
      fmt::format(R"(HKLM\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\{{{}}})", product_code);
  machine.registry().create_key(key);
  std::string const there = fmt::format("{} is there", key);
  expect_rules({{product(""), Truth::yes, there},
                {product(R"(VersionMin="1.0")"), Truth::unknown, fmt::format("{} tells no version", key)},
                {product(R"(Language="1033")"), Truth::unknown, fmt::format("{} tells no language", key)}});
  machine.registry().set_text(key, "DisplayVersion", "2.5.1");
  machine.registry().set_dword(key, "Language", 1033);
  std::string const version = "the product's version is 2.5.1";
  expect_rules({
      {product(R"(VersionMin="2.5.1" VersionMax="3.0")"), Truth::yes, there},
      {product(R"(VersionMin="2.5.1" ExcludeVersionMin="true")"), Truth::no, version},
      {product(R"(VersionMax="2.5.1.0")"), Truth::yes, there},
      {product(R"(VersionMax="2.5.1" ExcludeVersionMax="true")"), Truth::no, version},
      {product(R"(VersionMin="2.6")"), Truth::no, version},
      {product(R"(ExcludeVersionMax="true")"), Truth::yes, there},
      {product(R"(Language="1033")"), Truth::yes, there},
      {product(R"(Language="1031")"), Truth::no, "the product's language is 1033"},
      {product(R"(VersionMax="x")"), Truth::unknown, R"(VersionMax="x" cannot be read)"},
  });
}

TEST_F(OtherRules, RestOfWindowsInstallerIsUnknown) {
  for (auto const* name : {"FeatureInstalledForProduct", "ComponentInstalledForProduct", "PatchInstalledForProduct",
                           "PatchInstalled", "PatchSuperseded", "PatchInstallable", "ApplicationInstalled",
                           "ApplicationSuperseded", "ApplicationInstallable"}) {
    expect_rules({{fmt::format("<m.Msi{} />", name), Truth::unknown,
                   "the machine knows nothing of Windows Installer's features, components and patches"}});
  }
}

constexpr auto card = R"(PCI\VEN_1AF4&DEV_1000&SUBSYS_00011AF4)";
constexpr auto generic = R"(PCI\VEN_1AF4&DEV_1000)";

class DriverRules : public MetadataFixture {
protected:
  DriverRules() { machine.hardware().devices.push_back({.hardware_ids = {card, generic}}); }
  void install(std::string id, std::string_view date, std::uint64_t version) {
    machine.hardware().devices.front().installed_driver = machine::InstalledDriver{
        .matching_id = std::move(id), .ver_date = *wusp::parse_xsd_date_time(date), .ver_version = version};
  }
  static std::string offered(std::string_view id, std::string_view date, std::string_view version,
                             std::string_view inner = {}) {
    std::string escaped(id);
    for (auto at = escaped.find('&'); at != std::string::npos; at = escaped.find('&', at + 1))
      escaped.insert(at + 1, "amp;");
    return fmt::format(
        R"(<d.WindowsDriverMetaData HardwareID="{}" DriverVerDate="{}" DriverVerVersion="{}">{}</d.WindowsDriverMetaData>)",
        escaped, date, version, inner);
  }
  /// Values of Installed, Superseded, Installable.
  void expect_values(std::string_view metadata, std::array<Truth, 3> const& values, std::string const& fact) {
    expect_rules({{"<d.WindowsDriverInstalled />", values[0], fact},
                  {"<d.WindowsDriverSuperseded />", values[1], fact},
                  {"<d.WindowsDriverInstallable />", values[2], fact}},
                 metadata);
  }
};

constexpr auto no = Truth::no;
constexpr auto yes = Truth::yes;
constexpr auto unknown = Truth::unknown;
constexpr std::uint64_t version_2 = 2ULL << 48U;

TEST_F(DriverRules, DeviceWithoutDriverWantsAnyThatFits) {
  expect_values(offered(generic, "2024-01-01", "1.0.0.0"), {no, no, yes},
                "1 devices have one of its hardware ids, 1 of them without a driver");
  expect_values(offered("USB\\OTHER", "2024-01-01", "1.0.0.0"), {no, no, no},
                "no device of the machine has one of its hardware ids");
}

// Conforms: Applicability.drivers
TEST_F(DriverRules, InstalledDriverIsComparedByIdThenDateThenVersion) {
  install(generic, "2024-01-01T00:00:00Z", version_2);
  std::string const fact = "1 devices have one of its hardware ids, 0 of them without a driver";
  expect_values(offered(generic, "2024-01-01", "2.0.0.0"), {yes, no, no}, fact);
  expect_values(offered(generic, "2024-01-01", "2.0.0.1"), {no, no, yes}, fact);
  expect_values(offered(generic, "2024-01-01", "1.9.0.0"), {no, yes, no}, fact);
  expect_values(offered(generic, "2024-01-02", "1.0.0.0"), {no, no, yes}, fact);
  expect_values(offered(generic, "2023-12-31", "9.0.0.0"), {no, yes, no}, fact);
  expect_values(offered(card, "2020-01-01", "1.0.0.0"), {no, no, yes}, fact);
  install(card, "2024-01-01T00:00:00Z", version_2);
  expect_values(offered(generic, "2025-01-01", "9.0.0.0"), {no, yes, no}, fact);
}

TEST_F(DriverRules, DriverNamesTheDeviceThatItIsFor) {
  auto const device_of = [this](std::string const& metadata) {
    auto core = category("<d.WindowsDriverInstalled />", metadata);
    core.replace(core.find("Category"), std::string_view("Category").size(), "Driver");
    return evaluate_core(core).device_id;
  };
  auto const other = offered("USB\\OTHER", "2024-01-01", "1.0.0.0");
  EXPECT_EQ(device_of(other + offered(card, "2024-01-01", "1.0.0.0")), card);
  EXPECT_EQ(device_of(other), "");
  EXPECT_EQ(evaluate_core(category("<True />", offered(card, "2024-01-01", "1.0.0.0"))).device_id, "") << "no driver";
}

TEST_F(DriverRules, DriverForCertainComputersIsForThoseAlone) {
  constexpr auto target =
      "<d.TargetComputerHardwareId>aaaaaaaa-0000-0000-0000-000000000001</d.TargetComputerHardwareId>";
  auto const metadata = offered(generic, "2024-01-01", "1.0.0.0", target);
  expect_values(metadata, {no, no, no}, "no device of the machine has one of its hardware ids");
  machine.hardware().computer_hardware_ids.push_back(*wusp::parse_guid("aaaaaaaa-0000-0000-0000-000000000001"));
  expect_values(metadata, {no, no, yes}, "1 devices have one of its hardware ids, 1 of them without a driver");
}

TEST_F(DriverRules, WithoutReadableMetadataNothingIsKnown) {
  expect_values("", {unknown, unknown, unknown}, "the update's d.WindowsDriverMetaData is missing");
  for (auto const& metadata :
       {offered(generic, "soon", "1.0"), offered(generic, "2024-01-01", "x"), offered("", "2024-01-01", "1.0")})
    expect_values(metadata, {unknown, unknown, unknown}, "the update's d.WindowsDriverMetaData cannot be read");
}

}  // namespace
}  // namespace wsus::metadata::testing
