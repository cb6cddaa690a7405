// wsus-lab teach: what is chosen, exit codes, colours; and standard input that a stop ends.
#include "scenarios/app/typed_input.hpp"
#include "tests/unit/scenarios/app/cli_fixture.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

#include <unistd.h>

#include <array>
#include <istream>
#include <sstream>
#include <thread>

namespace wsus::lab {
namespace {

using test::small_baseline_text;
using test::small_scenario_text;
using test::with;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Teach : public test::CliTest {
protected:
  int teach(std::vector<std::string> arguments, std::string const& typed, bool colour = false) {
    std::istringstream in(typed);
    arguments.insert(arguments.begin(), "teach");
    return run(arguments, {.colour = colour, .shuffle_seed = 7, .input = &in});
  }
};

TEST_F(Teach, GoesThroughALessonAndEndsWithZero) {
  EXPECT_EQ(teach({file("small.yaml", small_scenario_text())}, "\n\n\n\n\n\n\n"), 0) << out_;
  EXPECT_THAT(out_, HasSubstr("Everything was as the lesson says."));
  EXPECT_EQ(err_, "");
}

TEST_F(Teach, EndsWithOneWhereTheLessonDoesNotHold) {
  auto const wrong = with(small_scenario_text(), "updates_found: 3", "updates_found: 4");
  EXPECT_EQ(teach({file("small.yaml", wrong)}, "\n\n\n\n\n\n\n"), 1);
}

TEST_F(Teach, TheEndOfInputIsAnEndLikeAnyOther) {
  EXPECT_EQ(teach({file("small.yaml", small_scenario_text())}, ""), 0);
  EXPECT_THAT(out_, HasSubstr("Nothing more is typed: this is the end.\n"));
  EXPECT_EQ(run({"teach", file("small.yaml", small_scenario_text())}), 0);
}

TEST_F(Teach, AsksWhichOfSeveral) {
  file("two/a.yaml", small_scenario_text());
  file("two/b.yaml", small_scenario_text());
  EXPECT_EQ(teach({path("two")}, "7\nx\n2\nq\n"), 0) << out_ << err_;
  EXPECT_THAT(out_, HasSubstr("   1  a: One prerequisite too many\n"));
  EXPECT_THAT(out_, HasSubstr("'7' is none of them."));
  EXPECT_THAT(out_, HasSubstr("== lesson: b ="));
  EXPECT_EQ(teach({path("two")}, "q\n"), 0);
  EXPECT_THAT(out_, Not(HasSubstr("== lesson")));
  EXPECT_EQ(teach({path("two")}, ""), 0);
  EXPECT_THAT(out_, HasSubstr("this is the end"));
}

TEST_F(Teach, ALongAnswerIsRepeatedInEightyColumns) {
  file("two/a.yaml", small_scenario_text());
  file("two/b.yaml", small_scenario_text());
  auto const typed = std::string(90, 'z');
  EXPECT_EQ(teach({path("two")}, typed + "\nq\n"), 0);
  auto const refusal = out_.substr(out_.find("\n'zz") + 1);
  EXPECT_EQ(refusal.find('\n'), 80u) << refusal;
  EXPECT_THAT(refusal, HasSubstr("zz'\nis none of them.\n"));
}

TEST_F(Teach, AQuizIsTheSameAgainWithItsSeed) {
  auto const scenario = file("small.yaml", small_scenario_text());
  EXPECT_EQ(teach({scenario, "--quiz"}, "c\nq\n"), 0) << err_;
  EXPECT_THAT(out_, StartsWith("1 question; the same again: --seed 7\n"));
  auto const choices = [](std::string const& text) { return text.substr(text.find("  1  "), 200); };
  auto const first = choices(out_);
  EXPECT_EQ(teach({scenario, "--quiz", "--seed", "7"}, "c\nq\n"), 0);
  EXPECT_EQ(choices(out_), first);
  EXPECT_THAT(out_, HasSubstr("== score ="));
}

TEST_F(Teach, AQuizOfBaselinesIsRefused) {
  EXPECT_EQ(teach({file("baseline-x.yaml", small_baseline_text()), "--quiz"}, ""), 2);
  EXPECT_THAT(err_, HasSubstr("none of the chosen scenarios hides a failure"));
}

TEST_F(Teach, WrongUsageStartsNothing) {
  EXPECT_EQ(teach({}, ""), 2);
  EXPECT_THAT(err_, HasSubstr("teach needs a scenario"));
  EXPECT_EQ(teach({path("nowhere.yaml")}, ""), 2);
  EXPECT_EQ(teach({"x", "--seed", "1"}, ""), 2);
  EXPECT_EQ(teach({"x", "--quiz", "--questions", "0"}, ""), 2);
  EXPECT_EQ(out_, "");
}

TEST_F(Teach, ColoursAreOnATerminalOnlyAndCanBeSwitchedOff) {
  auto const scenario = file("small.yaml", small_scenario_text());
  static_cast<void>(teach({scenario}, "\n", true));
  EXPECT_THAT(out_, HasSubstr("\x1b["));
  for (auto const* off : {"--no-color", "--no-colour"}) {
    static_cast<void>(teach({scenario, off}, "\n", true));
    EXPECT_THAT(out_, Not(HasSubstr("\x1b[")));
  }
  static_cast<void>(teach({scenario}, "\n", false));
  EXPECT_THAT(out_, Not(HasSubstr("\x1b[")));
}

/// A pipe whose ends are closed with it.
struct Pipe {
  Pipe() {
    if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  }
  ~Pipe() {
    close(ends[0]);
    close(ends[1]);
  }
  Pipe(Pipe const&) = delete;
  Pipe& operator=(Pipe const&) = delete;
  std::array<int, 2> ends{};
};

TEST(TypedInput, GivesWhatIsWritten) {
  Pipe const pipe;
  std::stop_source stop;
  TypedInput buffer(pipe.ends[0], stop.get_token());
  std::istream in(&buffer);
  ASSERT_EQ(write(pipe.ends[1], "one\ntwo\n", 8), 8);
  std::string line;
  ASSERT_TRUE(std::getline(in, line));
  EXPECT_EQ(line, "one");
  ASSERT_TRUE(std::getline(in, line));
  EXPECT_EQ(line, "two");
}

TEST(TypedInput, AStopEndsTheInputOfAReaderThatWaits) {
  Pipe const pipe;
  std::stop_source stop;
  TypedInput buffer(pipe.ends[0], stop.get_token());
  bool got_a_line = true;
  std::jthread reader([&] {
    std::istream in(&buffer);
    std::string line;
    got_a_line = static_cast<bool>(std::getline(in, line));
  });
  stop.request_stop();
  reader.join();
  EXPECT_FALSE(got_a_line);
}

TEST(TypedInput, AStopBeforeIsTheEndAtOnce) {
  Pipe const pipe;
  std::stop_source stop;
  stop.request_stop();
  TypedInput buffer(pipe.ends[0], stop.get_token());
  EXPECT_EQ(buffer.sgetc(), std::streambuf::traits_type::eof());
}

}  // namespace
}  // namespace wsus::lab
