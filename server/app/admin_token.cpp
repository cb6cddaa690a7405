// Tokens: see admin_token.hpp.
#include "server/app/admin_token.hpp"

#include "server/cookies/cookie_sealer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace wsus::server {
namespace {

constexpr std::size_t least = 16;
constexpr std::size_t most = 1'024;
constexpr std::string_view allowed_signs = "-._~+=";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  auto const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_token(std::string_view text, bool slash) {
  auto const is_good = [slash](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || allowed_signs.find(c) != std::string_view::npos ||
           (slash && c == '/');
  };
  return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), is_good);
}

/// A token with whatever stands around it; more than that is not read.
std::string beginning_of(std::filesystem::path const& file) {
  std::array<char, 2 * most> bytes{};
  std::ifstream in(file, std::ios::binary);
  in.read(bytes.data(), bytes.size());
  if (in.bad() || !in.is_open())
    throw std::runtime_error(fmt::format("--admin-token '{}': cannot be read as a file", file.string()));
  return {bytes.data(), static_cast<std::size_t>(in.gcount())};
}

}  // namespace

std::string new_admin_token() { return fmt::format("{:02x}", fmt::join(cookies::random_key(), "")); }

std::string read_admin_token(std::string const& text_or_file) {
  std::error_code error;
  if (auto const file = std::filesystem::status(text_or_file, error); !error && std::filesystem::exists(file)) {
    auto const content = beginning_of(text_or_file);
    auto const token = trimmed(content);
    if (is_token(token, true)) return std::string(token);
    throw std::runtime_error(fmt::format("--admin-token '{}': the file holds no token; allowed: {} to {} letters, "
                                         "digits and {}/",
                                         text_or_file, least, most, allowed_signs));
  }
  if (is_token(text_or_file, false)) return text_or_file;
  throw std::runtime_error(fmt::format("--admin-token: the text is neither a file nor a token; allowed: {} to {} "
                                       "letters, digits and {}",
                                       least, most, allowed_signs));
}

}  // namespace wsus::server
