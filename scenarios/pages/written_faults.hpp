// The injected twin of a scenario as its file has it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab {

/// The lines of `faults:` below `injected:`, without the indentation that they share, ready for `wsus-mock --faults`;
/// where the file has it in another form (a flow map), all lines of `injected:`. Empty: the file has none.
[[nodiscard]] std::vector<std::string> written_faults(std::string_view scenario_text);

}  // namespace wsus::lab
