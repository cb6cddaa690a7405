// wsus-lab as a process: what scripts rely on.
#include "tests/integration/programs/process.hpp"
#include "tests/support/golden.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace wsus::test {
namespace {

using testing::HasSubstr;

class WsusLab : public testing::Test {
protected:
  void SetUp() override { folder_ = fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name()); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
  std::string const library_ = golden_path("../../scenarios/library");
};

TEST_F(WsusLab, RunsAScenarioAndReportsItInJsonAndJUnit) {
  auto const end = run({WSUS_LAB, "run", library_ + "/seeds/too-many-installed-prerequisites-w10.yaml", "--json",
                        "r.json", "--junit", "r.xml"},
                       folder_);
  EXPECT_EQ(end.exit_code, 0) << end.output << end.errors;
  auto const json = boost::json::parse(read_file(folder_ / "r.json")).as_array();
  ASSERT_EQ(json.size(), 1u);
  auto const& row = json.at(0).as_object();
  EXPECT_EQ(row.at("passed"), true);
  EXPECT_EQ(row.at("reproduced"), true);
  EXPECT_EQ(row.at("fixed"), true);
  EXPECT_EQ(row.at("verified"), true);
  EXPECT_EQ(row.at("modes").as_array().at(0), "FM01");
  EXPECT_EQ(row.at("hresults").as_array().at(0), "0x80244007");
  EXPECT_FALSE(row.at("controls").as_array().empty());
  EXPECT_THAT(read_file(folder_ / "r.xml"), HasSubstr("<testcase"));
}

TEST_F(WsusLab, ABaselineHasNeitherFailureNorFix) {
  auto const end =
      run({WSUS_LAB, "run", library_ + "/seeds/baseline-healthy-scan-cold.yaml", "--json", "r.json"}, folder_);
  EXPECT_EQ(end.exit_code, 0) << end.output << end.errors;
  auto const row = boost::json::parse(read_file(folder_ / "r.json")).at(0);
  EXPECT_TRUE(row.at("reproduced").is_null());
  EXPECT_TRUE(row.at("fixed").is_null());
  EXPECT_EQ(row.at("passed"), true);
}

TEST_F(WsusLab, AWrongFileEndsWithTwoAndNothingRuns) {
  std::ofstream(folder_ / "x.yaml") << "titel: x\n";
  auto const end = run({WSUS_LAB, "run", "x.yaml", "--json", "r.json"}, folder_);
  EXPECT_EQ(end.exit_code, 2);
  EXPECT_THAT(end.errors, HasSubstr("x.yaml:1"));
  EXPECT_THAT(end.errors, HasSubstr("titel"));
  EXPECT_EQ(run({WSUS_LAB, "check", "x.yaml"}, folder_).exit_code, 2);
  EXPECT_EQ(run({WSUS_LAB, "run", "nowhere.yaml"}, folder_).exit_code, 2);
}

TEST_F(WsusLab, ExplainsACodeAndNamesTheScenariosThatShowIt) {
  auto const end = run({WSUS_LAB, "explain", "0x80244007", "--library", library_}, folder_);
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  EXPECT_THAT(end.output, HasSubstr("WU_E_PT_SOAPCLIENT_SOAPFAULT"));
  EXPECT_THAT(end.output, HasSubstr("too-many-installed-prerequisites"));
  EXPECT_EQ(run({WSUS_LAB, "explain", "0x80244"}, folder_).exit_code, 2);
}

/// No line of the output is longer than a terminal of 80 columns shows.
void expect_eighty_columns(std::string const& output) {
  for (std::size_t begin = 0; begin < output.size();) {
    auto const end = std::min(output.find('\n', begin), output.size());
    auto const line = output.substr(begin, end - begin);
    auto const columns =
        std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    EXPECT_LE(columns, 80) << line;
    begin = end + 1;
  }
}

TEST_F(WsusLab, TeachesWithWhatIsTypedInAPipe) {
  auto const file = library_ + "/seeds/too-many-installed-prerequisites-w10.yaml";
  auto const end = run({WSUS_LAB, "teach", file}, folder_, "?\nx\n" + std::string(40, '\n'));
  EXPECT_EQ(end.exit_code, 0) << end.output << end.errors;
  for (auto const* text : {"== reproduce =", "== fix =", "== verify =", "Everything was as the lesson says."})
    EXPECT_THAT(end.output, HasSubstr(text));
  EXPECT_THAT(end.output, testing::Not(HasSubstr("\x1b")));
  expect_eighty_columns(end.output);
}

TEST_F(WsusLab, AQuizInAPipeHidesTheFaultAndCountsPoints) {
  auto const file = library_ + "/seeds/too-many-installed-prerequisites-w10.yaml";
  auto const end = run({WSUS_LAB, "teach", file, "--quiz", "--seed", "3"}, folder_, "h\nFM01\n");
  EXPECT_EQ(end.exit_code, 0) << end.output << end.errors;
  EXPECT_THAT(end.output, HasSubstr("1 of 1 right, 3 of 4 points"));
  EXPECT_THAT(end.output.substr(0, end.output.find("What is wrong here?")),
              testing::Not(HasSubstr("too-many-installed-prerequisites")));
  expect_eighty_columns(end.output);
}

TEST_F(WsusLab, TeachEndsWhereItsInputEnds) {
  auto const file = library_ + "/seeds/too-many-installed-prerequisites-w10.yaml";
  auto const end = run({WSUS_LAB, "teach", file}, folder_, "");
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  EXPECT_THAT(end.output, HasSubstr("Nothing more is typed: this is the end."));
}

}  // namespace
}  // namespace wsus::test
