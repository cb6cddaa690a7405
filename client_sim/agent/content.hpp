// Requests for content files and what comes back, as plain values: what downloads and the self-update check say and
// hear.
#pragma once

#include "client_sim/agent/failure.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace wsus::agent {

/// First and last byte, both counted in: the closed form that the agent sends (wusp-protocol 9).
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  auto operator<=>(ByteRange const&) const = default;
};

/// One GET or HEAD. Which headers go with it is the transport's business, by user agent.
struct ContentRequest {
  std::string url{};
  std::string user_agent{};
  bool head = false;
  std::optional<ByteRange> range{};
  std::uint64_t file_size = 0;  ///< bytes of the whole file that the metadata promise; 0: not known
};

/// What a server said: any status, also of refusals.
struct ContentAnswer {
  unsigned status = 0;
  std::string reason{};
  std::optional<ByteRange> range{};           ///< of Content-Range
  std::optional<std::uint64_t> total_size{};  ///< of Content-Range, else of Content-Length
  std::string etag{};
  std::string last_modified{};
  std::string content_type{};
  std::string body{};  ///< empty for HEAD
};

/// What came back for a ContentRequest: any answer, also a refusal, or why there was none.
using ContentReply = std::variant<ContentAnswer, TransportFailure>;

}  // namespace wsus::agent
