// Bodies that are written as files are: read by the same readers, with the same messages.
#pragma once

#include "server/config/mistakes.hpp"
#include "server/config/node.hpp"
#include "server/control/route.hpp"

namespace wsus::control {

/// The body as a document whose places are "body:LINE: /path". Errors: Problem as of AdminCall::body(), and 400 for a
/// key that is given twice.
[[nodiscard]] config::Node written_body(AdminCall& call);

/// Problem 400 with every mistake, when there are any.
void refuse(config::Mistakes const& mistakes);

}  // namespace wsus::control
