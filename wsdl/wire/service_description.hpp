// The WSDL that a service hands out at ?wsdl.
#pragma once

#include "wsdl/wusp/service.hpp"

#include <string>
#include <string_view>

namespace wsus::wire {

/// The WSDL of a service with `address` as its soap:address, e.g. "http://wsus:8530/ClientWebService/client.asmx".
/// The address is escaped. The text was compiled in: no file is read (wusp-protocol 11 for what was repaired in it).
[[nodiscard]] std::string service_description(wusp::Service service, std::string_view address);

}  // namespace wsus::wire
