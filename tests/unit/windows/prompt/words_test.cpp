// A command line as text: words and variables.
#include "windows/prompt/prompt.hpp"

#include <gtest/gtest.h>

namespace wsus::windows {
namespace {

struct WordsCase {
  std::string_view line;
  std::vector<std::string> words;
};

class Words : public testing::TestWithParam<WordsCase> {};

TEST_P(Words, AreSplitAtBlanksOutsideQuotes) { EXPECT_EQ(split_words(GetParam().line), GetParam().words); }

INSTANTIATE_TEST_SUITE_P(
    Table, Words,
    testing::Values(WordsCase{"", {}}, WordsCase{" \t ", {}}, WordsCase{"a  b\tc ", {"a", "b", "c"}},
                    WordsCase{R"("a b" c)", {"a b", "c"}}, WordsCase{R"(/c:"two words" f)", {"/c:two words", "f"}},
                    WordsCase{R"("" x)", {"", "x"}}, WordsCase{R"("open end)", {"open end"}},
                    WordsCase{R"("C:\Program Files\" x)", {R"(C:\Program Files\)", "x"}},
                    WordsCase{"web.config /grant administrator:(F)", {"web.config", "/grant", "administrator:(F)"}},
                    WordsCase{"/resetauthorization /detectnow", {"/resetauthorization", "/detectnow"}}));

struct VariableCase {
  std::string_view line;
  std::string_view expanded;
};

class Variables : public testing::TestWithParam<VariableCase> {};

TEST_P(Variables, AreReplacedWhenKnown) {
  FileSystem files;
  Session session{.files = files};
  session.environment["EMPTY"] = "";
  EXPECT_EQ(expand_variables(GetParam().line, session), GetParam().expanded);
}

INSTANTIATE_TEST_SUITE_P(Table, Variables,
                         testing::Values(VariableCase{"%ProgramFiles%\\x", "C:\\Program Files\\x"},
                                         VariableCase{"%PROGRAMFILES%%systemdrive%", "C:\\Program FilesC:"},
                                         VariableCase{"\"%windir%\"", "\"C:\\Windows\""},
                                         VariableCase{"%unknown% x", "%unknown% x"},
                                         VariableCase{"%unknown%windir%", "%unknownC:\\Windows"},
                                         VariableCase{"a%EMPTY%b", "ab"}, VariableCase{"100%", "100%"},
                                         VariableCase{"%%", "%%"}, VariableCase{"", ""}));

}  // namespace
}  // namespace wsus::windows
