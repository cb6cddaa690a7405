// The plan of a redirect as IIS sends it.
#pragma once

#include "server/faults/response_plan.hpp"

#include <string>

namespace wsus::faults {

/// Status, Location and IIS's page "Document Moved" with a link to it. The connection stays open.
[[nodiscard]] ResponsePlan moved_plan(unsigned status, std::string location);

}  // namespace wsus::faults
