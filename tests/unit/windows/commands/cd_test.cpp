// cd: where it leads, what it says.
#include "windows/commands/commands.hpp"

#include <gtest/gtest.h>

namespace wsus::windows {
namespace {

struct CdCase {
  std::string_view line;
  std::string_view cwd;  ///< afterwards; before it is C:\Windows\System32
  int exit_code = 0;
  std::string_view output{};
};

class Cd : public testing::TestWithParam<CdCase> {};

TEST_P(Cd, LeadsToTheFolder) {
  FileSystem files;
  files.make_directory(R"(C:\Program Files\Update Services\WebServices\ClientWebService)");
  files.make_directory(R"(D:\WSUS)");
  files.write_as_system(R"(C:\Windows\a.log)", "");
  Prompt prompt(Session{.files = files}, common_commands());
  auto const result = prompt.run(GetParam().line);
  EXPECT_EQ(result.output, GetParam().output);
  EXPECT_EQ(result.exit_code, GetParam().exit_code);
  EXPECT_EQ(prompt.session().cwd, GetParam().cwd);
}

constexpr std::string_view start = R"(C:\Windows\System32)";
constexpr std::string_view client_web_service = R"(C:\Program Files\Update Services\WebServices\ClientWebService)";
constexpr std::string_view no_path = "The system cannot find the path specified.\n";

INSTANTIATE_TEST_SUITE_P(
    Table, Cd,
    testing::Values(CdCase{"cd", start, 0, "C:\\Windows\\System32\n"},
                    CdCase{"chdir", start, 0, "C:\\Windows\\System32\n"}, CdCase{"cd ..", R"(C:\Windows)"},
                    CdCase{"cd..", R"(C:\Windows)"}, CdCase{"cd\\", R"(C:\)"}, CdCase{R"(cd \users)", R"(C:\Users)"},
                    CdCase{R"(CD c:\PROGRAM files)", R"(C:\Program Files)"},
                    CdCase{R"(cd "C:\Program Files" )", R"(C:\Program Files)"},
                    CdCase{R"(cd %programfiles%\Update Services\WebServices\ClientWebService)", client_web_service},
                    CdCase{R"(cd /d "%ProgramFiles%\update services\webservices\clientwebservice")",
                           client_web_service},
                    CdCase{R"(cd/d C:\Users)", R"(C:\Users)"}, CdCase{R"(chdir /D d:\wsus)", R"(D:\WSUS)"},
                    CdCase{R"(cd D:\WSUS)", start}, CdCase{R"(cd C:\no)", start, 1, no_path},
                    CdCase{R"(cd /d E:\)", start, 1, no_path},
                    CdCase{R"(cd ..\a.log)", start, 1, "The directory name is invalid.\n"}));

}  // namespace
}  // namespace wsus::windows
