// The cache file: "VERSION SEED SIZE SHA1 SHA256 NAME CHECK", everything but the first three in hex digits.
#include "server/catalogue/digest_cache.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace wsus::catalogue {
namespace {

constexpr std::size_t field_count = 7;

std::string hex(std::span<std::uint8_t const> bytes) {
  std::string text;
  for (auto const byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

std::string hex(std::string_view text) {
  return hex(std::span(reinterpret_cast<std::uint8_t const*>(text.data()), text.size()));
}

template <typename Number>
std::optional<Number> parse(std::string_view text, int base) {
  Number number{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Fills `to` from exactly twice as many hex digits.
bool parse_hex(std::string_view text, std::span<std::uint8_t> to) {
  if (text.size() != 2 * to.size()) return false;
  for (std::size_t i = 0; i < to.size(); ++i) {
    auto const byte = parse<std::uint8_t>(text.substr(2 * i, 2), 16);
    if (!byte) return false;
    to[i] = *byte;
  }
  return true;
}

/// FNV-1a over the line without its check sum.
std::string check_sum(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (auto const c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3u;
  return fmt::format("{:016x}", hash);
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    auto const end = text.find(at);
    parts.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return parts;
}

struct Line {
  std::uint64_t seed = 0;
  std::uint64_t size = 0;
  std::string name{};
  ContentDigests digests{};
};

std::optional<Line> parse_line(std::string_view text) {
  auto const fields = split(text, ' ');
  if (fields.size() != field_count || text.size() <= fields[6].size()) return std::nullopt;
  if (check_sum(text.substr(0, text.size() - fields[6].size() - 1)) != fields[6]) return std::nullopt;
  auto const version = parse<int>(fields[0], 10);
  auto const seed = parse<std::uint64_t>(fields[1], 10);
  auto const size = parse<std::uint64_t>(fields[2], 10);
  if (version != content_version || !seed || !size) return std::nullopt;
  std::vector<std::uint8_t> name(fields[5].size() / 2);
  Line line{.seed = *seed, .size = *size};
  if (!parse_hex(fields[3], line.digests.sha1) || !parse_hex(fields[4], line.digests.sha256) ||
      !parse_hex(fields[5], name)) {
    return std::nullopt;
  }
  line.name.assign(name.begin(), name.end());
  return line;
}

[[noreturn]] void refuse(std::string_view what, std::filesystem::path const& path, std::string_view reason) {
  throw std::runtime_error(fmt::format("the digest cache {} cannot be {}: {}", path.string(), what, reason));
}

std::string last_reason() { return std::generic_category().message(errno); }

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// A new file beside the cache that nobody else has: other processes may be saving too.
std::pair<std::filesystem::path, std::unique_ptr<std::FILE, CloseFile>> open_beside(std::filesystem::path const& file) {
  constexpr int attempts = 32;  // leftovers of processes that were killed while saving
  for (int i = 0; i < attempts; ++i) {
    auto path = file;
    path += fmt::format(".new{}", i);
    std::unique_ptr<std::FILE, CloseFile> stream(std::fopen(path.c_str(), "wbx"));
    if (stream) return {std::move(path), std::move(stream)};
    if (errno != EEXIST) refuse("written", path, last_reason());
  }
  refuse("written", file, fmt::format("{} unfinished files (.new0 and so on) lie beside it; delete them", attempts));
}

}  // namespace

DigestCache::DigestCache(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  if (!std::filesystem::exists(file(), error)) return;
  // Before it is opened: a pipe would wait for who writes to it.
  if (!std::filesystem::is_regular_file(file(), error)) refuse("read", file(), "it is no file");
  errno = 0;
  std::ifstream stream(file(), std::ios::binary);
  std::string const text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.is_open() || stream.bad()) refuse("read", file(), last_reason());
  read(text);
}

std::filesystem::path DigestCache::file() const { return folder_ / "content-digests.txt"; }

void DigestCache::read(std::string_view text) {
  for (auto const each : split(text, '\n')) {
    if (auto line = parse_line(each)) {
      known_.insert_or_assign(Key(line->seed, line->size, std::move(line->name)), line->digests);
    } else {
      ++ignored_lines_;
      is_changed_ = true;
    }
  }
}

ContentDigests DigestCache::digests(std::uint64_t seed, std::string_view name, std::uint64_t size) {
  Key key(seed, size, name);
  auto const found = known_.find(key);
  if (found != known_.end()) return found->second;
  ++hashed_;
  is_changed_ = true;
  return known_.emplace(std::move(key), hash_content(seed, name, size)).first->second;
}

domain::File DigestCache::make_file(std::uint64_t seed, std::string name, std::uint64_t size, wusp::UtcTime modified) {
  auto const known = digests(seed, name, size);
  return {.name = std::move(name),
          .size = size,
          .modified = modified,
          .sha1 = known.sha1,
          .sha256 = known.sha256,
          .content_seed = seed};
}

void DigestCache::save() {
  if (!is_changed_) return;
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) refuse("written", file(), error.message());
  std::string text;
  for (auto const& [key, digests] : known_) {
    auto const& [seed, size, name] = key;
    auto const line = fmt::format("{} {} {} {} {} {}", content_version, seed, size, hex(digests.sha1),
                                  hex(digests.sha256), hex(name));
    text += fmt::format("{} {}\n", line, check_sum(line));
  }
  auto [path, stream] = open_beside(file());
  bool const written = std::fwrite(text.data(), 1, text.size(), stream.get()) == text.size();
  if (std::fclose(stream.release()) != 0 || !written) {
    auto const reason = last_reason();
    std::filesystem::remove(path, error);
    refuse("written", path, reason);
  }
  std::filesystem::rename(path, file(), error);
  if (error) refuse("written", file(), error.message());
  is_changed_ = false;
}

}  // namespace wsus::catalogue
