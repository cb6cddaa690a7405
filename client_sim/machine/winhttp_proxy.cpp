// Reading and writing of proxy settings: see winhttp_proxy.hpp.
#include "client_sim/machine/winhttp_proxy.hpp"

#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace wsus::machine {
namespace {

constexpr std::string_view value_name = "WinHttpSettings";
constexpr std::uint32_t version_direct = 0x18;
constexpr std::uint32_t version_proxy = 0x28;
constexpr std::uint32_t flag_direct = 1;
constexpr std::uint32_t flag_proxy = 2;
constexpr std::uint32_t flag_script = 4;
constexpr std::uint32_t flag_detect = 8;

void append_number(std::string& hex, std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) hex += fmt::format("{:02X}", (number >> shift) & 0xFFU);
}

void append_text(std::string& hex, std::string_view text) {
  append_number(hex, static_cast<std::uint32_t>(text.size()));
  for (char const c : text) hex += fmt::format("{:02X}", static_cast<unsigned char>(c));
}

/// Takes bytes from hexadecimal text; bad once it has run out or met something else.
class HexReader {
public:
  explicit HexReader(std::string_view hex) : rest_(hex) {}

  std::uint32_t number() {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) value |= static_cast<std::uint32_t>(byte()) << shift;
    return value;
  }
  std::string text() {
    auto const size = number();
    std::string value;
    for (std::uint32_t i = 0; i < size && good_; ++i) value += static_cast<char>(byte());
    return value;
  }
  [[nodiscard]] bool good() const { return good_; }

private:
  unsigned char byte() {
    unsigned char value = 0;
    auto const digits = rest_.substr(0, 2);
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    good_ = good_ && digits.size() == 2 && error == std::errc{} && end == digits.data() + 2;
    rest_.remove_prefix(digits.size());
    return good_ ? value : static_cast<unsigned char>(0);
  }
  std::string_view rest_;
  bool good_ = true;
};

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    auto const end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

bool same_letter(char a, char b) { return windows::equal_caseless({&a, 1}, {&b, 1}); }

bool bypasses(std::string_view bypass, std::string_view host) {
  auto const entries = split(bypass, "; ");
  return std::any_of(entries.begin(), entries.end(), [&](std::string_view entry) {
    if (windows::equal_caseless(entry, "<local>")) return host.find('.') == std::string_view::npos;
    return matches_pattern(entry, host);
  });
}

}  // namespace

/// Goes back to the last star only, so that a pattern of many stars costs no more than others.
bool matches_pattern(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  auto star = std::string_view::npos;  // behind the last star, and where the text that it stands for ends
  std::size_t covered = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      covered = t;
    } else if (p < pattern.size() && same_letter(pattern[p], text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star;
      t = ++covered;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::optional<ProxyAddress> parse_proxy_address(std::string_view text) {
  if (auto const scheme = text.find("://"); scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
  auto const colon = text.rfind(':');
  auto const host = text.substr(0, colon);
  if (host.empty() || host.find_first_of(" :/\\=@\"'<>") != std::string_view::npos) return std::nullopt;
  ProxyAddress address{.host = std::string(host)};
  if (colon == std::string_view::npos) return address;
  auto const digits = text.substr(colon + 1);
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
  bool const good = error == std::errc{} && end == digits.data() + digits.size() && address.port != 0;
  return good ? std::optional(address) : std::nullopt;
}

std::string encode_winhttp_settings(ProxySettings const& settings) {
  bool const direct = settings.servers.empty();
  std::string hex;
  append_number(hex, direct ? version_direct : version_proxy);
  append_number(hex, 0);
  append_number(hex, flag_direct | (direct ? 0U : flag_proxy) | (settings.auto_config_url.empty() ? 0U : flag_script) |
                         (settings.auto_detect ? flag_detect : 0U));
  append_text(hex, settings.servers);
  append_text(hex, direct ? std::string_view{} : settings.bypass);
  if (!settings.auto_config_url.empty()) append_text(hex, settings.auto_config_url);
  return hex;
}

ProxySettings decode_winhttp_settings(std::string_view hex) {
  HexReader reader(hex);
  reader.number();  // version
  reader.number();  // counter
  auto const flags = reader.number();
  ProxySettings settings{.servers = reader.text(), .bypass = reader.text()};
  if ((flags & flag_proxy) == 0) settings = {};
  settings.auto_detect = (flags & flag_detect) != 0;
  if ((flags & flag_script) != 0) settings.auto_config_url = reader.text();
  return reader.good() ? settings : ProxySettings{};
}

ProxySettings winhttp_proxy(Registry const& registry) {
  auto const value = registry.get(keys::winhttp_connections, value_name);
  bool const is_binary = value && value->type == "REG_BINARY";
  return is_binary ? decode_winhttp_settings(value->text) : ProxySettings{};
}

void set_winhttp_proxy(Registry& registry, ProxySettings const& settings) {
  registry.set(keys::winhttp_connections, value_name,
               {.type = "REG_BINARY", .text = encode_winhttp_settings(settings)});
}

ProxySettings user_proxy(Registry const& registry) {
  auto const text = [&registry](std::string_view name) {
    return registry.get_text(keys::user_internet_settings, name).value_or("");
  };
  ProxySettings settings{.auto_config_url = text("AutoConfigURL")};
  if (registry.get_dword(keys::user_internet_settings, "ProxyEnable").value_or(0) == 0) return settings;
  settings.servers = text("ProxyServer");
  settings.bypass = text("ProxyOverride");
  return settings;
}

std::optional<ProxyAddress> proxy_for(ProxySettings const& settings, std::string_view scheme, std::string_view host) {
  if (bypasses(settings.bypass, host)) return std::nullopt;
  for (auto const entry : split(settings.servers, "; ")) {
    auto const equals = entry.find('=');
    if (equals == std::string_view::npos) return parse_proxy_address(entry);
    if (windows::equal_caseless(entry.substr(0, equals), scheme)) return parse_proxy_address(entry.substr(equals + 1));
  }
  return std::nullopt;
}

bool is_proxy_list(std::string_view text) {
  auto const entries = split(text, "; ");
  return !entries.empty() && std::all_of(entries.begin(), entries.end(), [](std::string_view entry) {
    auto const equals = entry.find('=');
    if (equals == std::string_view::npos) return parse_proxy_address(entry).has_value();
    auto const scheme = entry.substr(0, equals);
    bool const known = windows::equal_caseless(scheme, "http") || windows::equal_caseless(scheme, "https");
    return known && parse_proxy_address(entry.substr(equals + 1)).has_value();
  });
}

}  // namespace wsus::machine
