// Bytes as text: see texts.hpp.
#include "server/control/texts.hpp"

#include <boost/locale/encoding_utf.hpp>

#include <cstdint>

namespace wsus::control {
namespace {

using Utf8 = boost::locale::utf::utf_traits<char>;

/// Bytes of the character at the beginning; 0: it is none.
std::size_t first_character(std::string_view bytes) {
  auto const* at = bytes.data();
  auto const point = Utf8::decode(at, bytes.data() + bytes.size());
  bool const is_bad = point == boost::locale::utf::illegal || point == boost::locale::utf::incomplete;
  return is_bad ? 0 : static_cast<std::size_t>(at - bytes.data());
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const size = first_character(bytes);
    if (size == 0) return false;
    bytes.remove_prefix(size);
  }
  return true;
}

std::string as_utf8(std::string_view bytes) {
  if (is_utf8(bytes)) return std::string(bytes);
  std::string text;
  while (!bytes.empty()) {
    auto const size = first_character(bytes);
    text += size == 0 ? std::string_view("\xEF\xBF\xBD") : bytes.substr(0, size);
    bytes.remove_prefix(size == 0 ? 1 : size);
  }
  return text;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t n = 0; n < 3; ++n)
      three = three << 8U | (i + n < bytes.size() ? static_cast<unsigned char>(bytes[i + n]) : 0U);
    for (std::size_t n = 0; n < 4; ++n) text += n <= bytes.size() - i ? digits[three >> (18U - 6U * n) & 63U] : '=';
  }
  return text;
}

}  // namespace wsus::control
