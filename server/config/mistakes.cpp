// Mistakes as one exception: see mistakes.hpp.
#include "server/config/mistakes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace wsus::config {

void Mistakes::raise() const {
  if (!messages_.empty()) throw ConfigError(fmt::format("{}", fmt::join(messages_, "\n")));
}

}  // namespace wsus::config
