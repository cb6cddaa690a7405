// Reading single values, each with a message that shows a right one.
#include "scenarios/model/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <limits>
#include <optional>

namespace wsus::scenario {
namespace {

using config::Node;
using wusp::Ticks;

struct Unit {
  std::string_view name;
  Ticks length;
};
/// Smallest first.
constexpr std::array<Unit, 5> units{{{"ms", std::chrono::milliseconds(1)},
                                     {"s", std::chrono::seconds(1)},
                                     {"min", std::chrono::minutes(1)},
                                     {"h", std::chrono::hours(1)},
                                     {"d", std::chrono::days(1)}}};

template <typename Number>
std::optional<Number> parse_number(std::string_view text, int base = 10) {
  Number number{};
  auto const* const end = text.data() + text.size();
  auto const [stop, error] = std::from_chars(text.data(), end, number, base);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

std::optional<Ticks> parse_duration(std::string_view text) {
  auto const digits = std::min(text.find_first_not_of("0123456789"), text.size());
  auto const number = parse_number<std::int64_t>(text.substr(0, digits));
  auto name = text.substr(digits);
  name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
  auto const unit = std::ranges::find(units, name, &Unit::name);
  if (!number || unit == units.end()) return std::nullopt;
  if (*number > Ticks::max() / unit->length) return std::nullopt;
  return *number * unit->length;
}

std::string duration_text(Ticks duration) {
  auto const fits = [&](Unit const& unit) { return duration % unit.length == Ticks::zero(); };
  auto const unit = std::find_if(units.rbegin(), units.rend(), fits);
  return fmt::format("{} {}", duration / unit->length, unit->name);
}

/// "+01:00" in minutes.
std::optional<int> parse_offset(std::string_view text) {
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  auto const hours = parse_number<unsigned>(text.substr(1, 2));
  auto const minutes = parse_number<unsigned>(text.substr(4, 2));
  if (!hours || !minutes || *minutes > 59) return std::nullopt;
  auto const offset = static_cast<int>(*hours * 60 + *minutes);
  return text[0] == '-' ? -offset : offset;
}

/// Letters of the primary language, then parts of letters and digits, none longer than eight.
bool is_language_tag(std::string_view text) {
  auto const is_part = [](std::string_view part, bool digits_too) {
    auto const is_good = [&](char c) {
      auto const byte = static_cast<unsigned char>(c);
      return std::isalpha(byte) != 0 || (digits_too && std::isdigit(byte) != 0);
    };
    return !part.empty() && part.size() <= 8 && std::all_of(part.begin(), part.end(), is_good);
  };
  auto end = std::min(text.find('-'), text.size());
  if (!is_part(text.substr(0, end), false)) return false;
  while (end < text.size()) {
    auto const begin = end + 1;
    end = std::min(text.find('-', begin), text.size());
    if (!is_part(text.substr(begin, end - begin), true)) return false;
  }
  return true;
}

std::string found(Node const& node) { return fmt::format("'{}'", node.text()); }

/// "wsus.lab.example" or "wsus.lab.example:8530".
bool is_authority(std::string_view text) {
  auto const colon = std::min(text.find(':'), text.size());
  auto const host = text.substr(0, colon);
  auto const is_good = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_';
  };
  if (host.empty() || host.size() > 253 || !std::all_of(host.begin(), host.end(), is_good)) return false;
  if (colon == text.size()) return true;
  auto const port = parse_number<unsigned>(text.substr(colon + 1), 10);
  return port && *port >= 1 && *port <= 65'535;
}

bool is_url_character(char c) {
  return c > ' ' && c < '\x7f' && std::string_view("#\"<>").find(c) == std::string_view::npos;
}

}  // namespace

bool equal_caseless(std::string_view a, std::string_view b) {
  auto const lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

Place place_of(Node const& node) { return {.file = node.file(), .line = node.line(), .path = node.path()}; }

void fail_at(Place const& place, std::string_view sentence) {
  throw config::ConfigError(fmt::format("{}: {}", place.text(), sentence));
}

std::string read_text(Node const& node) {
  auto text = node.text();
  auto const is_blank = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
  if (std::ranges::all_of(text, is_blank)) node.fail("an empty text", "a text");
  return text;
}

std::vector<Node> one_or_more(Node const& node) {
  if (!node.is_sequence()) return {node};
  auto items = node.items();
  if (items.empty()) node.fail("an empty list", "a text, or a list with at least one");
  return items;
}

std::vector<std::string> read_texts(Node const& node) {
  std::vector<std::string> texts;
  for (auto const& item : one_or_more(node)) texts.push_back(read_text(item));
  return texts;
}

Ticks read_duration(Node const& node, Ticks low, Ticks high) {
  auto const duration = parse_duration(node.text());
  if (!duration || *duration < low || *duration > high) {
    node.fail(found(node), fmt::format("a whole number and a unit (ms, s, min, h, d) from {} to {}, as in '15 min'",
                                       duration_text(low), duration_text(high)));
  }
  return *duration;
}

std::uint32_t read_hresult(Node const& node) {
  auto const text = node.text();
  bool const has_prefix = text.starts_with("0x") || text.starts_with("0X");
  auto const code = has_prefix ? parse_number<std::uint32_t>(std::string_view(text).substr(2), 16) : std::nullopt;
  if (!code || text.size() != 10) node.fail(found(node), "0x and eight hexadecimal digits, as in 0x80244007");
  return *code;
}

std::chrono::minutes read_utc_offset(Node const& node) {
  constexpr int widest = 14 * 60;
  auto const offset = parse_offset(node.text());
  if (!offset || *offset < -widest || *offset > widest) {
    node.fail(found(node), "an offset from -14:00 to +14:00, as in \"+01:00\"");
  }
  return std::chrono::minutes(*offset);
}

wusp::UtcTime read_time(Node const& node) {
  using namespace std::chrono_literals;
  auto const time = wusp::parse_xsd_date_time(node.text());
  if (!time || *time < std::chrono::sys_days(2000y / 1 / 1) || *time >= std::chrono::sys_days(2100y / 1 / 1)) {
    node.fail(found(node), "a UTC time of the years 2000 to 2099, as in 2026-10-04T15:00:00Z");
  }
  return *time;
}

bool is_dns_name(std::string_view text) {
  auto const is_good = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.'; };
  return text.find('.') != std::string_view::npos && text.size() <= 253 && std::ranges::all_of(text, is_good) &&
         text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos;
}

std::string read_http_url(Node const& node) {
  auto text = read_text(node);
  std::string_view const scheme = text.starts_with("https://") ? "https://" : "http://";
  auto const rest = std::string_view(text).substr(std::min(scheme.size(), text.size()));
  bool const good = text.starts_with(scheme) && is_authority(rest.substr(0, rest.find_first_of("/?"))) &&
                    std::all_of(rest.begin(), rest.end(), is_url_character);
  if (!good) node.fail(found(node), "a URL, as in http://wsus.lab.example:8530");
  return text;
}

std::vector<std::string> read_languages(Node const& node) {
  std::vector<std::string> languages;
  for (auto const& item : one_or_more(node)) {
    auto language = read_text(item);
    if (!is_language_tag(language) || equal_caseless(language, "en"))
      item.fail(fmt::format("'{}'", language), "a language tag other than en, as in de or pt-BR");
    auto const same = [&](std::string const& other) { return equal_caseless(other, language); };
    if (std::any_of(languages.begin(), languages.end(), same))
      item.fail(fmt::format("the language '{}' a second time", language), "every language once, in any case");
    languages.push_back(std::move(language));
  }
  return languages;
}

std::uint64_t read_seed(Node const& node) {
  return static_cast<std::uint64_t>(node.integer(0, std::numeric_limits<std::int64_t>::max()));
}

}  // namespace wsus::scenario
