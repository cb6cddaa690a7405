// RegisterComputer: the client's inventory is stored; SyncUpdates is refused before (wusp-protocol 3.2).
#include "server/services/client/operations.hpp"

#include "server/services/checks.hpp"
#include "server/services/client/wire_values.hpp"
#include "wsdl/wire/arena.hpp"

#include <fmt/format.h>

namespace wsus::services {
namespace {

constexpr std::size_t max_text = 1'024;  ///< bytes of one text of computerInfo (assumption M)

void check_texts(client__ComputerInfo const& info) {
  for (auto const* const text : {&info.DnsName, &info.OSLocale, &info.ComputerManufacturer, &info.ComputerModel,
                                 &info.BiosVersion, &info.BiosName, &info.ProcessorArchitecture, &info.OSDescription,
                                 &info.OEM, &info.DeviceType, &info.FirmwareVersion, &info.MobileOperator}) {
    if (text->value_or("").size() > max_text) invalid_parameter("computerInfo");
  }
}

}  // namespace

void register_computer(ServiceCall& call, struct soap*, _client__RegisterComputer const& request,
                       _client__RegisterComputerResponse&) {
  auto const cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/false);
  if (!call.settings->registration_required) throw Refused{.error_code = wusp::ErrorCode::registration_not_required};
  if (request.computerInfo == nullptr) invalid_parameter("computerInfo");

  auto const& wire_info = *request.computerInfo;
  check_texts(wire_info);
  domain::ComputerInfo info{.dns_name = wire_info.DnsName.value_or(""),
                            .os_description = wire_info.OSDescription.value_or(""),
                            .os_version = fmt::format("{}.{}.{}", wire_info.OSMajorVersion, wire_info.OSMinorVersion,
                                                      wire_info.OSBuildNumber),
                            .client_version = fmt::format(
                                "{}.{}.{}.{}", wire_info.ClientVersionMajorNumber, wire_info.ClientVersionMinorNumber,
                                wire_info.ClientVersionBuildNumber, wire_info.ClientVersionQfeNumber)};
  auto& computers = call.state.computers();
  if (!computers.register_computer(cookie.client_id, info)) {
    // The entry was deleted while its cookie lived: registration makes it anew.
    computers.authorise(cookie.client_id, info.dns_name, cookie.target_group, call.state.now());
    computers.register_computer(cookie.client_id, info);
  }
}

}  // namespace wsus::services
