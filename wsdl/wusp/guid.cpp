// Text form of GUIDs, and their hash.
#include "wsdl/wusp/guid.hpp"

#include <cstring>

namespace wsus::wusp {
namespace {

constexpr std::size_t text_length = 36;

constexpr bool dash_at(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string write(Guid const& guid, std::string_view digits) {
  std::string text;
  text.reserve(text_length);
  for (std::uint8_t const byte : guid.bytes) {
    if (dash_at(text.size())) text.push_back('-');
    text.push_back(digits[byte >> 4]);
    text.push_back(digits[byte & 0x0F]);
  }
  return text;
}

}  // namespace

std::optional<Guid> parse_guid(std::string_view text) {
  if (text.size() == text_length + 2 && text.front() == '{' && text.back() == '}') text = text.substr(1, text_length);
  if (text.size() != text_length) return std::nullopt;

  Guid guid;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text_length; ++i) {
    if (dash_at(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    int const value = hex_value(text[i]);
    if (value < 0) return std::nullopt;
    std::uint8_t& byte = guid.bytes[digits++ / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | value);
  }
  return guid;
}

std::string to_string(Guid const& guid) { return write(guid, "0123456789abcdef"); }

std::string to_upper_string(Guid const& guid) { return write(guid, "0123456789ABCDEF"); }

Guid guid_from_bits(std::uint64_t high, std::uint64_t low) {
  Guid guid;
  for (std::size_t i = 0; i < 8; ++i) {
    guid.bytes[i] = static_cast<std::uint8_t>(high >> (56 - 8 * i));
    guid.bytes[8 + i] = static_cast<std::uint8_t>(low >> (56 - 8 * i));
  }
  guid.bytes[6] = static_cast<std::uint8_t>((guid.bytes[6] & 0x0F) | 0x40);  // version 4 (RFC 4122, 4.4)
  guid.bytes[8] = static_cast<std::uint8_t>((guid.bytes[8] & 0x3F) | 0x80);  // variant of RFC 4122
  return guid;
}

}  // namespace wsus::wusp

namespace {

/// Finaliser of SplitMix64: GUIDs made by counting differ in one byte only, and must not collide.
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

}  // namespace

std::size_t std::hash<wsus::wusp::Guid>::operator()(wsus::wusp::Guid const& guid) const noexcept {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  std::memcpy(&high, guid.bytes.data(), sizeof high);
  std::memcpy(&low, guid.bytes.data() + sizeof high, sizeof low);
  return static_cast<std::size_t>(mix(high + mix(low)));
}
