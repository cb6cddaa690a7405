// What one request for a file gets: status, headers and part. Pure but for the file, which it only hands on.
#pragma once

#include "server/content/conditions.hpp"
#include "server/content/materialise.hpp"
#include "server/faults/exchange_view.hpp"
#include "server/faults/response_plan.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::content {

/// A file with everything its headers say.
struct ServedFile {
  SharedFile file{};  ///< never null
  Validators validators{};
  std::string content_type = "application/octet-stream";
};

/// 200, 206, 304 or 416. `headers` are the file's own, in the order of IIS's static file handler (assumption), without
/// those of the server.
struct FileAnswer {
  unsigned status = 200;
  std::vector<faults::Header> headers{};
  std::optional<faults::FileBody> body{};  ///< with 200 and 206
  std::string content_range{};             ///< value of Content-Range with 206 and 416: "bytes 0-99/1000"
};

/// `request`: a GET or a HEAD. A HEAD gets what a GET without Range would: Range is defined for GET only
/// (RFC 9110 14.2).
[[nodiscard]] FileAnswer answer_for(ServedFile const& served, faults::ExchangeView const& request);

/// By the name's extension, as IIS maps it; application/octet-stream (captured for content) where it maps none.
[[nodiscard]] std::string_view content_type_of(std::string_view name);

}  // namespace wsus::content
