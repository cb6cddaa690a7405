// Bytes of responses: see response_bytes.hpp.
#include "server/http/response_bytes.hpp"

#include "server/http/file_piece.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace wsus::http {
namespace {

/// Of a file, as long as no chunk says otherwise.
constexpr std::size_t piece_bytes = 64U << 10U;

constexpr std::string_view line_end = "\r\n";

std::string size_line(std::uint64_t bytes) { return fmt::format("{:x}\r\n", bytes); }

}  // namespace

ResponseBytes::ResponseBytes(ResponseParts parts) : parts_(std::move(parts)), piece_(std::move(parts_.head)) {
  size_ = piece_.size() + (parts_.bad_chunk ? size_in_chunks() : body_size());
}

std::uint64_t ResponseBytes::body_size() const { return parts_.file ? parts_.file->length : parts_.text.size(); }

std::uint64_t ResponseBytes::bad_index() const {
  auto const last = (body_size() + chunk_bytes - 1) / chunk_bytes;
  return std::min<std::uint64_t>(parts_.bad_chunk.value_or(0), last);
}

std::uint64_t ResponseBytes::size_in_chunks() const {
  auto const full = body_size() / chunk_bytes;
  auto const rest = body_size() % chunk_bytes;
  auto size = body_size() + full * (size_line(chunk_bytes).size() + line_end.size());
  if (rest > 0) size += size_line(rest).size() + line_end.size();
  size += size_line(0).size() + line_end.size();
  auto const bytes_of_bad = bad_index() < full ? chunk_bytes : bad_index() == full ? rest : 0;
  return size + bad_size_line.size() - size_line(bytes_of_bad).size();
}

std::string_view ResponseBytes::next(std::size_t most) {
  if (given_ == piece_.size()) refill();
  auto const bytes = std::string_view(piece_).substr(given_, most);
  given_ += bytes.size();
  return bytes;
}

void ResponseBytes::refill() {
  piece_.clear();
  given_ = 0;
  if (ended_) return;
  if (parts_.bad_chunk) return refill_chunk();
  append_body(static_cast<std::size_t>(std::min<std::uint64_t>(body_size() - body_done_, piece_bytes)));
}

void ResponseBytes::refill_chunk() {
  auto const bytes = static_cast<std::size_t>(std::min<std::uint64_t>(body_size() - body_done_, chunk_bytes));
  piece_ = chunk_ == bad_index() ? std::string(bad_size_line) : size_line(bytes);
  ++chunk_;
  append_body(bytes);
  if (!ended_) piece_ += line_end;
  if (bytes == 0) ended_ = true;
}

void ResponseBytes::append_body(std::size_t bytes) {
  auto const begin = body_done_;
  body_done_ += bytes;
  if (!parts_.file) {
    piece_.append(parts_.text, static_cast<std::size_t>(begin), bytes);
    return;
  }
  auto place = piece_.size();
  piece_.resize(place + bytes);
  for (auto at = begin; at < body_done_ && !ended_;) {
    auto const got = read_piece(*parts_.file, at, std::span(piece_).subspan(place));
    ended_ = got == 0;
    at += got;
    place += got;
  }
  piece_.resize(place);
}

}  // namespace wsus::http
