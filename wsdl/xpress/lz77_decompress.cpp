// The decoder: see lz77.hpp. Literals and matches are copied in pieces that may reach behind their end; what comes next
// is written over it.
#include "wsdl/xpress/lz77.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace wsus::xpress {
namespace {

constexpr unsigned word_bits = 32;         ///< flags that stand together
constexpr std::size_t piece = 16;          ///< bytes copied at a time
static_assert(decode_slack >= word_bits);  // a run of literals is copied as one piece of that size
static_assert(decode_slack >= piece);

class Decoder {
public:
  Decoder(std::string_view coded, std::size_t size, char* to)
      : begin_(coded.data()),
        in_(begin_),
        in_end_(begin_ + coded.size()),
        out_begin_(to),
        out_(to),
        out_end_(to + size) {}

  std::optional<DecodeError> run() {
    while (problem_.empty() && !at_end_) {
      if (flags_left_ == 0) load_flags();
      if (problem_.empty()) run_of_literals();
      if (problem_.empty() && flags_left_ > 0) match();
    }
    if (problem_.empty() && out_ != out_end_) problem_ = "the input ends before the announced size is reached";
    if (problem_.empty()) return std::nullopt;
    return DecodeError{static_cast<std::size_t>(in_ - begin_), std::string(problem_)};
  }

private:
  [[nodiscard]] std::size_t input_left() const { return static_cast<std::size_t>(in_end_ - in_); }
  [[nodiscard]] std::size_t room() const { return static_cast<std::size_t>(out_end_ - out_); }
  void fail(std::string_view what) {
    if (problem_.empty()) problem_ = what;
  }

  /// The next `bytes` as a little-endian number; 0 after a failure.
  std::uint32_t number(std::size_t bytes) {
    if (input_left() < bytes) {
      fail("the input ends in the middle of an element");
      return 0;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(in_[i])) << 8U * i;
    in_ += bytes;
    return value;
  }

  void load_flags() {
    flags_ = number(4);
    flags_left_ = word_bits;
  }

  /// As many literals as flags of 0 stand in front.
  void run_of_literals() {
    std::size_t const count = std::min(static_cast<unsigned>(std::countl_zero(flags_)), flags_left_);
    if (count == 0) return;
    if (input_left() < count) {
      in_ = in_end_;
      return fail("the input ends in the middle of an element");
    }
    if (room() < count) return fail("more bytes than the announced size");
    if (input_left() >= word_bits)
      std::memcpy(out_, in_, word_bits);
    else
      std::memcpy(out_, in_, count);
    in_ += count;
    out_ += count;
    drop_flags(static_cast<unsigned>(count));
  }

  void drop_flags(unsigned count) {
    flags_ = count < word_bits ? flags_ << count : 0;
    flags_left_ -= count;
  }

  void match() {
    drop_flags(1);
    if (in_ == in_end_) {
      at_end_ = true;
      return;
    }
    auto const word = number(2);
    auto const offset = std::size_t{word >> 3U} + 1;
    auto const length = length_of(word & 7U);
    if (!problem_.empty()) return;
    if (offset > static_cast<std::size_t>(out_ - out_begin_)) return fail("a match that begins before the output");
    if (length > room()) return fail("more bytes than the announced size");
    copy(offset, length);
  }

  /// A match may overlap what it makes: it repeats itself then.
  void copy(std::size_t offset, std::size_t length) {
    auto const* from = out_ - offset;
    auto* const end = out_ + length;
    if (offset >= piece) {
      for (auto* to = out_; to < end; to += piece, from += piece) std::memcpy(to, from, piece);
    } else {
      for (auto* to = out_; to < end; ++to, ++from) *to = *from;
    }
    out_ = end;
  }

  std::size_t length_of(std::uint32_t code) {
    if (code < 7) return code + 3;
    auto const half = nibble();
    if (half < 15) return half + 10;
    auto const byte = number(1);
    if (byte < 255) return byte + 25;
    auto const whole = number(2);
    if (whole < 22) fail("a long match that is too short for its form");
    return std::size_t{whole} + 3;
  }

  std::uint32_t nibble() {
    if (has_half_) {
      has_half_ = false;
      return half_;
    }
    auto const byte = number(1);
    half_ = byte >> 4U;
    has_half_ = true;
    return byte & 15U;
  }

  char const* begin_;
  char const* in_;
  char const* in_end_;
  char* out_begin_;
  char* out_;
  char* out_end_;
  std::uint32_t flags_ = 0;  ///< the next one is the highest bit
  unsigned flags_left_ = 0;
  std::uint32_t half_ = 0;  ///< the high half of a byte, for the next long match
  bool has_half_ = false;
  bool at_end_ = false;
  std::string_view problem_{};
};

}  // namespace

std::optional<DecodeError> lz77_decompress(std::string_view coded, std::size_t size, std::span<char> room) {
  if (room.size() < size + decode_slack) throw std::invalid_argument("no room for the decoder to copy in pieces");
  return Decoder(coded, size, room.data()).run();
}

std::variant<std::string, DecodeError> lz77_decompress(std::string_view coded, std::size_t size) {
  std::string plain(size + decode_slack, '\0');
  if (auto error = lz77_decompress(coded, size, plain)) return *std::move(error);
  plain.resize(size);
  return plain;
}

}  // namespace wsus::xpress
