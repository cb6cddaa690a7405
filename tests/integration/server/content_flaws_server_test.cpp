// Content files that go missing or change on the disk, on the wire: what clients get, and that wsusutil reset mends.
#include "tests/integration/server/content_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ContentFlawsTest : public ContentTest {
protected:
  std::string type(std::string const& line) {
    auto const result = server_->type_command(line);
    EXPECT_EQ(result.exit_code, 0) << line << "\n" << result.output;
    return result.output;
  }
  /// "C:\WSUS\WsusContent\XX\SHA1.cab"
  std::string on_disk() const {
    auto path = R"(C:\WSUS\WsusContent)" + path_.substr(std::string_view("/Content").size());
    std::replace(path.begin(), path.end(), '/', '\\');
    return path;
  }
};

TEST_F(ContentFlawsTest, ADeletedFileIsNotFoundUntilItIsDownloadedAgain) {
  start(config_with(5'000));
  EXPECT_EQ(get(path_).status, 200u);
  EXPECT_EQ(type("del " + on_disk()), "");
  EXPECT_EQ(get(path_).status, 404u);
  EXPECT_EQ(ask("HEAD", path_).status, 404u);
  EXPECT_THAT(server_->iis_log(), HasSubstr(" 404 0 2 "));
  type("wsusutil reset");
  EXPECT_EQ(get(path_).body, bytes_);
  EXPECT_THAT(server_->software_distribution_log(), HasSubstr("State Machine Reset Agent Finished"));
}

TEST_F(ContentFlawsTest, AChangedFileGoesOutAsItIsUntilItIsDownloadedAgain) {
  start(config_with(5'000));
  type("wsuscontent change update.cab 4000");
  auto const changed = get(path_);
  EXPECT_EQ(changed.status, 200u);
  auto expected = bytes_;
  expected[4'000] = static_cast<char>(~expected[4'000]);
  EXPECT_EQ(changed.body, expected);
  EXPECT_EQ(get(path_, "Range: bytes=3999-4000\r\n").body, expected.substr(3'999, 2));
  EXPECT_EQ(get(path_, "Range: bytes=0-99\r\n").body, bytes_.substr(0, 100));
  type("wsusutil reset");
  EXPECT_EQ(get(path_).body, bytes_);
}

TEST_F(ContentFlawsTest, AHealthyServerSaysSoAndResetsNothing) {
  start(config_with(5'000));
  type("wsusutil checkhealth");
  EXPECT_THAT(server_->software_distribution_log(), HasSubstr("EventId=10000,Type=Information,Category=Core"));
  type("wsusutil reset");
  EXPECT_THAT(server_->software_distribution_log(), Not(HasSubstr("is downloaded again")));
  EXPECT_EQ(get(path_).body, bytes_);
}

}  // namespace
}  // namespace wsus::test
