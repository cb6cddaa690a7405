// Addresses of the content server: see content_path.hpp.
#include "server/content/content_path.hpp"

#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

namespace wsus::content {
namespace {

constexpr std::string_view root = "/Content/";
constexpr std::size_t digest_at = root.size() + 3;  // behind "XX/"
constexpr std::size_t digits = 40;

std::optional<unsigned> digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  return std::nullopt;
}

}  // namespace

std::optional<Sha1> digest_in(std::string_view path) {
  if (path.size() < digest_at + digits || path[digest_at - 1] != '/') return std::nullopt;
  if (!windows::equal_caseless(path.substr(0, root.size()), root)) return std::nullopt;
  Sha1 digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    auto const high = digit(path[digest_at + 2 * i]);
    auto const low = digit(path[digest_at + 2 * i + 1]);
    if (!high || !low) return std::nullopt;
    digest[i] = static_cast<std::uint8_t>(*high << 4U | *low);
  }
  return digest;
}

std::string to_hex(Sha1 const& digest) {
  std::string text;
  text.reserve(digits);
  for (auto const byte : digest) text += fmt::format("{:02X}", byte);
  return text;
}

}  // namespace wsus::content
