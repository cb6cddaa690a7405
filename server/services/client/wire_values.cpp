// Conversions of generated types: see wire_values.hpp.
#include "server/services/client/wire_values.hpp"

#include "server/domain/protocol_version.hpp"
#include "wsdl/wire/arena.hpp"

namespace wsus::services {
namespace {

client__DeploymentAction wire_action(domain::DeploymentAction action) {
  switch (action) {
  case domain::DeploymentAction::install: return client__DeploymentAction::Install;
  case domain::DeploymentAction::optional_install: return client__DeploymentAction::OptionalInstall;
  case domain::DeploymentAction::uninstall: return client__DeploymentAction::Uninstall;
  case domain::DeploymentAction::pre_deployment_check:
  case domain::DeploymentAction::block:  // told as a pre-deployment check (wusp-protocol 4.3)
    return client__DeploymentAction::PreDeploymentCheck;
  case domain::DeploymentAction::bundle: return client__DeploymentAction::Bundle;
  case domain::DeploymentAction::evaluate: break;
  }
  return client__DeploymentAction::Evaluate;
}

}  // namespace

std::optional<std::string_view> encrypted_data(client__Cookie const* cookie) {
  if (cookie == nullptr || cookie->EncryptedData == nullptr) return std::nullopt;
  return wire::bytes_of(*cookie->EncryptedData);
}

client__Cookie* make_cookie(ServiceCall const& call, struct soap* soap, domain::CookieState const& state) {
  auto* const cookie = wire::make<client__Cookie>(soap);
  cookie->Expiration = wusp::to_xsd_date_time(state.expires);
  cookie->EncryptedData = wire::make_binary(soap, sealer_of(call).seal(state));
  return cookie;
}

std::span<int const> ints_of(wire::IntList const* list) {
  if (list == nullptr) return {};
  return list->values;
}

wire::IntList* make_ints(struct soap* soap, std::vector<int> const& values) {
  if (values.empty()) return nullptr;
  auto* const list = wire::make<wire::IntList>(soap);
  list->values = values;
  return list;
}

client__Deployment* make_deployment(struct soap* soap, domain::Revision const& revision,
                                    std::string_view protocol_version, std::span<std::string const> hardware_ids) {
  auto const gates = domain::protocol_gates(protocol_version, /*server_version=*/{});
  auto* const deployment = wire::make<client__Deployment>(soap);
  deployment->ID = revision.deployment.id;
  deployment->Action = wire_action(revision.deployment.action);
  if (revision.deployment.deadline) deployment->Deadline = wusp::to_xsd_date_time(*revision.deployment.deadline);
  deployment->IsAssigned = revision.deployment.is_assigned;
  deployment->LastChangeTime = wusp::to_xsd_date(revision.deployment.last_change);
  if (gates.hardware_ids && !hardware_ids.empty()) {
    deployment->HardwareIds = wire::make<client__ArrayOfString>(soap);
    deployment->HardwareIds->string.assign(hardware_ids.begin(), hardware_ids.end());
  }
  if (gates.auto_select) {
    deployment->AutoSelect = "0";
    deployment->AutoDownload = "0";
    deployment->SupersedenceBehavior = "0";
  }
  return deployment;
}

std::optional<domain::UpdateIdentity> identity_of(client__UpdateIdentity const* identity) {
  if (identity == nullptr) return std::nullopt;
  auto const guid = wusp::parse_guid(identity->UpdateID);
  if (!guid) return std::nullopt;
  return domain::UpdateIdentity{.update_id = *guid, .revision_number = identity->RevisionNumber};
}

client__UpdateIdentity* make_identity(struct soap* soap, domain::UpdateIdentity const& identity) {
  auto* const wire_identity = wire::make<client__UpdateIdentity>(soap);
  wire_identity->UpdateID = wusp::to_string(identity.update_id);
  wire_identity->RevisionNumber = identity.revision_number;
  return wire_identity;
}

}  // namespace wsus::services
