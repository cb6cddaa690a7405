// Finds bytes and numeric references that XML 1.0 does not allow. Plain ASCII goes in blocks.
#include "wsdl/wire/text_guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace wsus::wire {
namespace {

struct Place {
  std::size_t offset;
  std::size_t length;
  std::string what;
};

/// XML 1.0, production Char.
constexpr bool is_xml_character(std::uint32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c < 0xD800 || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

/// True when none of `count` bytes needs a look: no control character, nothing above ASCII, no '&' with a '#' behind
/// it. The byte behind them is read too. No byte ends the loop, so that compilers make vector instructions of it.
template <std::size_t count>
bool all_plain(char const* bytes) {
  std::uint8_t odd = 0;  // as wide as what is looked at, and no short cut between conditions
  for (std::size_t i = 0; i < count; ++i) {
    auto const c = static_cast<std::uint8_t>(bytes[i]);
    auto const next = static_cast<std::uint8_t>(bytes[i + 1]);
    odd |= static_cast<std::uint8_t>(c < 0x20);
    odd |= static_cast<std::uint8_t>(c >> 7U);
    odd |= static_cast<std::uint8_t>(static_cast<unsigned>(c == '&') & static_cast<unsigned>(next == '#'));
  }
  return odd == 0;
}

constexpr std::size_t large_block = 64;
constexpr std::size_t small_block = 16;

struct Decoded {
  std::uint32_t character = 0;
  std::size_t length = 0;  ///< 0: not UTF-8
};

/// One UTF-8 sequence (RFC 3629: shortest form, no surrogates, at most U+10FFFF).
Decoded decode_utf8(std::string_view text) {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char const lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  std::size_t const length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};

  std::uint32_t character = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    character = character << 6 | (byte(i) & 0x3FU);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  bool const surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (character < least[length] || character > 0x10FFFF || surrogate) return {};
  return {character, length};
}

constexpr int digit_value(char c, unsigned base) {
  if (c >= '0' && c <= '9') return c - '0';
  if (base == 16 && c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (base == 16 && c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// "&#...;" or "&#x...;" at the start of `text`. Length 0 when it is something else (a named entity, a stray '&').
Decoded decode_reference(std::string_view text) {
  if (!text.starts_with("&#")) return {};
  bool const hex = text.size() > 2 && text[2] == 'x';
  unsigned const base = hex ? 16 : 10;
  std::size_t const first = hex ? 3 : 2;
  std::size_t i = first;
  std::uint32_t value = 0;
  for (; i < text.size(); ++i) {
    int const digit = digit_value(text[i], base);
    if (digit < 0) break;
    if (value <= 0x10FFFF) value = value * base + static_cast<std::uint32_t>(digit);  // any larger value is bad already
  }
  if (i == first || i == text.size() || text[i] != ';') return {};
  return {value, i + 1};
}

/// Walks the text's tags, sections, comments and instructions in their order, as far as somebody asks: what looks like
/// the start of one inside another is none. In CDATA and in comments "&#1;" is four plain characters.
///
/// Parsers disagree about text that is ill-formed ("--" in a comment, '?' in an instruction, '<' in a value): behind
/// such a place nothing counts as literal, so that no reference hides where another parser sees a character.
class Regions {
public:
  explicit Regions(std::string_view text) : text_(text) {}

  /// `at` never goes back.
  bool is_literal(std::size_t at) {
    while (at >= end_) next();
    return literal_;
  }

private:
  static constexpr auto npos = std::string_view::npos;

  void next() {
    auto const rest = text_.substr(end_);
    auto const open = rest.find('<');
    if (open != 0)
      take(open, false);
    else if (rest.starts_with("<!--"))
      take(closed(rest, 4, "-->", "--"), true);
    else if (rest.starts_with("<![CDATA["))
      take(closed(rest, 9, "]]>", "]]>"), true);
    else if (rest.starts_with("<?"))
      take(closed(rest, 2, "?>", "?"), false);
    else if (rest.starts_with("<!"))
      take(npos, false);
    else
      take(tag(rest), false);
  }

  void take(std::size_t size, bool literal) {
    end_ = size == npos ? npos : end_ + size;
    literal_ = literal && size != npos;
  }

  /// Size of the section up to and with `close`. None when it has no end, or `forbidden` stands before it.
  static std::size_t closed(std::string_view rest, std::size_t opener, std::string_view close,
                            std::string_view forbidden) {
    auto const end = rest.find(close, opener);
    return end == npos || rest.find(forbidden, opener) != end ? npos : end + close.size();
  }

  /// Size of a tag; '>' inside quotes does not end it.
  static std::size_t tag(std::string_view rest) {
    for (std::size_t at = 1;;) {
      at = rest.find_first_of("<>\"'", at);
      if (at == npos || rest[at] == '<') return npos;
      if (rest[at] == '>') return at + 1;
      auto const quote = rest.find(rest[at], at + 1);
      if (quote == npos || rest.substr(at, quote - at).find('<') != npos) return npos;
      at = quote + 1;
    }
  }

  std::string_view text_;
  std::size_t end_ = 0;  ///< of the region that was found last
  bool literal_ = false;
};

/// Walks over the text and stops at every bad place.
class Scanner {
public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<Place> next() {
    while (at_ < text_.size()) {
      if (text_.size() - at_ > large_block && all_plain<large_block>(text_.data() + at_)) {
        at_ += large_block;
        continue;
      }
      auto const end = std::min(text_.size(), at_ + large_block);
      while (at_ < end) {
        if (auto bad = next_small(std::min(end, at_ + small_block))) return bad;
      }
    }
    return std::nullopt;
  }

private:
  /// Up to `end` at least, unless there is a bad place before.
  std::optional<Place> next_small(std::size_t end) {
    if (text_.size() - at_ > small_block && all_plain<small_block>(text_.data() + at_)) {
      at_ += small_block;
      return std::nullopt;
    }
    while (at_ < end) {
      if (auto bad = step()) return bad;
    }
    return std::nullopt;
  }

  std::optional<Place> step() {
    if (text_[at_] == '&') return reference();
    Decoded const found = decode_utf8(text_.substr(at_));
    if (found.length == 0)
      return bad(1, fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text_[at_])));
    if (!is_xml_character(found.character))
      return bad(found.length, fmt::format("U+{:04X} is not an XML character", found.character));
    at_ += found.length;
    return std::nullopt;
  }

  std::optional<Place> reference() {
    Decoded const found = decode_reference(text_.substr(at_));
    if (found.length == 0 || is_xml_character(found.character) || regions_.is_literal(at_)) {
      at_ += found.length == 0 ? 1 : found.length;
      return std::nullopt;
    }
    std::string_view const written = text_.substr(at_, found.length);
    if (found.character > 0x10FFFF) return bad(found.length, fmt::format("{} is beyond the last character", written));
    return bad(found.length,
               fmt::format("{} refers to U+{:04X}, which is not an XML character", written, found.character));
  }

  std::optional<Place> bad(std::size_t length, std::string what) {
    Place place{at_, length, std::move(what)};
    at_ += length;
    return place;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Regions regions_{text_};
};

}  // namespace

std::optional<BadText> find_bad_text(std::string_view text) {
  auto place = Scanner{text}.next();
  if (!place) return std::nullopt;
  return BadText{place->offset, std::move(place->what)};
}

std::string replace_bad_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  Scanner scanner{text};
  while (auto const place = scanner.next()) {
    out.append(text.substr(copied, place->offset - copied));
    out += "\xEF\xBF\xBD";  // U+FFFD
    copied = place->offset + place->length;
  }
  out.append(text.substr(copied));
  return out;
}

}  // namespace wsus::wire
