// The bytes of one response in their order, whatever they come from: for deliveries that stop in the middle of them.
#pragma once

#include "server/faults/response_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::http {

struct ResponseParts {
  std::string head{};                        ///< with the empty line
  std::string text{};                        ///< the body, unless `file` is it
  std::optional<faults::FileBody> file{};    ///< the body
  std::optional<std::uint32_t> bad_chunk{};  ///< the body goes out in chunks, and this one has no size that can be read
};

/// Never holds more of a file than a piece of it.
class ResponseBytes {
public:
  static constexpr std::size_t chunk_bytes = 4096;
  static constexpr std::string_view bad_size_line = "no-size\r\n";

  explicit ResponseBytes(ResponseParts parts);

  /// All of them, the framing of chunks included.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// The next bytes, at most `most`, which is above 0; valid until the next call. None: all have been given, or all
  /// that the file has, which are fewer than the body was to have.
  [[nodiscard]] std::string_view next(std::size_t most);

private:
  [[nodiscard]] std::uint64_t body_size() const;
  /// The index of the chunk whose size line is bad.
  [[nodiscard]] std::uint64_t bad_index() const;
  [[nodiscard]] std::uint64_t size_in_chunks() const;
  void refill();
  void refill_chunk();
  /// The next bytes of the body go to the end of the present piece.
  void append_body(std::size_t bytes);

  ResponseParts parts_;
  std::uint64_t size_ = 0;
  std::string piece_;  ///< what is being given away: the head first
  std::size_t given_ = 0;
  std::uint64_t body_done_ = 0;
  std::uint64_t chunk_ = 0;
  bool ended_ = false;  ///< nothing comes after `piece_`
};

}  // namespace wsus::http
