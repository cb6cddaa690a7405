// The token of the admin API: made anew, given as a text or a file, or not wanted.
#include "server/app/admin_token.hpp"
#include "server/app/mock_config.hpp"
#include "tests/unit/server/app/parsed_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace wsus::server {
namespace {

using testing::HasSubstr;
using testing::Not;

class AdminToken : public testing::Test {
protected:
  AdminToken() { std::filesystem::create_directories(folder_); }
  ~AdminToken() override { std::filesystem::remove_all(folder_); }
  std::string file_with(std::string const& text) {
    auto const file = folder_ / "token";
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
  static std::string mistake_in(std::string const& given) {
    try {
      return "taken: " + read_admin_token(given);
    } catch (std::runtime_error const& e) {
      return e.what();
    }
  }
  std::filesystem::path const folder_ =
      std::filesystem::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(AdminToken, IsAnotherOneAtEveryStartWith256Bits) {
  auto const first = new_admin_token();
  EXPECT_THAT(first, testing::MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(first.size(), 64u);
  EXPECT_NE(first, new_admin_token());
}

TEST_F(AdminToken, IsATextOrTheContentOfAFile) {
  EXPECT_EQ(read_admin_token("0123456789abcdef"), "0123456789abcdef");
  EXPECT_EQ(read_admin_token(file_with("  abc/def+ghi=jkl.mno\r\n")), "abc/def+ghi=jkl.mno");
}

TEST_F(AdminToken, MistakesAreToldWithoutTheText) {
  EXPECT_THAT(mistake_in("0123456789abcde"), HasSubstr("neither a file nor a token; allowed: 16 to 1024 letters"));
  EXPECT_THAT(mistake_in("0123456789abcde"), Not(HasSubstr("0123456789")));
  EXPECT_THAT(mistake_in("0123456789 abcdef"), HasSubstr("neither a file nor a token"));
  EXPECT_THAT(mistake_in("/run/secrets/no-such-token"), HasSubstr("neither a file nor a token"))
      << "a path is never taken for a token";
  EXPECT_THAT(mistake_in(std::string(1'025, 'a')), HasSubstr("neither a file nor a token"));
  auto const file = file_with("short secret");
  EXPECT_THAT(mistake_in(file), HasSubstr("'" + file + "': the file holds no token"));
  EXPECT_THAT(mistake_in(file), Not(HasSubstr("short secret")));
  EXPECT_THAT(mistake_in(file_with(std::string(5'000, 'a'))), HasSubstr("the file holds no token"));
  EXPECT_THAT(mistake_in(file_with("")), HasSubstr("the file holds no token"));
  EXPECT_THAT(mistake_in(folder_.string()), Not(HasSubstr("taken")));
}

TEST_F(AdminToken, IsWantedUnlessTheLineSaysOtherwise) {
  wusp::ManualClock const clock{wusp::UtcTime{}};
  auto const config_of = [&](std::vector<char const*> words) {
    auto options = good(std::move(words));
    options.log_directory = folder_ / "logs";
    return make_config(options, clock).server;
  };
  EXPECT_EQ(config_of({}).admin_token, std::nullopt) << "no admin API";
  auto const usual = config_of({"--admin", "0.0.0.0:0"}).admin_token;
  ASSERT_TRUE(usual);
  EXPECT_EQ(usual->size(), 64u);
  EXPECT_EQ(config_of({"--admin", "127.0.0.1:0", "--admin-token", "0123456789abcdef"}).admin_token, "0123456789abcdef");
  EXPECT_EQ(config_of({"--admin", "127.0.0.1:0", "--admin-no-token"}).admin_token, std::nullopt);
  EXPECT_EQ(config_of({"--admin", "[::1]:0", "--admin-no-token"}).admin_token, std::nullopt);
}

}  // namespace
}  // namespace wsus::server
