// Shipped scenarios as lessons and as questions: gone through with Enter alone, and answered at once. Which ones is
// told at compile time: a handful with the other tests, all of them in the nightly ones.
#include "scenarios/app/library.hpp"
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/report/columns.hpp"
#include "scenarios/runner/log_fragments.hpp"
#include "scenarios/teaching/lesson.hpp"
#include "scenarios/teaching/lesson_session.hpp"
#include "scenarios/teaching/page.hpp"
#include "scenarios/teaching/quiz_session.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <numeric>
#include <sstream>

namespace wsus::lab {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::Le;
using testing::Not;
using testing::ResultOf;

std::vector<std::string> lessons() {
#ifdef WSUS_ALL_LESSONS
  std::vector<std::string> files;
  for (auto const& scenario :
       load_scenarios({std::filesystem::path(WSUS_SOURCE_DIR) / "scenarios" / "library"}).scenarios)
    files.push_back(std::filesystem::relative(scenario.file, WSUS_SOURCE_DIR).string());
  return files;
#else
  auto const in = [](std::string_view name) { return std::string("scenarios/library/").append(name); };
  return {in("seeds/baseline-healthy-scan-cold.yaml"), in("seeds/too-many-installed-prerequisites-w10.yaml"),
          in("iis/anonymous-authentication-off.yaml"), in("network/stale-winhttp-proxy.yaml"),
          in("network/firewall-drops-packets.yaml")};
#endif
}

class ShippedLesson : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override {
    auto loaded = load_scenarios({std::filesystem::path(WSUS_SOURCE_DIR) / GetParam()});
    ASSERT_EQ(loaded.scenarios.size(), 1U) << (loaded.mistakes.empty() ? GetParam() : loaded.mistakes.front());
    scenario_ = std::move(loaded.scenarios.front());
  }
  void expect_width() const { EXPECT_THAT(lines_of(out_.view()), Each(ResultOf(columns_of, Le(page_width)))); }

  scenario::Scenario scenario_{};
  BackgroundShelf backgrounds_{};
  std::ostringstream out_{};
};

TEST_P(ShippedLesson, EnterLeadsThroughIt) {
  std::istringstream in(std::string(lesson_of(scenario_).steps.size(), '\n'));
  Talk talk({.in = &in, .out = &out_});
  auto const end = hold_lesson(scenario_, {}, backgrounds_, talk);
  EXPECT_EQ(end.ending, Ending::finished);
  EXPECT_TRUE(end.as_expected) << out_.view();
  expect_width();
}

TEST_P(ShippedLesson, AsAQuestionItHidesItsNames) {
  if (!can_be_asked(scenario_)) return;
  std::vector<std::size_t> order(catalogue_of_modes::failure_modes().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::istringstream in("h\nc\n" + scenario_.modes.front() + "\n");
  Talk talk({.in = &in, .out = &out_});
  auto const end = hold_quiz({question_of(scenario_, order)}, {}, backgrounds_, talk);
  EXPECT_EQ(end.score.text(), "1 of 1 right, 2 of 4 points") << out_.view();
  auto const text = out_.str();
  auto const before = text.substr(0, text.find("What is wrong here?"));
  EXPECT_THAT(before, Not(HasSubstr(scenario_.title)));
  EXPECT_THAT(before, Not(HasSubstr(scenario_.name)));
  EXPECT_THAT(before, Not(HasSubstr(scenario_.modes.front())));
  expect_width();
}

std::string test_name(testing::TestParamInfo<std::string> const& info) {
  auto name = std::filesystem::path(info.param).stem().string();
  for (auto& c : name) {
    bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter) c = '_';
  }
  return name;
}

#ifdef WSUS_ALL_LESSONS
INSTANTIATE_TEST_SUITE_P(All, ShippedLesson, testing::ValuesIn(lessons()), test_name);
#else
INSTANTIATE_TEST_SUITE_P(Some, ShippedLesson, testing::ValuesIn(lessons()), test_name);
#endif

}  // namespace
}  // namespace wsus::lab
