// How the bytes of a response go out when they do not simply go out. A value: faults and models fill it, only
// server/http performs it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace wsus::faults {

/// How a connection ends before its time.
enum class Ending {
  reset,       ///< RST: what the peer has not read is lost to it
  close,       ///< FIN, and nothing is read any more
  half_close,  ///< FIN; what the peer still sends is read and dropped until it closes too
};

/// Offsets count from the first byte of the response's head, over TLS too (plain bytes, before encryption).
/// Durations are those of the server's waits: virtual in a lab, real in wsus-mock. A peer that closes its side of the
/// connection during a wait has given up: nothing more is sent to it.
/// Several members may be set: the delay comes first; a drip is the pace up to the stall or the cut; of stall and cut
/// the one with the smaller offset comes first, at equal offsets the stall. Over TLS no cut has a close_notify.
struct Delivery {
  struct Drip {
    std::uint32_t bytes = 1;             ///< in one piece; 1 and more
    std::chrono::milliseconds every{0};  ///< before each piece; above 0
    bool operator==(Drip const&) const = default;
  };
  struct Stall {
    std::uint64_t after = 0;                             ///< a response that has no more bytes than that is not stalled
    std::optional<std::chrono::milliseconds> lasting{};  ///< empty: until the peer gives up
    bool operator==(Stall const&) const = default;
  };
  struct Cut {
    std::uint64_t after = 0;  ///< a response that has no more bytes than that goes out whole and is cut then
    Ending by = Ending::reset;
    bool operator==(Cut const&) const = default;
  };

  std::chrono::milliseconds delay{0};  ///< before the first byte
  std::optional<Drip> drip{};
  std::optional<Stall> stall{};
  std::optional<Cut> cut{};
  /// Added to the Content-Length that is announced, which is never below 0; the body stays as it is. Below 0: the peer
  /// stops reading early. Above 0: the peer waits for the rest, until it gives up or the idle timeout of the server.
  std::int64_t length_error = 0;
  /// The body goes out with Transfer-Encoding: chunked, and the size line of this chunk (from 0) is no number. Chunks
  /// have 4,096 bytes; the last, empty one counts, and is broken when there are no more than that. No length then.
  std::optional<std::uint32_t> broken_chunk{};
  /// The connection is kept alive, whatever else says that it ends, unless the client wants it to end; and it is closed
  /// without a word (over TLS without close_notify) when it was idle for this long.
  std::optional<std::chrono::milliseconds> close_idle_after{};

  bool operator==(Delivery const&) const = default;
};

}  // namespace wsus::faults
