// What the session will send for one request. Services and pages fill it; only server/http performs it.
#pragma once

#include <string>
#include <vector>

namespace wsus::faults {

struct Header {
  std::string name{};
  std::string value{};
};

/// Headers go out in this order, followed by Date, Connection (when it says close) and Content-Length, which the
/// session adds: the order of a real IIS (capture Fault-InstalledNonLeafUpdateIDs).
struct ResponsePlan {
  unsigned status = 200;
  std::vector<Header> headers{};
  std::string body{};
  bool close = false;  ///< end the connection after this response
};

}  // namespace wsus::faults
