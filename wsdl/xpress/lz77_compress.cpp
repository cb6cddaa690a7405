// The encoder: greedy, with a hash of three bytes that leads to the latest places where they stood.
#include "wsdl/xpress/lz77.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace wsus::xpress {
namespace {

constexpr std::size_t largest_input = 65'535;
constexpr std::size_t window = 8'192;
constexpr std::size_t shortest_match = 3;
constexpr int candidates = 16;  ///< places looked at for one match; more gives little on SOAP texts

/// Where three bytes stood before, latest first.
class Places {
public:
  explicit Places(std::string_view text) : text_(text), previous_(text.size(), none) { heads_.fill(none); }

  void add(std::size_t at) {
    if (at + shortest_match > text_.size()) return;
    auto& head = heads_[hash(at)];
    previous_[at] = head;
    head = static_cast<std::uint16_t>(at);
  }

  struct Match {
    std::size_t offset = 0;
    std::size_t length = 0;
  };
  [[nodiscard]] Match longest(std::size_t at) const {
    Match best;
    if (at + shortest_match > text_.size()) return best;
    auto place = heads_[hash(at)];
    for (int i = 0; i < candidates && place != none && at - place <= window; ++i, place = previous_[place]) {
      auto const length = common_length(place, at);
      if (length > best.length) best = {at - place, length};
    }
    return best.length >= shortest_match ? best : Match{};
  }

private:
  static constexpr std::uint16_t none = 0xFFFF;  ///< no place: inputs are shorter by one

  [[nodiscard]] std::uint32_t byte(std::size_t at) const { return static_cast<unsigned char>(text_[at]); }
  [[nodiscard]] std::size_t hash(std::size_t at) const {
    auto const three = byte(at) | byte(at + 1) << 8U | byte(at + 2) << 16U;
    return (three * 0x9E3779B1U) >> 20U;
  }
  [[nodiscard]] std::size_t common_length(std::size_t earlier, std::size_t at) const {
    std::size_t length = 0;
    while (at + length < text_.size() && text_[earlier + length] == text_[at + length]) ++length;
    return length;
  }

  std::string_view text_;
  std::array<std::uint16_t, 4'096> heads_{};
  std::vector<std::uint16_t> previous_;
};

/// Puts elements together: a word of 32 flags stands before the elements that it is about.
class Writer {
public:
  void literal(char c) {
    flag(false);
    coded_ += c;
  }
  void match(std::size_t offset, std::size_t length) {
    flag(true);
    auto const code = length - shortest_match;
    word16(static_cast<std::uint32_t>((offset - 1) << 3U | std::min<std::size_t>(code, 7)));
    if (code >= 7) long_length(code);
  }
  /// The flag after the last element is 1, and so are all that are not used.
  std::string finish() && {
    flag(true);
    while (flags_left_ > 0) flag(true);
    return std::move(coded_);
  }

private:
  void flag(bool is_match) {
    if (flags_left_ == 0) {
      flags_at_ = coded_.size();
      coded_.append(4, '\0');
      flags_left_ = 32;
    }
    --flags_left_;
    if (!is_match) return;
    auto& byte = coded_[flags_at_ + flags_left_ / 8];
    byte = static_cast<char>(static_cast<unsigned char>(byte) | 1U << flags_left_ % 8);
  }
  void word16(std::uint32_t value) {
    coded_ += static_cast<char>(value & 0xFFU);
    coded_ += static_cast<char>(value >> 8U & 0xFFU);
  }
  /// Two long matches share a byte: the first has its low half, the second its high half.
  void nibble(std::uint32_t value) {
    if (half_used_) {
      auto& byte = coded_[half_at_];
      byte = static_cast<char>(static_cast<unsigned char>(byte) | value << 4U);
    } else {
      half_at_ = coded_.size();
      coded_ += static_cast<char>(value);
    }
    half_used_ = !half_used_;
  }
  void long_length(std::size_t code) {
    auto const beyond = code - 7;
    nibble(static_cast<std::uint32_t>(std::min<std::size_t>(beyond, 15)));
    if (beyond < 15) return;
    auto const further = beyond - 15;
    coded_ += static_cast<char>(std::min<std::size_t>(further, 255));
    if (further >= 255) word16(static_cast<std::uint32_t>(code));
  }

  std::string coded_{};
  std::size_t flags_at_ = 0;
  unsigned flags_left_ = 0;
  std::size_t half_at_ = 0;
  bool half_used_ = false;
};

}  // namespace

std::string lz77_compress(std::string_view plain) {
  if (plain.size() > largest_input) throw std::invalid_argument("a block of plain LZ77 has at most 65,535 bytes");
  Places places(plain);
  Writer writer;
  for (std::size_t at = 0; at < plain.size();) {
    auto const match = places.longest(at);
    auto const taken = std::max<std::size_t>(match.length, 1);
    if (match.length == 0)
      writer.literal(plain[at]);
    else
      writer.match(match.offset, match.length);
    for (std::size_t i = 0; i < taken; ++i) places.add(at + i);
    at += taken;
  }
  return std::move(writer).finish();
}

}  // namespace wsus::xpress
