// The version of the programs: that of the project.
#pragma once

#include <string_view>

namespace wsus::server {

/// "0.1.0", from CMakeLists.txt.
[[nodiscard]] std::string_view version();

}  // namespace wsus::server
