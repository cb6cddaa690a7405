// The MS-CV header: a correlation vector that joins the requests of one scan.
#pragma once

#include <string>
#include <string_view>

namespace wsus::transport {

/// "<base>.1.0.0.2.<n>": a base of 16 base64 characters made from `seed`, and the number of the request in its scan.
/// The shape is that of the captured requests; which of the counters moves is an assumption.
[[nodiscard]] std::string correlation_vector(std::string_view seed, unsigned request_number);

}  // namespace wsus::transport
