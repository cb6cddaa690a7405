// The encoder: greedy, with a hash of four bytes that leads to the latest place where they stood.
#include "wsdl/xpress/lz77.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace wsus::xpress {
namespace {

constexpr std::size_t largest_input = 65'535;
constexpr std::size_t window = 8'192;
constexpr std::size_t shortest_match = 3;  ///< of the format: lengths are counted from here
constexpr std::size_t hashed = 4;          ///< bytes; what is shorter is not looked for
constexpr int candidates = 8;              ///< places looked at for one match
constexpr std::size_t good_length = 64;    ///< no better match is looked for
constexpr std::size_t step = 2;     ///< of what a match covers, every second place is enough to find what follows
constexpr unsigned word_bits = 32;  ///< flags that stand together

template <typename Number>
Number load(char const* from) {
  Number number;
  std::memcpy(&number, from, sizeof number);
  return number;
}

/// How many bytes are the same at both places; `later` reads up to `end`.
std::size_t common_length(char const* earlier, char const* later, char const* end) {
  auto const* const start = later;
  for (; end - later >= 8; earlier += 8, later += 8) {
    auto const difference = load<std::uint64_t>(earlier) ^ load<std::uint64_t>(later);
    if (difference == 0) continue;
    int const same = std::endian::native == std::endian::little ? std::countr_zero(difference) / 8
                                                                : std::countl_zero(difference) / 8;
    return static_cast<std::size_t>(later - start) + static_cast<std::size_t>(same);
  }
  while (later < end && *earlier == *later) ++earlier, ++later;
  return static_cast<std::size_t>(later - start);
}

/// Where four bytes stood before.
class Places {
public:
  explicit Places(std::string_view text) : text_(text.data()), end_(text_ + text.size()), previous_(text.size()) {
    latest_.fill(none);
  }

  struct Match {
    std::size_t offset = 0;
    std::size_t length = 0;  ///< 0: there is none
  };
  /// The longest match of the few latest places. Four bytes from `at` on are there.
  [[nodiscard]] Match longest(std::size_t at) const {
    Match best;
    std::size_t place = latest_[hash(at)];
    for (int i = 0; i < candidates && place != none && at - place <= window; ++i, place = previous_[place]) {
      if (load<std::uint32_t>(text_ + place) != load<std::uint32_t>(text_ + at)) continue;
      // A longer match than the best one has to agree where that one ends.
      if (best.length > 0 &&
          (text_ + at + best.length == end_ || text_[place + best.length] != text_[at + best.length]))
        continue;
      auto const length = hashed + common_length(text_ + place + hashed, text_ + at + hashed, end_);
      if (length > best.length) best = {at - place, length};
      if (length >= good_length) break;
    }
    return best;
  }
  void add(std::size_t at) {
    auto& latest = latest_[hash(at)];
    previous_[at] = latest;
    latest = static_cast<std::uint16_t>(at);
  }

private:
  static constexpr std::uint16_t none = 0xFFFF;  ///< no place: inputs are shorter by one

  [[nodiscard]] std::size_t hash(std::size_t at) const { return load<std::uint32_t>(text_ + at) * 0x9E3779B1U >> 20U; }

  char const* text_;
  char const* end_;
  std::array<std::uint16_t, 4'096> latest_{};
  std::vector<std::uint16_t> previous_;  ///< by place: the one before with the same hash
};

/// Puts elements together: a word of 32 flags stands before the elements that it is about.
class Writer {
public:
  /// Literals alone take most: a byte and a bit each, and the last word.
  explicit Writer(std::size_t plain_size)
      : coded_(plain_size + plain_size / 8 + 2 * sizeof(std::uint32_t), '\0'),
        flags_at_(coded_.data()),
        next_(flags_at_ + sizeof(std::uint32_t)) {}

  void literal(char c) {
    *next_++ = c;
    flag(0);
  }
  void match(std::size_t offset, std::size_t length) {
    auto const code = static_cast<std::uint32_t>(length - shortest_match);
    word16(static_cast<std::uint32_t>(offset - 1) << 3U | std::min(code, 7U));
    if (code >= 7) long_length(code);
    flag(1);
  }
  /// The flag after the last element is 1, and so are all that are not used.
  std::string finish() && {
    auto const unused = word_bits - flag_count_;
    flags_ = static_cast<std::uint32_t>(std::uint64_t{flags_} << unused | ((std::uint64_t{1} << unused) - 1));
    store_flags();
    coded_.resize(static_cast<std::size_t>(next_ - coded_.data()));
    return std::move(coded_);
  }

private:
  void flag(std::uint32_t bit) {
    flags_ = flags_ << 1U | bit;
    if (++flag_count_ < word_bits) return;
    store_flags();
    flag_count_ = 0;
    flags_at_ = next_;
    next_ += sizeof(std::uint32_t);
  }
  void store_flags() {
    for (unsigned i = 0; i < sizeof flags_; ++i) flags_at_[i] = static_cast<char>(flags_ >> 8U * i & 0xFFU);
  }
  void word16(std::uint32_t value) {
    *next_++ = static_cast<char>(value & 0xFFU);
    *next_++ = static_cast<char>(value >> 8U & 0xFFU);
  }
  /// Two long matches share a byte: the first has its low half, the second its high half.
  void nibble(std::uint32_t value) {
    if (half_ != nullptr) {
      *half_ = static_cast<char>(static_cast<unsigned char>(*half_) | value << 4U);
      half_ = nullptr;
    } else {
      half_ = next_;
      *next_++ = static_cast<char>(value);
    }
  }
  void long_length(std::uint32_t code) {
    auto const beyond = code - 7;
    nibble(std::min(beyond, 15U));
    if (beyond < 15) return;
    auto const further = beyond - 15;
    *next_++ = static_cast<char>(std::min(further, 255U));
    if (further >= 255) word16(code);
  }

  std::string coded_;
  char* flags_at_;  ///< where the open word of flags stands
  char* next_;
  std::uint32_t flags_ = 0;
  unsigned flag_count_ = 0;
  char* half_ = nullptr;  ///< a byte whose high half is free
};

}  // namespace

std::string lz77_compress(std::string_view plain) {
  if (plain.size() > largest_input) throw std::invalid_argument("a block of plain LZ77 has at most 65,535 bytes");
  Places places(plain);
  Writer writer(plain.size());
  std::size_t at = 0;
  while (at + hashed <= plain.size()) {
    auto const match = places.longest(at);
    places.add(at);
    if (match.length == 0) {
      writer.literal(plain[at++]);
      continue;
    }
    writer.match(match.offset, match.length);
    auto const last = std::min(at + match.length, plain.size() - hashed);
    for (auto covered = at + 1; covered < last; covered += step) places.add(covered);
    at += match.length;
  }
  for (; at < plain.size(); ++at) writer.literal(plain[at]);
  return std::move(writer).finish();
}

}  // namespace wsus::xpress
