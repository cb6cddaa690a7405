// What one request for a file gets: status, headers and part. Pure but for the file, which it opens for a body.
#pragma once

#include "server/content/conditions.hpp"
#include "server/content/materialise.hpp"
#include "server/faults/exchange_view.hpp"
#include "server/faults/response_plan.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::content {

/// A file with everything its headers say.
struct ServedFile {
  std::uint64_t size = 0;              ///< bytes
  std::function<SharedFile()> open{};  ///< gives the file, never null; throws std::system_error when it cannot
  Validators validators{};
  std::string content_type = "application/octet-stream";
  std::optional<std::uint64_t>
      turned_byte{};  ///< of a file that was changed on the disk: faults::FileBody has the same
};

/// 200, 206, 304 or 416. `headers` are the file's own, in the order of IIS's static file handler (assumption), without
/// those of the server.
struct FileAnswer {
  unsigned status = 200;
  std::vector<faults::Header> headers{};
  std::optional<faults::FileBody> body{};  ///< with 200 and 206; without a file for HEAD
  std::string content_range{};             ///< value of Content-Range with 206 and 416: "bytes 0-99/1000"
};

/// `request`: a GET or a HEAD. A HEAD gets what a GET without Range would: Range is defined for GET only
/// (RFC 9110 14.2). The file is opened when a body will be sent, so not for HEAD, 304 and 416; throws what open()
/// throws.
[[nodiscard]] FileAnswer answer_for(ServedFile const& served, faults::ExchangeView const& request);

/// By the name's extension, as IIS maps it; application/octet-stream (captured for content) where it maps none.
[[nodiscard]] std::string_view content_type_of(std::string_view name);

}  // namespace wsus::content
