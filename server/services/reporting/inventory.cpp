// GetRequiredInventoryType and ReportInventory: in the WSDL, without prose, and unused while IsInventoryRequired is 0
// (wusp-protocol 3.3).
#include "server/services/reporting/operations.hpp"

#include "server/services/checks.hpp"
#include "server/services/reporting/event_batch.hpp"
#include "wsdl/wire/arena.hpp"

#include <string>

namespace wsus::services {
namespace {

constexpr int no_inventory = 0;                 ///< as IsInventoryRequired says (assumption M)
constexpr std::size_t max_document = 1u << 20;  ///< bytes of one inventory (assumption M)
constexpr std::size_t max_rules_version = 255;  ///< characters (assumption M)

/// The document that IsCompressed points to.
std::string document_of(report__ReportingInventory const& inventory) {
  if (!inventory.IsCompressed) {
    if (!inventory.RawXml) invalid_parameter("inventory.RawXml");
    return *inventory.RawXml;
  }
  if (inventory.CompressedXml == nullptr) invalid_parameter("inventory.CompressedXml");
  return std::string(wire::bytes_of(*inventory.CompressedXml));
}

}  // namespace

void get_required_inventory_type(ServiceCall& call, struct soap*, _report__GetRequiredInventoryType const& request,
                                 _report__GetRequiredInventoryTypeResponse& response) {
  require_cookie(call, encrypted_data(request.cookie), /*check_config=*/false);
  if (!wusp::parse_guid(request.rulesId)) invalid_parameter("rulesId");
  if (request.rulesVersion.value_or("").size() > max_rules_version) invalid_parameter("rulesVersion");
  response.GetRequiredInventoryTypeResult = no_inventory;
}

void report_inventory(ServiceCall& call, struct soap*, _report__ReportInventory const& request,
                      _report__ReportInventoryResponse& response) {
  auto const cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/false);
  check_client_time(request.clientTime);
  if (request.inventory == nullptr) invalid_parameter("inventory");
  auto document = document_of(*request.inventory);
  if (document.size() > max_document) invalid_parameter("inventory");
  call.state.computers().store_inventory(
      cookie.client_id,
      {.received = call.state.now(), .compressed = request.inventory->IsCompressed, .document = std::move(document)});
  response.ReportInventoryResult = true;
}

}  // namespace wsus::services
