// Which requests are for content.
#pragma once

#include <string_view>

namespace wsus::faults {

/// Whether the path, without its query, lies below /Content. Letter case does not matter, as in IIS.
[[nodiscard]] bool is_below_content(std::string_view path);

}  // namespace wsus::faults
