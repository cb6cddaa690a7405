// Texts of the domain's enumerations, as they stand on the wire.
#include "server/domain/catalogue.hpp"

namespace wsus::domain {

std::string_view to_string(UpdateType type) {
  switch (type) {
  case UpdateType::software: return "Software";
  case UpdateType::driver: return "Driver";
  case UpdateType::category: return "Category";
  case UpdateType::detectoid: return "Detectoid";
  }
  return {};
}

std::string_view to_string(CategoryType type) {
  switch (type) {
  case CategoryType::none: return {};
  case CategoryType::company: return "Company";
  case CategoryType::product_family: return "ProductFamily";
  case CategoryType::product: return "Product";
  case CategoryType::update_classification: return "UpdateClassification";
  }
  return {};
}

std::string_view to_string(DeploymentAction action) {
  switch (action) {
  case DeploymentAction::install: return "Install";
  case DeploymentAction::optional_install: return "OptionalInstall";
  case DeploymentAction::uninstall: return "Uninstall";
  case DeploymentAction::pre_deployment_check: return "PreDeploymentCheck";
  case DeploymentAction::block: return "Block";
  case DeploymentAction::evaluate: return "Evaluate";
  case DeploymentAction::bundle: return "Bundle";
  }
  return {};
}

}  // namespace wsus::domain
