// The three web services of MS-WUSP, their addresses, namespaces and operations, as one table.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wsus::wusp {

enum class Service { simple_auth, client, reporting };

/// What is fixed about a service. Source: wusp-protocol 1.1 and 1.3.
struct ServiceInfo {
  Service service;
  std::string_view name;           ///< WSDL service name: "SimpleAuthWebService"
  std::string_view path;           ///< request path as agents send it; matched without regard to case
  std::string_view xml_namespace;  ///< target namespace of every element
  std::string_view action_base;    ///< SOAPAction is this plus the operation's name
};

struct OperationInfo {
  Service service;
  std::string_view name;  ///< local name of the body element
};

[[nodiscard]] std::span<ServiceInfo const> services();
[[nodiscard]] ServiceInfo const& info(Service service);

/// Every operation of the WSDLs, those that are answered with a fault included.
[[nodiscard]] std::span<OperationInfo const> operations();

/// The service at `path` (no query part); letter case does not matter, as in IIS.
[[nodiscard]] std::optional<Service> service_at(std::string_view path);

/// The operation that a SOAPAction (with or without its double quotes) names.
[[nodiscard]] OperationInfo const* operation_of_action(std::string_view soap_action);

[[nodiscard]] OperationInfo const* find_operation(Service service, std::string_view name);

/// SOAPAction without quotes.
[[nodiscard]] std::string soap_action(Service service, std::string_view operation);

/// {3DA21691-E39D-4DA6-8A4B-B43877BCB1B7}: how the agent's logs name WSUS (wua-behaviour 1).
inline constexpr std::string_view managed_service_id = "3DA21691-E39D-4DA6-8A4B-B43877BCB1B7";

}  // namespace wsus::wusp
