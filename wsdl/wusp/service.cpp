// The table of services and operations.
#include "wsdl/wusp/service.hpp"

#include <algorithm>
#include <array>

namespace wsus::wusp {
namespace {

// In the order of the enumeration, so that a service is an index.
constexpr std::array<ServiceInfo, 3> service_table{{
    {Service::simple_auth, "SimpleAuthWebService", "/SimpleAuthWebService/SimpleAuth.asmx",
     "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService",
     "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService/"},
    {Service::client, "ClientWebService", "/ClientWebService/client.asmx",
     "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService",
     "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/"},
    {Service::reporting, "ReportingWebService", "/ReportingWebService/ReportingWebService.asmx",
     "http://www.microsoft.com/SoftwareDistribution", "http://www.microsoft.com/SoftwareDistribution/"},
}};

constexpr std::array<OperationInfo, 22> operation_table{{
    {Service::simple_auth, "GetAuthorizationCookie"},
    {Service::client, "GetConfig"},
    {Service::client, "GetConfig2"},
    {Service::client, "GetCookie"},
    {Service::client, "RegisterComputer"},
    {Service::client, "StartCategoryScan"},
    {Service::client, "SyncUpdates"},
    {Service::client, "SyncPrinterCatalog"},
    {Service::client, "RefreshCache"},
    {Service::client, "GetExtendedUpdateInfo"},
    {Service::client, "GetExtendedUpdateInfo2"},
    {Service::client, "GetFileLocations"},
    {Service::client, "GetTimestamps"},
    {Service::reporting, "ReportEventBatch"},
    {Service::reporting, "ReportEventBatch2"},
    {Service::reporting, "GetRequiredInventoryType"},
    {Service::reporting, "ReportInventory"},
    {Service::reporting, "GetRollupConfiguration"},
    {Service::reporting, "RollupDownstreamServers"},
    {Service::reporting, "RollupComputers"},
    {Service::reporting, "GetOutOfSyncComputers"},
    {Service::reporting, "RollupComputerStatus"},
}};

// ASCII only: URL paths and these names have nothing else.
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_without_case(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

std::string_view without_quotes(std::string_view text) {
  bool const quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

std::span<ServiceInfo const> services() { return service_table; }

ServiceInfo const& info(Service service) { return service_table.at(static_cast<std::size_t>(service)); }

std::span<OperationInfo const> operations() { return operation_table; }

std::optional<Service> service_at(std::string_view path) {
  for (ServiceInfo const& entry : service_table)
    if (equal_without_case(entry.path, path)) return entry.service;
  return std::nullopt;
}

OperationInfo const* operation_of_action(std::string_view soap_action) {
  std::string_view const action = without_quotes(soap_action);
  // Reporting's base is the beginning of the other two, so the rest has to be an operation of that very service.
  for (ServiceInfo const& entry : service_table) {
    if (!action.starts_with(entry.action_base)) continue;
    if (auto const* found = find_operation(entry.service, action.substr(entry.action_base.size()))) return found;
  }
  return nullptr;
}

OperationInfo const* find_operation(Service service, std::string_view name) {
  auto const found = std::ranges::find_if(
      operation_table, [&](OperationInfo const& entry) { return entry.service == service && entry.name == name; });
  return found == operation_table.end() ? nullptr : &*found;
}

std::string soap_action(Service service, std::string_view operation) {
  std::string action{info(service).action_base};
  action += operation;
  return action;
}

}  // namespace wsus::wusp
