// The decoder: see lz77.hpp.
#include "wsdl/xpress/lz77.hpp"

#include <cstdint>
#include <optional>
#include <utility>

namespace wsus::xpress {
namespace {

class Decoder {
public:
  Decoder(std::string_view coded, std::size_t size) : coded_(coded), size_(size) { plain_.reserve(size); }

  std::variant<std::string, DecodeError> run() && {
    while (!error_ && !at_end_) element();
    if (!error_ && plain_.size() != size_) fail("the input ends before the announced size is reached");
    if (error_) return std::move(*error_);
    return std::move(plain_);
  }

private:
  void fail(std::string_view what) {
    if (!error_) error_ = DecodeError{at_, std::string(what)};
  }
  /// The next `bytes` as a little-endian number; 0 after a failure.
  std::uint32_t number(std::size_t bytes) {
    if (coded_.size() - at_ < bytes) {
      fail("the input ends in the middle of an element");
      return 0;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(coded_[at_ + i])) << 8U * i;
    at_ += bytes;
    return value;
  }

  void element() {
    if (flags_left_ == 0) {
      flags_ = number(4);
      flags_left_ = 32;
    }
    bool const is_match = (flags_ >> --flags_left_ & 1U) != 0;
    if (is_match && at_ == coded_.size()) {
      at_end_ = true;
    } else if (is_match) {
      match();
    } else {
      literal();
    }
  }

  void literal() {
    auto const byte = number(1);
    if (error_) return;
    if (plain_.size() == size_) return fail("more bytes than the announced size");
    plain_ += static_cast<char>(byte);
  }

  void match() {
    auto const word = number(2);
    auto const offset = std::size_t{word >> 3U} + 1;
    auto const length = length_of(word & 7U);
    if (error_) return;
    if (offset > plain_.size()) return fail("a match that begins before the output");
    if (length > size_ - plain_.size()) return fail("more bytes than the announced size");
    for (std::size_t i = 0; i < length; ++i) plain_ += plain_[plain_.size() - offset];  // may overlap: repeats itself
  }

  std::size_t length_of(std::uint32_t code) {
    if (code < 7) return code + 3;
    auto const half = nibble();
    if (half < 15) return half + 10;
    auto const byte = number(1);
    if (byte < 255) return byte + 25;
    auto const whole = number(2);
    if (whole < 22 && !error_) fail("a long match that is too short for its form");
    return std::size_t{whole} + 3;
  }

  std::uint32_t nibble() {
    if (half_) return *std::exchange(half_, std::nullopt);
    auto const byte = number(1);
    half_ = byte >> 4U;
    return byte & 15U;
  }

  std::string_view coded_;
  std::size_t size_;
  std::string plain_{};
  std::size_t at_ = 0;
  std::uint32_t flags_ = 0;
  unsigned flags_left_ = 0;
  std::optional<std::uint32_t> half_{};  ///< the high half of a byte, for the next long match
  bool at_end_ = false;
  std::optional<DecodeError> error_{};
};

}  // namespace

std::variant<std::string, DecodeError> lz77_decompress(std::string_view coded, std::size_t size) {
  return Decoder(coded, size).run();
}

}  // namespace wsus::xpress
