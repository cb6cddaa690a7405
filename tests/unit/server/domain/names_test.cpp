// Texts of the enumerations as they stand on the wire (wusp-protocol 4.3, 6.1, 8.3).
#include "server/domain/catalogue.hpp"

#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

TEST(DomainNames, UpdateTypes) {
  EXPECT_EQ(to_string(UpdateType::software), "Software");
  EXPECT_EQ(to_string(UpdateType::driver), "Driver");
  EXPECT_EQ(to_string(UpdateType::category), "Category");
  EXPECT_EQ(to_string(UpdateType::detectoid), "Detectoid");
}

TEST(DomainNames, DeploymentActions) {
  EXPECT_EQ(to_string(DeploymentAction::install), "Install");
  EXPECT_EQ(to_string(DeploymentAction::optional_install), "OptionalInstall");
  EXPECT_EQ(to_string(DeploymentAction::uninstall), "Uninstall");
  EXPECT_EQ(to_string(DeploymentAction::pre_deployment_check), "PreDeploymentCheck");
  EXPECT_EQ(to_string(DeploymentAction::block), "Block");
  EXPECT_EQ(to_string(DeploymentAction::evaluate), "Evaluate");
  EXPECT_EQ(to_string(DeploymentAction::bundle), "Bundle");
}

TEST(DomainNames, CategoryTypes) {
  EXPECT_EQ(to_string(CategoryType::none), "");
  EXPECT_EQ(to_string(CategoryType::company), "Company");
  EXPECT_EQ(to_string(CategoryType::product_family), "ProductFamily");
  EXPECT_EQ(to_string(CategoryType::product), "Product");
  EXPECT_EQ(to_string(CategoryType::update_classification), "UpdateClassification");
}

}  // namespace
}  // namespace wsus::domain
