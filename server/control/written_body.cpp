// Bodies as documents: see written_body.hpp.
#include "server/control/written_body.hpp"

#include "server/control/problem.hpp"

#include <fmt/format.h>

namespace wsus::control {

config::Node written_body(AdminCall& call) {
  static_cast<void>(call.body());  // JSON, and an object
  try {
    return config::Node::parse_json(call.request.body, "body");
  } catch (config::ConfigError const& error) {
    throw Problem(400, error.what());
  }
}

void refuse(config::Mistakes const& mistakes) {
  auto const& all = mistakes.messages();
  if (all.empty()) return;
  if (all.size() == 1) throw Problem(400, all.front());
  throw Problem(400, fmt::format("{} mistakes in the body; the first: {}", all.size(), all.front()), all);
}

}  // namespace wsus::control
