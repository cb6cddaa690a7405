// The download of one file as a state machine: which piece is asked for next, what an answer means, whether the content
// is what the metadata promised. Knows no socket, no hash function of its own.
#pragma once

#include "client_sim/agent/content.hpp"
#include "client_sim/agent/failure.hpp"
#include "client_sim/agent/hresult.hpp"
#include "client_sim/machine/data_store.hpp"
#include "client_sim/machine/machine.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::agent {

/// Which service fetches content (wusp-protocol 9): Delivery Optimization asks for 1 MiB ranges in shuffled order over
/// several connections; BITS asks with HEAD and then for the ranges in their order over one. The agent itself fetches
/// license terms: HEAD, then GET of the whole (FM73; the GET is an assumption).
using machine::DownloadHabit;

/// Numbers of a download (docs/FIDELITY.md).
struct DownloadSettings {
  std::uint64_t piece_size = 1U << 20U;         ///< bytes, at least 1 (C1 for Delivery Optimization, I for BITS)
  unsigned connections = 7;                     ///< of Delivery Optimization (C1); BITS has one
  unsigned attempts_per_piece = 3;              ///< transport errors, 5xx, short answers (assumption)
  std::uint64_t max_file_size = 256ULL << 20U;  ///< bytes; a larger file does not fit the drive (lab's own)
  /// bytes of all files that one session fetches: the lab's drive is memory (lab's own)
  std::uint64_t max_session_size = 1ULL << 30U;
  bool accept_ignored_ranges = false;  ///< BITS takes the whole file in place of a part; else it ends with 0x80200013
  bool needs_sha256 = true;            ///< without it a file is refused; a session takes it from the profile
};

/// The hash functions, handed in by the edge: raw digest of the bytes.
struct Digests {
  std::function<std::string(std::string_view)> sha1{};
  std::function<std::string(std::string_view)> sha256{};
};

/// Pieces that have arrived stay when others have to be asked for again.
///
/// Codes (hresults): no URL 0x80246001; wrong digest 0x80246002; a digest missing in the metadata 0x80246003; 416
/// or an answer with other bytes than asked for 0x80246009; BITS, when the whole file answers a request for a part,
/// 0x80200013; another length or ETag than before 0x8024600B; a file that
/// does not fit 0x80070070; refusals and transport errors as those of a web call.
/// Use: hand out next() until it is empty, hand in every answer, until is_over(). Thread safety: none.
class FileDownload {
public:
  /// `seed` decides the order of the pieces. `digests` must have both functions.
  FileDownload(machine::UpdateFile file, DownloadHabit habit, std::uint64_t seed, Digests digests,
               DownloadSettings settings = {});

  /// The next request; empty when there is none at the moment: over, or everything is on its way.
  [[nodiscard]] std::optional<ContentRequest> next();
  /// An answer that nobody waits for any more is ignored.
  void answered(ContentRequest const& request, ContentReply const& reply);
  /// The edge cannot go on though requests are left, e.g. without a network.
  void give_up(Failure failure);

  [[nodiscard]] bool is_over() const { return failure_.has_value() || complete_; }
  /// Why it failed; null: it has not.
  [[nodiscard]] Failure const* failure() const { return failure_ ? &*failure_ : nullptr; }
  [[nodiscard]] machine::UpdateFile const& file() const { return file_; }
  /// How many requests may be on their way at once, 1 to 7.
  [[nodiscard]] unsigned connections() const;
  /// The whole content; only when it is over without a failure.
  [[nodiscard]] std::string take_content() { return std::move(content_); }

private:
  struct Piece {
    std::optional<ByteRange> range{};  ///< empty: the whole file
    bool head = false;
    unsigned attempts = 0;
  };
  struct Retry {
    Failure failure{};
  };
  using Verdict = std::variant<std::monostate, Retry, Failure>;

  void plan_pieces(std::uint64_t seed);
  [[nodiscard]] std::optional<Failure> unusable() const;
  [[nodiscard]] std::optional<Piece> take_in_flight(ContentRequest const& request);
  [[nodiscard]] Verdict judge(Piece const& piece, ContentReply const& reply);
  [[nodiscard]] Verdict judge_answer(Piece const& piece, ContentAnswer const& answer);
  [[nodiscard]] Verdict accept(Piece const& piece, ContentAnswer const& answer);
  [[nodiscard]] Verdict take_part(ByteRange const& asked, ContentAnswer const& answer);
  [[nodiscard]] Verdict take_whole(ContentAnswer const& answer);
  [[nodiscard]] bool needs_ranges() const;
  [[nodiscard]] bool is_another_file(ContentAnswer const& answer);
  void check_content();

  machine::UpdateFile file_;
  DownloadHabit habit_;
  Digests digests_;
  DownloadSettings settings_;
  std::deque<Piece> todo_{};
  std::vector<Piece> in_flight_{};
  std::string content_{};
  std::string etag_{};
  std::uint64_t received_ = 0;
  bool complete_ = false;
  std::optional<Failure> failure_{};
};

}  // namespace wsus::agent
