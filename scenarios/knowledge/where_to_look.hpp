// Where an administrator looks first, by the kind of a code.
#pragma once

#include "client_sim/agent/hresult.hpp"

#include <string_view>
#include <vector>

namespace wsus::lab {

/// A few sentences, most telling first; never empty. Views live as long as the program.
[[nodiscard]] std::vector<std::string_view> where_to_look(agent::Hresult code);

}  // namespace wsus::lab
