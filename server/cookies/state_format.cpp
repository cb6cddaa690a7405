// The binary format of cookie contents.
#include "server/cookies/state_format.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace wsus::cookies {
namespace {

constexpr std::uint8_t format_version = 1;

class ByteWriter {
public:
  ByteWriter() { number(format_version, 1); }

  void text(std::string const& value) {
    if (value.size() > std::numeric_limits<std::uint32_t>::max()) throw std::runtime_error("a name is too long");
    number(value.size(), 4);
    bytes_ += value;
  }
  void count(std::uint64_t value) { number(value, 8); }
  void time(wusp::UtcTime value) { number(static_cast<std::uint64_t>(value.time_since_epoch().count()), 8); }
  void guid(wusp::Guid const& value) {
    for (auto const byte : value.bytes) number(byte, 1);
  }
  [[nodiscard]] std::string padded(std::size_t size) && {
    bytes_.resize(std::max(size, bytes_.size()), '\0');
    return std::move(bytes_);
  }

private:
  void number(std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes_.push_back(static_cast<char>(value >> (8 * i)));
  }
  std::string bytes_{};
};

/// Reads what ByteWriter wrote. After the first mistake it stays bad and gives empty values.
class ByteReader {
public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {
    if (number(1) != format_version) good_ = false;
  }

  void text(std::string& value) { value = take(number(4)); }
  void count(std::uint64_t& value) { value = number(8); }
  void time(wusp::UtcTime& value) { value = wusp::UtcTime(wusp::Ticks(static_cast<std::int64_t>(number(8)))); }
  void guid(wusp::Guid& value) {
    for (auto& byte : value.bytes) byte = static_cast<std::uint8_t>(number(1));
  }
  /// Everything was there, and only padding follows.
  [[nodiscard]] bool at_end() const { return good_ && rest_.find_first_not_of('\0') == std::string_view::npos; }

private:
  std::string_view take(std::uint64_t size) {
    good_ = good_ && size <= rest_.size();
    if (!good_) return {};
    auto const taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  std::uint64_t number(int size) {
    auto const taken = take(static_cast<std::uint64_t>(size));
    std::uint64_t value = 0;
    for (std::size_t i = taken.size(); i > 0; --i) value = value << 8 | static_cast<std::uint8_t>(taken[i - 1]);
    return value;
  }

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::string to_bytes(domain::CookieState const& state, std::size_t padded_size) {
  ByteWriter writer;
  writer.text(state.client_id);
  writer.text(state.target_group);
  writer.text(state.protocol_version);
  writer.guid(state.server_id);
  writer.time(state.expires);
  writer.time(state.config_last_change);
  writer.time(state.anchor);
  writer.count(state.content_generation);
  writer.time(state.driver_anchor);
  writer.time(state.filter_anchor);
  writer.count(state.filter_mark);
  return std::move(writer).padded(padded_size);
}

std::string to_bytes(domain::AuthorizationState const& state, std::size_t padded_size) {
  ByteWriter writer;
  writer.text(state.client_id);
  writer.text(state.dns_name);
  writer.text(state.target_group);
  return std::move(writer).padded(padded_size);
}

std::optional<domain::CookieState> cookie_from_bytes(std::string_view bytes) {
  ByteReader reader(bytes);
  domain::CookieState state;
  reader.text(state.client_id);
  reader.text(state.target_group);
  reader.text(state.protocol_version);
  reader.guid(state.server_id);
  reader.time(state.expires);
  reader.time(state.config_last_change);
  reader.time(state.anchor);
  reader.count(state.content_generation);
  reader.time(state.driver_anchor);
  reader.time(state.filter_anchor);
  reader.count(state.filter_mark);
  if (!reader.at_end()) return std::nullopt;
  return state;
}

std::optional<domain::AuthorizationState> authorization_from_bytes(std::string_view bytes) {
  ByteReader reader(bytes);
  domain::AuthorizationState state;
  reader.text(state.client_id);
  reader.text(state.dns_name);
  reader.text(state.target_group);
  if (!reader.at_end()) return std::nullopt;
  return state;
}

}  // namespace wsus::cookies
