// What the programs say of their own command line: completion as bash takes it, man pages as groff takes them.
#include "tests/integration/programs/process.hpp"
#include "tests/support/golden.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace wsus::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

class ProgramPages : public testing::Test {
protected:
  void SetUp() override { folder_ = fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name()); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// What a bash that has sourced the program's script offers when Tab is pressed at the end of the words: the script
  /// is found as bash finds it, by the name of the program. `words`: as bash cuts the line, '=' is a word of its own.
  std::vector<std::string> offers(std::string const& program, std::vector<std::string> const& words) {
    return offered_by({"bash", "-c", R"(set -u
program=$1; shift
. <("$program" --completion bash) || exit 9
spec=$(complete -p "$1") || exit 8
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
function=${spec#*-F }; "${function%% *}"
printf '%s\n' "${COMPREPLY[@]}")"},
                      program, words);
  }

  /// The same for a zsh that has loaded bashcompinit. It calls the function with these options, and sorts out itself
  /// which of the offers begin with what was typed.
  std::vector<std::string> offers_to_zsh(std::string const& program, std::vector<std::string> const& words) {
    return offered_by({"zsh", "-f", "-c", R"(program=$1; shift
autoload -U +X compinit && compinit -D && autoload -U +X bashcompinit && bashcompinit || exit 10
source <("$program" --completion bash) || exit 9
spec=(${(z)_comps[$1]}); function=$spec[-1]
emulate sh; setopt kshglob noshglob braceexpand
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
"$function"
printf '%s\n' "${COMPREPLY[@]}")"},
                      program, words);
  }

  std::vector<std::string> offered_by(std::vector<std::string> command, std::string const& program,
                                      std::vector<std::string> const& words) {
    command.insert(command.end(), {command.front(), program, program.substr(program.rfind('/') + 1)});
    command.insert(command.end(), words.begin(), words.end());
    auto const end = run(command, folder_);
    EXPECT_EQ(end.exit_code, 0) << end.errors;
    EXPECT_EQ(end.errors, "");
    std::istringstream lines(end.output);
    std::vector<std::string> offered;
    for (std::string line; std::getline(lines, line);)
      if (!line.empty()) offered.push_back(line);
    return offered;
  }

  std::filesystem::path folder_;
};

TEST_F(ProgramPages, TabOffersTheCommands) {
  EXPECT_THAT(offers(WSUS_LAB, {""}), IsSupersetOf({"run", "list", "check", "explain", "document", "mutate"}));
  EXPECT_THAT(offers(WSUS_LAB, {"ch"}), ElementsAre("check"));
  EXPECT_THAT(offers(WUA_SIM, {"s"}), IsSupersetOf({"scan", "shell"}));
  EXPECT_THAT(offers(WSUS_MOCK, {"cer"}), ElementsAre("certs"));
}

TEST_F(ProgramPages, TabOffersTheOptionsOfTheCommandThatWasTyped) {
  EXPECT_THAT(offers(WSUS_LAB, {"run", "--ju"}), ElementsAre("--junit"));
  EXPECT_THAT(offers(WSUS_LAB, {"list", "--ju"}), IsEmpty());
  EXPECT_THAT(offers(WSUS_MOCK, {"--live-operations", "--tls-c"}), ElementsAre("--tls-certificate"));
  EXPECT_THAT(offers(WSUS_MOCK, {"certs", "--da"}), ElementsAre("--days"));
  EXPECT_THAT(offers(WUA_SIM, {"scan", "--cy"}), ElementsAre("--cycles"));
  EXPECT_THAT(offers(WUA_SIM, {"update", "--cy"}), IsEmpty());
  EXPECT_THAT(offers(WSUS_LAB, {"--"}), Not(Contains("--man-page"))) << "hidden";
}

TEST_F(ProgramPages, TabOffersTheWordsThatAnOptionTakes) {
  EXPECT_THAT(offers(WSUS_MOCK, {"--web-config-reload", ""}), UnorderedElementsAre("iisreset", "on_change"));
  EXPECT_THAT(offers(WSUS_MOCK, {"--web-config-reload", "=", "on"}), ElementsAre("on_change"));
  EXPECT_THAT(offers(WSUS_MOCK, {"--web-config-reload", "="}), UnorderedElementsAre("iisreset", "on_change"));
  EXPECT_THAT(offers(WUA_SIM, {"scan", "--profile", "w1"}), UnorderedElementsAre("w10", "w11"));
  EXPECT_THAT(offers(WUA_SIM, {"scan", "--caller", "c"}), ElementsAre("configmgr"));
  EXPECT_THAT(offers(WSUS_LAB, {"--completion", ""}), ElementsAre("bash"));
  EXPECT_THAT(offers(WSUS_MOCK, {"--seed", ""}), IsEmpty()) << "only the user knows";
}

TEST_F(ProgramPages, AValueIsNotTakenForACommand) {
  EXPECT_THAT(offers(WUA_SIM, {"scan", "--name", "shell", "--cy"}), ElementsAre("--cycles"));
  EXPECT_THAT(offers(WUA_SIM, {"scan", "--name", "=", "shell", "--cy"}), ElementsAre("--cycles"));
  EXPECT_THAT(offers(WSUS_MOCK, {"--log-dir", "certs", "--da"}), IsEmpty());
}

TEST_F(ProgramPages, TabOffersFilesAndFoldersWhereTheyBelong) {
  std::filesystem::create_directory(folder_ / "some-folder");
  std::ofstream(folder_ / "some-file.yaml") << "x";
  EXPECT_THAT(offers(WSUS_MOCK, {"--catalog", "some"}), UnorderedElementsAre("some-file.yaml", "some-folder"));
  EXPECT_THAT(offers(WSUS_MOCK, {"--log-dir", "some"}), ElementsAre("some-folder"));
  EXPECT_THAT(offers(WSUS_LAB, {"run", "some"}), UnorderedElementsAre("some-file.yaml", "some-folder"));
  EXPECT_THAT(offers(WSUS_LAB, {"check", "some-fi"}), ElementsAre("some-file.yaml"));
  EXPECT_THAT(offers(WSUS_LAB, {"explain", "some"}), IsEmpty());
}

TEST_F(ProgramPages, ZshTakesTheScriptOfBash) {
  if (run({"sh", "-c", "command -v zsh"}, folder_).exit_code != 0) GTEST_SKIP() << "no zsh here";
  std::ofstream(folder_ / "some file.yaml") << "x";
  EXPECT_THAT(offers_to_zsh(WSUS_LAB, {"ch"}), IsSupersetOf({"run", "check"}));
  EXPECT_THAT(offers_to_zsh(WSUS_LAB, {"run", "--ju"}), Contains("--junit"));
  EXPECT_THAT(offers_to_zsh(WSUS_LAB, {"list", "--ju"}), Not(Contains("--junit")));
  EXPECT_THAT(offers_to_zsh(WSUS_MOCK, {"--web-config-reload", ""}), UnorderedElementsAre("iisreset", "on_change"));
  EXPECT_THAT(offers_to_zsh(WSUS_MOCK, {"--log-dir", "certs", "--da"}), Not(Contains("--days")));
  EXPECT_THAT(offers_to_zsh(WSUS_MOCK, {"--seed", ""}), IsEmpty());
  EXPECT_THAT(offers_to_zsh(WSUS_LAB, {"run", "so"}), Contains("some file.yaml"));
}

TEST_F(ProgramPages, CompletionForAShellThatIsNotKnownIsRefused) {
  for (auto const* program : {WSUS_MOCK, WUA_SIM, WSUS_LAB}) {
    auto const end = run({program, "--completion", "fish"}, folder_);
    EXPECT_EQ(end.exit_code, 2) << program;
    EXPECT_THAT(end.output + end.errors, HasSubstr("fish")) << program;
    auto const zsh = run({program, "--completion", "zsh"}, folder_);
    auto const name = std::filesystem::path(program).filename().string();
    EXPECT_EQ(zsh.exit_code, 2) << program;
    EXPECT_THAT(zsh.output + zsh.errors, HasSubstr(fmt::format("source <({} --completion bash)", name)));
  }
}

TEST_F(ProgramPages, GroffReadsTheManPagesWithoutAWarning) {
  for (auto const* program : {WSUS_MOCK, WUA_SIM, WSUS_LAB}) {
    auto const page = run({program, "--man-page"}, folder_);
    EXPECT_EQ(page.exit_code, 0) << program;
    EXPECT_THAT(page.output, AllOf(StartsWith(".TH W"), HasSubstr(".SH NAME\n")));
    auto const groff = run({"groff", "-man", "-ww", "-Tascii", "-P-cbou"}, folder_, page.output);
    EXPECT_EQ(groff.exit_code, 0) << program;
    EXPECT_EQ(groff.errors, "") << program;
    EXPECT_THAT(groff.output, HasSubstr("--completion")) << program;
  }
  auto const page = run({WSUS_LAB, "--man-page"}, folder_).output;
  EXPECT_THAT(page, HasSubstr(".SS run\n"));
  EXPECT_THAT(page, HasSubstr("\\fB\\-\\-junit\\fR \\fIFILE\\fR"));
  EXPECT_THAT(page, HasSubstr("Exit codes: 0 everything held"));
}

}  // namespace
}  // namespace wsus::test
