// findstr: hits, switches, exit codes.
#include "windows/commands/commands.hpp"

#include <gtest/gtest.h>

namespace wsus::windows {
namespace {

struct FindstrCase {
  std::string_view line;
  int exit_code;
  std::string_view output;
};

class Findstr : public testing::TestWithParam<FindstrCase> {};

TEST_P(Findstr, ShowsTheHits) {
  FileSystem files;
  files.write_as_system(R"(C:\Windows\a.log)", "Agent started\r\nWARNING: 80244007\r\nFATAL: no answer\r\n\r\nend");
  files.write_as_system(R"(C:\Windows\b.log)", "warning: b\n");
  files.write_as_system(R"(C:\Windows\secret.log)", "WARNING");
  files.set_security(R"(C:\Windows\secret.log)", {.owner = "SYSTEM", .access = {}});
  Prompt prompt(Session{.files = files, .cwd = R"(C:\Windows)"}, common_commands());
  auto const result = prompt.run(GetParam().line);
  EXPECT_EQ(result.output, GetParam().output);
  EXPECT_EQ(result.exit_code, GetParam().exit_code);
}

INSTANTIATE_TEST_SUITE_P(
    Hits, Findstr,
    testing::Values(FindstrCase{"findstr WARNING a.log", 0, "WARNING: 80244007\n"},
                    FindstrCase{"findstr warning a.log", 1, ""},
                    FindstrCase{"findstr /I warning a.log", 0, "WARNING: 80244007\n"},
                    FindstrCase{"findstr -i warning a.log", 0, "WARNING: 80244007\n"},
                    FindstrCase{"findstr /n FATAL a.log", 0, "3:FATAL: no answer\n"},
                    FindstrCase{R"(findstr "FATAL WARNING" a.log)", 0, "WARNING: 80244007\nFATAL: no answer\n"},
                    FindstrCase{R"(findstr /c:"no answer" a.log)", 0, "FATAL: no answer\n"},
                    FindstrCase{R"(findstr /c:"answer no" a.log)", 1, ""},
                    FindstrCase{R"(findstr /i /C:"AGENT STARTED" /c:END a.log)", 0, "Agent started\nend\n"},
                    FindstrCase{"findstr /v a a.log", 0, "WARNING: 80244007\n\nend\n"},
                    FindstrCase{"findstr /vin A a.log", 0, "4:\n5:end\n"},
                    FindstrCase{"findstr /r /l /c:E.D a.log", 1, ""}, FindstrCase{"findstr /r end a.log", 0, "end\n"},
                    FindstrCase{R"(findstr "" a.log)", 1, ""}, FindstrCase{R"(findstr /c:"" a.log)", 1, ""}));

INSTANTIATE_TEST_SUITE_P(SeveralFiles, Findstr,
                         testing::Values(FindstrCase{R"(findstr /in warning a.log C:\Windows\B.log)", 0,
                                                     "a.log:2:WARNING: 80244007\nC:\\Windows\\B.log:1:warning: b\n"},
                                         FindstrCase{"findstr WARNING no.log a.log", 0,
                                                     "FINDSTR: Cannot open no.log\na.log:WARNING: 80244007\n"},
                                         FindstrCase{"findstr nothing a.log b.log", 1, ""}));

INSTANTIATE_TEST_SUITE_P(
    Errors, Findstr,
    testing::Values(FindstrCase{"findstr WARNING no.log", 1, "FINDSTR: Cannot open no.log\n"},
                    FindstrCase{"findstr WARNING secret.log", 1, "FINDSTR: Cannot open secret.log\n"},
                    FindstrCase{"findstr nothing no.log a.log", 1, "FINDSTR: Cannot open no.log\n"},
                    FindstrCase{"findstr", 2, "FINDSTR: Bad command line\n"},
                    FindstrCase{"findstr WARNING", 2, "FINDSTR: Bad command line\n"},
                    FindstrCase{"findstr /q WARNING a.log", 0, "FINDSTR: /q ignored\nWARNING: 80244007\n"}));

}  // namespace
}  // namespace wsus::windows
