// Updates whose content cannot be had: what the agent ends with and what the server hears. Each has its twin in
// update_flow_test.cpp.
#include "client_sim/transport/content_client.hpp"
#include "server/catalogue/content.hpp"
#include "server/catalogue/fragments.hpp"
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace wsus::test {
namespace {

using machine::Profile;
using testing::ElementsAre;

class UpdateFailure : public FlowTest, public testing::WithParamInterface<Profile> {
protected:
  /// The catalogue loses the file after the scan, before its download.
  void withdraw_file_before_download(client::SimulatedPc& pc) {
    pc.set_content_port([this](auto const& next, auto const& answered, unsigned connections) {
      if (!calls_of("SyncUpdates").empty()) {
        auto without = std::vector{needed_update(1)};
        server_->state().replace_catalogue(std::make_shared<domain::Catalogue const>(std::move(without)));
      }
      content_.fetch(next, answered, connections);
    });
  }
  /// A file of the right size and the wrong bytes where the server keeps its content.
  void tamper_with(domain::File const& file) {
    auto const path = catalogue::content_path(file);  // "/Content/XX/SHA1.ext"
    auto const place = folder_ / path.substr(path.find('/', 1) + 1);
    std::filesystem::create_directories(place.parent_path());
    std::ofstream(place, std::ios::binary) << std::string(file.size, 'x');
  }
  transport::ContentClient content_;
};

TEST_P(UpdateFailure, AMissingFileEndsWithNotFoundAndIsReported) {
  serve(config_of({needed_update(1, 3'000)}));
  auto const pc = make_pc({.profile = GetParam()});
  withdraw_file_before_download(*pc);
  auto const report = pc->update();
  ASSERT_EQ(report.result.hresult, agent::hr::ok) << report.result.message;
  ASSERT_TRUE(report.update_result);
  EXPECT_EQ(report.update_result->hresult, 0x80244019U) << report.update_result->message;
  ASSERT_FALSE(content_requests().empty());
  for (auto const& entry : content_requests()) EXPECT_EQ(entry.status, 404U);
  EXPECT_THAT(reported_events(), ElementsAre(ElementsAre(147, 156), ElementsAre(167, 161)));
  EXPECT_EQ(pc->scan().result.updates_found, 1U) << "it is still needed";
  EXPECT_EQ(status_of(1), "Failed");
}

TEST_P(UpdateFailure, AFileWithOtherBytesEndsWithTheWrongDigest) {
  auto const update = needed_update(1, 3'000);
  auto config = config_of({update});
  config.content_directory = folder_;
  serve(std::move(config));
  // The server compares a file before it is first used; what is done to it afterwards goes out.
  auto const path = catalogue::content_path(update.files.front());
  ASSERT_EQ(exchange(server_->port(), {.method = "GET", .target = path, .content_type = ""}).status, 200U);
  tamper_with(update.files.front());
  auto const pc = make_pc({.profile = GetParam()});
  auto const report = pc->update();
  ASSERT_TRUE(report.update_result);
  EXPECT_EQ(report.update_result->hresult, 0x80246002U) << report.update_result->message;
  EXPECT_THAT(reported_events(), ElementsAre(ElementsAre(147, 156), ElementsAre(167, 161)));
}

TEST_P(UpdateFailure, AFileThatWasDamagedBeforeTheStartIsMendedAndInstalled) {
  auto const update = needed_update(1, 3'000);
  tamper_with(update.files.front());
  auto config = config_of({update});
  config.content_directory = folder_;
  serve(std::move(config));
  EXPECT_EQ(report::hresult_of(make_pc({.profile = GetParam()})->update()), agent::hr::ok);
}

TEST_P(UpdateFailure, AFileOfTheServersFolderWithTheRightBytesIsInstalled) {
  auto config = config_of({needed_update(1, 3'000)});
  config.content_directory = folder_;
  serve(std::move(config));
  EXPECT_EQ(report::hresult_of(make_pc({.profile = GetParam()})->update()), agent::hr::ok);
  EXPECT_FALSE(std::filesystem::is_empty(folder_));
}

INSTANTIATE_TEST_SUITE_P(Profiles, UpdateFailure, testing::Values(Profile::w7, Profile::w8, Profile::w11),
                         [](auto const& test) { return std::string(machine::to_string(test.param)); });

}  // namespace
}  // namespace wsus::test
