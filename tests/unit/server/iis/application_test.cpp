// Proves when the application starts again, and with which limits.
#include "server/iis/application.hpp"

#include "server/iis/server_files.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace wsus::iis {
namespace {

std::string with_prerequisites(std::string const& value) {
  return "<configuration><appSettings><add key=\"maxInstalledPrerequisites\" value=\"" + value +
         "\"/></appSettings></configuration>";
}

class ApplicationTest : public testing::Test {
protected:
  void save(std::string const& text) { files.write_as_system(client_web_config, text); }
  Application make(WebConfigReload reload) { return {files, std::string(client_web_config), reload}; }
  static long prerequisites(ApplicationState const& state) {
    return std::get<WebConfig>(state.config).max_installed_prerequisites;
  }

  windows::FileSystem files;
};

TEST_F(ApplicationTest, FirstLifeReadsTheFile) {
  save(with_prerequisites("800"));
  auto application = make(WebConfigReload::on_change);
  EXPECT_EQ(prerequisites(*application.current()), 800);
  EXPECT_EQ(application.current()->starts, 1U);
}

TEST_F(ApplicationTest, MissingFileMeansDefaults) {
  auto application = make(WebConfigReload::on_change);
  EXPECT_EQ(prerequisites(*application.current()), 400);
}

TEST_F(ApplicationTest, AChangeStartsItAgainOnce) {
  save(with_prerequisites("400"));
  auto application = make(WebConfigReload::on_change);
  auto const before = application.current();
  save(with_prerequisites("800"));
  auto const after = application.current();
  EXPECT_EQ(prerequisites(*after), 800);
  EXPECT_EQ(after->starts, 2U);
  EXPECT_EQ(application.current(), after);
  EXPECT_EQ(prerequisites(*before), 400);  // requests under way keep their limits
}

TEST_F(ApplicationTest, SavingTheSameTextChangesNothing) {
  save(with_prerequisites("400"));
  auto application = make(WebConfigReload::on_change);
  save(with_prerequisites("400"));
  EXPECT_EQ(application.current()->starts, 1U);
}

TEST_F(ApplicationTest, WithoutChangeNotificationOnlyIisresetReadsTheFile) {
  save(with_prerequisites("400"));
  auto application = make(WebConfigReload::iisreset);
  save(with_prerequisites("800"));
  EXPECT_EQ(prerequisites(*application.current()), 400);
  application.iisreset();
  EXPECT_EQ(prerequisites(*application.current()), 800);
  EXPECT_EQ(application.current()->starts, 2U);
}

TEST_F(ApplicationTest, IisresetStartsItAgainWithoutAChange) {
  auto application = make(WebConfigReload::on_change);
  application.iisreset();
  application.iisreset();
  EXPECT_EQ(application.current()->starts, 3U);
}

TEST_F(ApplicationTest, ABrokenFileIsAnErrorUntilItIsRepaired) {
  save(with_prerequisites("400"));
  auto application = make(WebConfigReload::on_change);
  save("<configuration>");
  EXPECT_TRUE(std::holds_alternative<ConfigurationError>(application.current()->config));
  save(with_prerequisites("800"));
  EXPECT_EQ(prerequisites(*application.current()), 800);
}

TEST_F(ApplicationTest, ManyThreadsSeeOneStartForOneChange) {
  save(with_prerequisites("400"));
  auto application = make(WebConfigReload::on_change);
  save(with_prerequisites("800"));
  std::vector<std::uint64_t> starts(4);
  {
    std::vector<std::jthread> threads;
    for (auto& seen : starts) threads.emplace_back([&] { seen = application.current()->starts; });
  }
  EXPECT_EQ(starts, (std::vector<std::uint64_t>{2, 2, 2, 2}));
}

}  // namespace
}  // namespace wsus::iis
