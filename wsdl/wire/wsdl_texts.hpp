// The WSDL texts that the build put into the program. Internal to this room.
#pragma once

#include <string_view>

namespace wsus::wire {

/// The WSDL of that service name ("ClientWebService"), as it stands in wsdl/; empty for other names.
[[nodiscard]] std::string_view wsdl_text(std::string_view name);

}  // namespace wsus::wire
