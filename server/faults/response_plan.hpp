// What the session will send for one request. Services and pages fill it; only server/http performs it.
#pragma once

#include "server/faults/body_source.hpp"
#include "server/faults/delivery.hpp"
#include "server/faults/open_file.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wsus::faults {

struct Header {
  std::string name{};
  std::string value{};
};

/// A part of a file as the body of a response.
struct FileBody {
  std::shared_ptr<OpenFile const> file{};  ///< null when no byte will be sent: the answer to a HEAD
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  ///< offset + length is not more than the file's size
  /// Offset in the file of a byte that goes out with all its bits turned, when it is part of the body.
  std::optional<std::uint64_t> turned_byte{};
};

/// Headers go out in this order, followed by Date, Connection (when it says close) and Content-Length, which the
/// session adds: the order of a real IIS (capture Fault-InstalledNonLeafUpdateIDs).
struct ResponsePlan {
  unsigned status = 200;
  unsigned sub_status = 0;    ///< for the W3C log, not on the wire
  unsigned win32_status = 0;  ///< the same
  std::vector<Header> headers{};
  std::string body{};
  std::optional<FileBody> file{};  ///< sent instead of `body`, which is empty then
  /// Sent instead of `body` and `file`, as it comes, in chunks; `delivery` does not touch it. May be null.
  std::shared_ptr<BodySource> source{};
  bool close = false;  ///< end the connection after this response
  Delivery delivery{};
  /// Held until the last of the response goes out, or the connection has ended: limits on concurrent faults count it.
  std::shared_ptr<void> lease{};
};

}  // namespace wsus::faults
