// Expectations and their verdict as JSON.
#pragma once

#include "server/expectations/expectations.hpp"
#include "server/expectations/verdict.hpp"

#include <boost/json.hpp>

namespace wsus::control {

/// As PUT /api/v1/expectations takes it, with everything that was not written.
[[nodiscard]] boost::json::object to_json(expectations::Expectations const& expected);

/// {"held", "exchanges", "failures": [{"kind", "text", "sequence", "sequences"}], "more_failures", "pending": ["..."],
/// "more_pending"}
[[nodiscard]] boost::json::object to_json(expectations::Verdict const& verdict);

}  // namespace wsus::control
