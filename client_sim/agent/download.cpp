// Pieces of a file: planning, judging answers, checking the whole.
#include "client_sim/agent/download.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

namespace wsus::agent {
namespace {

constexpr std::string_view do_user_agent = "Microsoft-Delivery-Optimization/10.1";
constexpr std::string_view bits_user_agent = "Microsoft BITS/7.8";     // version: assumption, M
constexpr std::string_view agent_user_agent = "Windows-Update-Agent";  // in the IIS rows of license terms (C)
constexpr std::size_t sha1_size = 20;
constexpr std::size_t sha256_size = 32;

/// Fisher-Yates by hand: what std::shuffle does with a generator differs between libraries.
template <typename Pieces>
void shuffle(Pieces& pieces, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (auto i = pieces.size(); i > 1; --i) std::swap(pieces[i - 1], pieces[random() % i]);
}

std::string_view user_agent_of(DownloadHabit habit) {
  switch (habit) {
  case DownloadHabit::delivery_optimization: return do_user_agent;
  case DownloadHabit::bits: return bits_user_agent;
  case DownloadHabit::agent: break;
  }
  return agent_user_agent;
}

AgentFailure transfer_error(std::string what) { return {hr::dm_bits_transfer_error, std::move(what)}; }

/// A server that is busy or broken may answer the next time; a refusal is an answer (assumption).
bool is_worth_repeating(unsigned status) { return status >= 500 && status <= 599; }

constexpr unsigned redirect_failed = 12156;

}  // namespace

FileDownload::FileDownload(machine::UpdateFile file, DownloadHabit habit, std::uint64_t seed, Digests digests,
                           DownloadSettings settings)
    : file_(std::move(file)), habit_(habit), digests_(std::move(digests)), settings_(settings) {
  failure_ = unusable();
  if (!failure_) plan_pieces(seed);
}

std::optional<Failure> FileDownload::unusable() const {
  // Windows 8 and later reject a file without its SHA-256 (wusp-protocol 8.3); with which code is an assumption.
  bool const has_sha256 = file_.sha256.size() == sha256_size || (file_.sha256.empty() && !settings_.needs_sha256);
  if (file_.sha1.size() != sha1_size || !has_sha256) {
    return AgentFailure{hr::dm_unknown_algorithm,
                        fmt::format("The file {} has no digest of SHA-1 and SHA-256", file_.name)};
  }
  if (file_.url.empty()) return AgentFailure{hr::dm_url_not_available, fmt::format("No URL for {}", file_.name)};
  if (file_.size > settings_.max_file_size) {
    return AgentFailure{hr::disk_full,
                        fmt::format("The file {} of {} bytes does not fit; the lab's drive has room for {} bytes",
                                    file_.name, file_.size, settings_.max_file_size)};
  }
  return std::nullopt;
}

void FileDownload::plan_pieces(std::uint64_t seed) {
  if (habit_ == DownloadHabit::agent) {
    todo_ = {{.head = true}, {}};
    return;
  }
  auto const size = std::max<std::uint64_t>(settings_.piece_size, 1);
  for (std::uint64_t first = 0; first < file_.size; first += size) {
    todo_.push_back({.range = ByteRange{first, std::min(first + size, file_.size) - 1}});
  }
  if (file_.size == 0) todo_.push_back({});  // no range can name nothing
  if (habit_ == DownloadHabit::delivery_optimization) {
    shuffle(todo_, seed);
  } else {
    todo_.push_front({.head = true});
  }
}

unsigned FileDownload::connections() const {
  return habit_ == DownloadHabit::delivery_optimization ? std::clamp(settings_.connections, 1U, 7U) : 1;
}

std::optional<ContentRequest> FileDownload::next() {
  if (is_over() || todo_.empty()) return std::nullopt;
  if (!in_flight_.empty() && in_flight_.front().head) return std::nullopt;  // its answer decides on the rest
  auto piece = todo_.front();
  todo_.pop_front();
  ++piece.attempts;
  ContentRequest request{.url = file_.url,
                         .user_agent = std::string(user_agent_of(habit_)),
                         .head = piece.head,
                         .range = piece.range,
                         .file_size = file_.size};
  in_flight_.push_back(piece);
  return request;
}

std::optional<FileDownload::Piece> FileDownload::take_in_flight(ContentRequest const& request) {
  auto const found = std::ranges::find_if(
      in_flight_, [&](Piece const& piece) { return piece.head == request.head && piece.range == request.range; });
  if (found == in_flight_.end()) return std::nullopt;
  auto piece = *found;
  in_flight_.erase(found);
  return piece;
}

void FileDownload::answered(ContentRequest const& request, ContentReply const& reply) {
  auto const piece = take_in_flight(request);
  if (!piece || is_over()) return;
  auto verdict = judge(*piece, reply);
  if (auto* final_failure = std::get_if<Failure>(&verdict)) return give_up(std::move(*final_failure));
  if (auto* retry = std::get_if<Retry>(&verdict)) {
    if (piece->attempts >= settings_.attempts_per_piece) return give_up(std::move(retry->failure));
    todo_.push_front(*piece);
    return;
  }
  if (todo_.empty() && in_flight_.empty()) check_content();
}

void FileDownload::give_up(Failure failure) {
  if (is_over()) return;
  failure_ = std::move(failure);
  todo_.clear();
}

FileDownload::Verdict FileDownload::judge(Piece const& piece, ContentReply const& reply) {
  if (auto const* answer = std::get_if<ContentAnswer>(&reply)) return judge_answer(piece, *answer);
  auto const& failure = std::get<TransportFailure>(reply);
  if (failure.error == redirect_failed) return Failure{failure};
  return Retry{failure};
}

FileDownload::Verdict FileDownload::judge_answer(Piece const& piece, ContentAnswer const& answer) {
  constexpr unsigned range_not_satisfiable = 416;
  if (answer.status == 200 || answer.status == 206) return accept(piece, answer);
  if (answer.status == range_not_satisfiable) {
    return Failure{transfer_error(fmt::format("The server refuses a range of {} with status 416", file_.url))};
  }
  HttpFailure failure{.status = answer.status, .reason = answer.reason};
  if (is_worth_repeating(answer.status)) return Retry{std::move(failure)};
  return Failure{std::move(failure)};
}

FileDownload::Verdict FileDownload::accept(Piece const& piece, ContentAnswer const& answer) {
  if (is_another_file(answer)) {
    return Failure{AgentFailure{hr::dm_content_changed,
                                fmt::format("{} is not the file of {} bytes that the metadata promise, or has changed",
                                            file_.url, file_.size)}};
  }
  if (piece.head) return {};
  if (answer.status == 200 && piece.range && needs_ranges()) {
    return Failure{AgentFailure{hr::bg_insufficient_range_support,
                                fmt::format("{} answers with the whole file though a part was asked for", file_.url)}};
  }
  if (answer.status == 200) return take_whole(answer);
  if (piece.range) return take_part(*piece.range, answer);
  return Failure{transfer_error(fmt::format("{} answers with a part though the whole was asked for", file_.url))};
}

/// BITS gives up where ranges are lost on the way (C; FM72); what Delivery Optimization does is an assumption (I).
bool FileDownload::needs_ranges() const { return habit_ == DownloadHabit::bits && !settings_.accept_ignored_ranges; }

/// The length is a contract: File@Size is the real size (wusp-protocol 9). A length that is not told is not compared.
bool FileDownload::is_another_file(ContentAnswer const& answer) {
  if (answer.total_size && *answer.total_size != file_.size) return true;
  if (answer.etag.empty()) return false;
  if (etag_.empty()) etag_ = answer.etag;
  return etag_ != answer.etag;
}

FileDownload::Verdict FileDownload::take_part(ByteRange const& asked, ContentAnswer const& answer) {
  if (answer.range && *answer.range != asked) {
    return Failure{transfer_error(fmt::format("Bytes {}-{} of {} were asked for, {}-{} came", asked.first, asked.last,
                                              file_.url, answer.range->first, answer.range->last))};
  }
  auto const wanted = asked.last - asked.first + 1;
  if (answer.body.size() != wanted) {
    return Retry{transfer_error(
        fmt::format("A piece of {} has {} bytes; {} were asked for", file_.url, answer.body.size(), wanted))};
  }
  if (content_.empty()) content_.resize(file_.size);
  content_.replace(asked.first, wanted, answer.body);
  received_ += wanted;
  return {};
}

/// A server may ignore Range and send everything: then there is nothing left to ask for.
FileDownload::Verdict FileDownload::take_whole(ContentAnswer const& answer) {
  if (answer.body.size() != file_.size) {
    return Retry{
        transfer_error(fmt::format("{} sent {} bytes; the file has {}", file_.url, answer.body.size(), file_.size))};
  }
  content_ = answer.body;
  received_ = file_.size;
  todo_.clear();
  in_flight_.clear();
  return {};
}

void FileDownload::check_content() {
  if (received_ != file_.size) {
    return give_up(transfer_error(fmt::format("{} of {} bytes of {} came", received_, file_.size, file_.url)));
  }
  auto const check = [this](std::string_view name, std::string const& digest, std::string const& expected) {
    if (digest == expected) return true;
    give_up(AgentFailure{
        hr::dm_incorrect_file_hash,
        fmt::format("The content of {} has another {} digest than the metadata promise", file_.url, name)});
    return false;
  };
  complete_ = check("SHA-1", digests_.sha1(content_), file_.sha1) &&
              (file_.sha256.empty() || check("SHA-256", digests_.sha256(content_), file_.sha256));
}

}  // namespace wsus::agent
