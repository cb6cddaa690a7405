// A command line as a value, and the pages that are written from it. Bash and groff read them in
// tests/integration/programs/pages_test.cpp.
#include "wsdl/command_line/bash_completion.hpp"
#include "wsdl/command_line/command_tree.hpp"
#include "wsdl/command_line/man_page.hpp"
#include "wsdl/command_line/page_options.hpp"

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace wsus::command_line {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CommandLine : public testing::Test {
protected:
  CommandLine() {
    app_.set_version_flag("--version", "tool 1.2");
    app_.footer("Exit codes: 0 good\n.no request, 'neither'");
    app_.add_option("--file,-f", text_, "a file")->type_name("HEX|FILE");
    app_.add_option("--dir", text_, "a folder")->type_name("DIR")->needs(app_.get_option("--file"));
    app_.add_option("--word", text_, "a word")->type_name("one|two-b")->required();
    app_.add_option("--member", text_, "another")->check(CLI::IsMember({"x", "y"}));
    app_.add_option("--number", number_, "how many")->type_name("N")->check(CLI::Range(1, 64))->capture_default_str();
    app_.add_option("--url", text_, "where")->type_name("ADDR:PORT");
    app_.add_option("--perhaps", text_, "may stand alone")->type_name("[SEED]");
    app_.add_flag("--flag", flag_, "yes");
    app_.add_flag("--hidden", flag_, "nobody's business")->group("");
    auto* const run = app_.add_subcommand("run", "Run it");
    run->add_option("WHAT", words_, "files to run")->type_name("FILE|WORD");
    app_.add_subcommand("secret", "Not told")->group("");
  }

  Option option(std::string const& name) const {
    for (auto const& option : describe(app_).options)
      if (option.names.back() == name) return option;
    ADD_FAILURE() << name << " is not described";
    return {};
  }

  CLI::App app_{"A tool. Really.", "tool"};
  std::string text_;
  int number_ = 3;
  bool flag_ = false;
  std::vector<std::string> words_;
};

TEST_F(CommandLine, KnowsWhatStandsAfterAnOption) {
  EXPECT_EQ(option("--file").value, Value::file);
  EXPECT_THAT(option("--file").names, ElementsAre("-f", "--file"));
  EXPECT_EQ(option("--dir").value, Value::folder);
  EXPECT_THAT(option("--dir").needs, ElementsAre("--file"));
  EXPECT_EQ(option("--word").value, Value::choice);
  EXPECT_THAT(option("--word").choices, ElementsAre("one", "two-b"));
  EXPECT_TRUE(option("--word").required);
  EXPECT_THAT(option("--member").choices, ElementsAre("x", "y"));
  EXPECT_EQ(option("--member").value_name, "x|y");
  EXPECT_EQ(option("--number").value, Value::other);
  EXPECT_EQ(option("--number").value_name, "N");
  EXPECT_EQ(option("--number").limits, "1 to 64");
  EXPECT_EQ(option("--number").default_value, "3");
  EXPECT_EQ(option("--url").value, Value::other);
  EXPECT_EQ(option("--url").value_name, "ADDR:PORT");
  EXPECT_TRUE(option("--perhaps").value_optional);
  EXPECT_EQ(option("--flag").value, Value::none);
  EXPECT_FALSE(option("--flag").required);
}

TEST_F(CommandLine, KnowsCommandsAndWhatTheyTakeAndNothingThatIsHidden) {
  auto const tree = describe(app_);
  EXPECT_EQ(tree.version, "tool 1.2");
  ASSERT_EQ(tree.commands.size(), 1u);
  EXPECT_EQ(tree.commands[0].name, "run");
  ASSERT_EQ(tree.commands[0].positionals.size(), 1u);
  EXPECT_EQ(tree.commands[0].positionals[0].value, Value::file);
  EXPECT_TRUE(tree.commands[0].positionals[0].repeated);
  EXPECT_THAT(tree.positionals, IsEmpty());
  for (auto const& option : tree.options) EXPECT_NE(option.names.back(), "--hidden");
}

TEST_F(CommandLine, AManPageTakesTextLiterally) {
  auto const page = man_page(describe(app_));
  EXPECT_THAT(page, testing::StartsWith(".TH TOOL 1 \"\" \"tool 1.2\" \"WSUS Fault Lab\"\n"));
  EXPECT_THAT(page, HasSubstr(".SH NAME\ntool \\- a tool. Really\n"));
  EXPECT_THAT(page, HasSubstr("\\fB\\-f\\fR, \\fB\\-\\-file\\fR \\fIHEX|FILE\\fR\na file\n"));
  EXPECT_THAT(page, HasSubstr("how many [1 to 64; default: 3]\n"));
  EXPECT_THAT(page, HasSubstr("\\fBtool run\\fR [\\fIOPTION\\fR]... [\\fIWHAT\\fR...]\n"));
  EXPECT_THAT(page, HasSubstr("Exit codes: 0 good\n.br\n\\&.no request, \\(aqneither\\(aq\n"));
  EXPECT_THAT(page, Not(HasSubstr("nobody")));
}

TEST_F(CommandLine, ACompletionHasAFunctionOfTheProgram) {
  auto const script = bash_completion(describe(app_));
  EXPECT_THAT(script, testing::EndsWith("\ncomplete -F _tool tool"));
  EXPECT_THAT(script, HasSubstr("'tool --word') words='one two-b' ;;"));
  EXPECT_THAT(script, HasSubstr("'tool -f' | 'tool --file') paths=-f ;;"));
  EXPECT_THAT(script, Not(HasSubstr("secret")));
}

TEST_F(CommandLine, APageEndsTheParsingBeforeAnythingThatIsRequired) {
  add_page_options(app_);
  for (std::vector<std::string> words : {std::vector<std::string>{"bash", "--completion"}, {"--man-page"}}) {
    std::ostringstream out;
    std::ostringstream err;
    try {
      app_.parse(words);
      FAIL() << "went on";
    } catch (CLI::ParseError const& end) {
      EXPECT_EQ(app_.exit(end, out, err), 0);
    }
    EXPECT_THAT(out.str(), HasSubstr("tool"));
    EXPECT_EQ(err.str(), "");
  }
}

TEST_F(CommandLine, WhoAsksForZshIsToldHowItTakesTheScriptOfBash) {
  add_page_options(app_);
  try {
    app_.parse(std::vector<std::string>{"zsh", "--completion"});
    FAIL() << "went on";
  } catch (CLI::ValidationError const& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("autoload -U +X bashcompinit && bashcompinit && source <(tool --completion "
                                          "bash)"));
  }
  EXPECT_THAT(option("--completion").choices, ElementsAre("bash"));
}

TEST_F(CommandLine, WithoutThemWhatIsRequiredIs) {
  add_page_options(app_);
  EXPECT_THROW(app_.parse(std::vector<std::string>{"--flag"}), CLI::RequiredError);
  EXPECT_THROW(app_.parse(std::vector<std::string>{"fish", "--completion"}), CLI::ValidationError);
}

}  // namespace
}  // namespace wsus::command_line
