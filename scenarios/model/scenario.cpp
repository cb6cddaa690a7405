// What little a scenario does by itself.
#include "scenarios/model/scenario.hpp"

#include <fmt/format.h>

namespace wsus::scenario {

std::string Place::text() const { return fmt::format("{}:{}: {}", file, line, path); }

}  // namespace wsus::scenario
