// Rules about files: the drive's content, the machine's versions and dates.
#include "tests/unit/client_sim/metadata/metadata_fixture.hpp"

namespace wsus::metadata::testing {
namespace {

constexpr auto dll = R"(C:\Windows\System32\lab.dll)";

class FileRules : public MetadataFixture {
protected:
  FileRules() {
    machine.files().write_as_system(dll, "12345");
    machine.files().write_as_system(R"(C:\Windows\plain.txt)", "x");
    auto& info = machine.system_info();
    info.file_versions[R"(c:\windows\system32\lab.dll)"] = "10.0.26100.1150";
    info.file_versions[R"(c:\windows\system32\only-version.dll)"] = "1.2.3.4";
    info.file_times[R"(c:\windows\system32\lab.dll)"] = {wusp::parse_xsd_date_time("2024-01-02T00:00:00Z"),
                                                         wusp::parse_xsd_date_time("2024-03-04T00:00:00Z")};
    machine.registry().set_text(R"(HKLM\SOFTWARE\Lab)", "Folder", R"(C:\Windows\System32\)");
  }
  static std::string rule(std::string_view name, std::string_view rest) {
    return fmt::format("<b.{} {} />", name, rest);
  }
};

TEST_F(FileRules, FileExistsWhereverItsFolderComesFrom) {
  std::string const there = R"(C:\Windows\System32\lab.dll is there)";
  expect_rules({
      {rule("FileExists", R"(Path="C:\Windows\System32\LAB.dll")"), Truth::yes,
       R"(C:\Windows\System32\LAB.dll is there)"},
      {rule("FileExists", R"(Path="\lab.dll" Csidl="37")"), Truth::yes, there},
      {rule("FileExists", R"(Path="System32\lab.dll" Csidl="36")"), Truth::yes, there},
      {rule("FileExists", R"(Path="%windir%\System32\lab.dll")"), Truth::yes, there},
      {rule("FileExists", R"(Path="lab.dll" Csidl="41")"), Truth::no, R"(C:\Windows\SysWOW64\lab.dll is not there)"},
      {rule("FileExists", R"(Path="lab.dll" Csidl="37" Version="10.0.26100.1150" Size="5")"), Truth::yes,
       R"(C:\Windows\System32\lab.dll has 5 bytes)"},
      {rule("FileExists", R"(Path="lab.dll" Csidl="37" Version="10.0.26100.1")"), Truth::no,
       R"(C:\Windows\System32\lab.dll has version 10.0.26100.1150)"},
      {rule("FileExists", R"(Path="lab.dll" Csidl="37" Size="6")"), Truth::no,
       R"(C:\Windows\System32\lab.dll has 5 bytes)"},
      {rule("FileExists", R"(Path="lab.dll" Csidl="37" Language="1033")"), Truth::unknown,
       R"(the machine does not know the language of C:\Windows\System32\lab.dll)"},
      {rule("FileExists", R"(Path="lab.dll" Csidl="9999")"), Truth::unknown,
       "the simulator does not know the folder of CSIDL 9999"},
      {rule("FileExists", R"(Path="lab.dll" Csidl="x")"), Truth::unknown, R"(Csidl="x" cannot be read)"},
      {rule("FileExists", ""), Truth::unknown, "the attribute Path is missing"},
  });
}

// Conforms: Applicability.files
TEST_F(FileRules, PrependedFolderComesFromTheRegistry) {
  std::string const base = R"(Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Lab" Value="{}" Path="\lab.dll" {})";
  auto const with = [&](std::string_view name, std::string_view value, std::string_view rest) {
    return rule(name, fmt::format(fmt::runtime(base), value, rest));
  };
  expect_rules({
      {with("FileExistsPrependRegSz", "Folder", ""), Truth::yes, R"(C:\Windows\System32\lab.dll is there)"},
      {with("FileExistsPrependRegSz", "No", ""), Truth::no, R"(HKLM\SOFTWARE\Lab\No is not there)"},
      {R"(<b.FileExistsPrependRegSz Path="x" Value="Folder" />)", Truth::unknown, "the attribute Key is missing"},
      {with("FileVersionPrependRegSz", "Folder", R"(Comparison="LessThan" Version="10.0.26100.1151")"), Truth::yes,
       R"(C:\Windows\System32\lab.dll has version 10.0.26100.1150)"},
      {with("FileSizePrependRegSz", "Folder", R"(Comparison="GreaterThan" Size="5")"), Truth::no,
       R"(C:\Windows\System32\lab.dll has 5 bytes)"},
      {with("FileCreatedPrependRegSz", "Folder", R"(Comparison="EqualTo" Created="2024-01-02T00:00:00Z")"), Truth::yes,
       R"(the creation date of C:\Windows\System32\lab.dll is 2024-01-02T00:00:00Z)"},
      {with("FileModifiedPrependRegSz", "Folder", R"(Comparison="LessThan" Modified="2024-01-02T00:00:00Z")"),
       Truth::no, R"(the modification date of C:\Windows\System32\lab.dll is 2024-03-04T00:00:00Z)"},
  });
}

// Conforms: Applicability.files
TEST_F(FileRules, VersionsAreComparedByTheirNumbers) {
  auto const version = [](std::string_view file, std::string_view rest) {
    return fmt::format(R"(<b.FileVersion Path="{}" Csidl="37" {} />)", file, rest);
  };
  expect_rules({
      {version("lab.dll", R"(Comparison="GreaterThan" Version="10.0.26100.999")"), Truth::yes,
       R"(C:\Windows\System32\lab.dll has version 10.0.26100.1150)"},
      {version("lab.dll", R"(Comparison="LessThan" Version="10.0.26100.1150")"), Truth::no,
       R"(C:\Windows\System32\lab.dll has version 10.0.26100.1150)"},
      {version("only-version.dll", R"(Version="1.2.3.4")"), Truth::yes,
       R"(C:\Windows\System32\only-version.dll has version 1.2.3.4)"},
      {version("no.dll", R"(Comparison="LessThan" Version="99.0.0.0")"), Truth::no,
       R"(C:\Windows\System32\no.dll is not there)"},
      {R"(<b.FileVersion Path="C:\Windows\plain.txt" Version="1.0.0.0" />)", Truth::unknown,
       R"(the machine does not know the version of C:\Windows\plain.txt)"},
      {version("lab.dll", R"(Version="ten")"), Truth::unknown, R"(Version="ten" cannot be read)"},
      {version("lab.dll", R"(Comparison="Near" Version="1.0.0.0")"), Truth::unknown,
       R"(Comparison="Near" cannot be read)"},
  });
}

// Conforms: Applicability.files
TEST_F(FileRules, SizesAndDates) {
  auto const at = [](std::string_view name, std::string_view path, std::string_view rest) {
    return fmt::format(R"(<b.{} Path="{}" {} />)", name, path, rest);
  };
  expect_rules({
      {at("FileSize", dll, R"(Size="5")"), Truth::yes, R"(C:\Windows\System32\lab.dll has 5 bytes)"},
      {at("FileSize", dll, R"(Comparison="LessThan" Size="5")"), Truth::no,
       R"(C:\Windows\System32\lab.dll has 5 bytes)"},
      {at("FileSize", R"(C:\no)", R"(Size="5")"), Truth::no, R"(C:\no is not there)"},
      {at("FileSize", R"(C:\Windows\System32\only-version.dll)", R"(Size="5")"), Truth::unknown,
       R"(the machine does not know the size of C:\Windows\System32\only-version.dll)"},
      {at("FileSize", dll, R"(Size="big")"), Truth::unknown, R"(Size="big" cannot be read)"},
      {at("FileCreated", dll, R"(Comparison="LessThan" Created="2024-01-03T00:00:00Z")"), Truth::yes,
       R"(the creation date of C:\Windows\System32\lab.dll is 2024-01-02T00:00:00Z)"},
      {at("FileCreated", dll, R"(Created="2024-01-03T00:00:00Z")"), Truth::no,
       R"(the creation date of C:\Windows\System32\lab.dll is 2024-01-02T00:00:00Z)"},
      {at("FileCreated", R"(C:\Windows\plain.txt)", R"(Created="2024-01-03T00:00:00Z")"), Truth::unknown,
       R"(the machine does not know the creation date of C:\Windows\plain.txt)"},
      {at("FileCreated", dll, R"(Created="yesterday")"), Truth::unknown, R"(Created="yesterday" cannot be read)"},
      {at("FileModified", dll, R"(Comparison="GreaterThan" Modified="2024-03-03T00:00:00Z")"), Truth::yes,
       R"(the modification date of C:\Windows\System32\lab.dll is 2024-03-04T00:00:00Z)"},
      {at("FileModified", dll, R"(Modified="2024-03-03T00:00:00Z")"), Truth::no,
       R"(the modification date of C:\Windows\System32\lab.dll is 2024-03-04T00:00:00Z)"},
      {at("FileModified", R"(C:\Windows\plain.txt)", R"(Modified="2024-01-03T00:00:00Z")"), Truth::unknown,
       R"(the machine does not know the modification date of C:\Windows\plain.txt)"},
      {at("FileModified", dll, ""), Truth::unknown, "the attribute Modified is missing"},
  });
}

}  // namespace
}  // namespace wsus::metadata::testing
