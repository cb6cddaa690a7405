// A scan filtered by a category: the dialogue of wusp-protocol 7.4, and what happens where the server cannot filter.
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

domain::Revision category(int id, domain::CategoryType type, std::vector<int> const& of) {
  auto result = needed_update(id);
  result.type = domain::UpdateType::category;
  result.category_type = type;
  result.explicitly_deployable = false;
  result.is_installed = "<True />";
  result.is_installable.clear();
  result.handler = "Category";
  result.deployment.action = domain::DeploymentAction::evaluate;
  for (int const parent : of) result.prerequisites.push_back({{update_guid(parent)}, true});
  return result;
}

domain::Revision update_of(int id, int product) {
  auto result = needed_update(id);
  result.prerequisites.push_back({{update_guid(product)}, true});
  return result;
}

/// A family, two products of it, an update of each product.
std::vector<domain::Revision> two_products() {
  return {category(1, domain::CategoryType::product_family, {}), category(2, domain::CategoryType::product, {1}),
          category(3, domain::CategoryType::product, {1}), update_of(4, 2), update_of(5, 3)};
}

class CategoryFlow : public FlowTest {
protected:
  agent::ScanResult scan_product_2(server::ServerConfig config) {
    serve(std::move(config));
    agent::AgentSettings settings;
    settings.categories = {{.index_of_and_group = 0, .category_id = update_guid(2)}};
    return make_pc({}, settings)->scan().result;
  }
};

TEST_F(CategoryFlow, AFilteredScanHasTheCapturedTenCallsAndOneNewUpdateARound) {
  auto const result = scan_product_2(config_of(two_products()));
  ASSERT_EQ(result.hresult, agent::hr::ok) << result.message;
  EXPECT_THAT(operations(), ElementsAre("GetConfig", "GetAuthorizationCookie", "GetCookie", "RegisterComputer",
                                        "StartCategoryScan", "SyncUpdates", "SyncUpdates", "SyncUpdates", "SyncUpdates",
                                        "GetExtendedUpdateInfo", "ReportEventBatch"));
  auto const rounds = calls_of("SyncUpdates");
  for (std::size_t round = 0; round < 3; ++round) {
    auto const& body = rounds.at(round).response_body;
    auto const first = body.find("<UpdateInfo>");
    EXPECT_NE(first, std::string::npos) << round;
    EXPECT_EQ(body.find("<UpdateInfo>", first + 1), std::string::npos) << round;
  }
  EXPECT_THAT(rounds.at(3).request_body, HasSubstr("<SkipSoftwareSync>true</SkipSoftwareSync>"));
  EXPECT_THAT(result.needed, ElementsAre(4));
}

TEST_F(CategoryFlow, AServerBeforeProtocol32IsScannedWhole) {
  auto config = config_of(two_products());
  config.settings.protocol_version = "3.1";
  auto const result = scan_product_2(std::move(config));
  ASSERT_EQ(result.hresult, agent::hr::ok) << result.message;
  EXPECT_THAT(operations(), Not(Contains("StartCategoryScan")));
  EXPECT_THAT(result.needed, ElementsAre(4, 5));
}

}  // namespace
}  // namespace wsus::test
