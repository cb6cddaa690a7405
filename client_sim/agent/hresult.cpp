// Look-ups in the HRESULT table, and HRESULTs as text.
#include "client_sim/agent/hresult.hpp"

#include "client_sim/agent/hresult_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>
#include <vector>

namespace wsus::agent {
namespace {

std::vector<HresultInfo> sorted_table() {
  std::vector<HresultInfo> table;
  for (auto part : {protocol_talker_hresults(), web_services_hresults(), network_hresults(), general_hresults(),
                    other_hresults()}) {
    table.insert(table.end(), part.begin(), part.end());
  }
  std::ranges::sort(table, {}, &HresultInfo::code);
  return table;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool same_symbol(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return upper(x) == upper(y); });
}

template <typename Number>
std::optional<Number> whole_number(std::string_view text, int base) {
  Number value{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::span<HresultInfo const> all_hresults() {
  static std::vector<HresultInfo> const table = sorted_table();
  return table;
}

HresultInfo const* find_hresult(Hresult code) {
  auto const table = all_hresults();
  auto const found = std::ranges::lower_bound(table, code, {}, &HresultInfo::code);
  return found != table.end() && found->code == code ? &*found : nullptr;
}

HresultInfo const* find_hresult(std::string_view symbol) {
  auto const table = all_hresults();
  auto const found = std::ranges::find_if(table, [&](auto const& row) { return same_symbol(row.symbol, symbol); });
  return found != table.end() ? &*found : nullptr;
}

std::string_view symbol_of(Hresult code) {
  auto const* row = find_hresult(code);
  return row != nullptr ? row->symbol : "UNKNOWN";
}

std::string to_hex(Hresult code) { return fmt::format("0x{:08X}", code); }

std::optional<Hresult> parse_hresult(std::string_view text) {
  if (text.starts_with('-')) {
    auto const value = whole_number<std::int64_t>(text, 10);
    if (!value || *value < std::numeric_limits<std::int32_t>::min()) return std::nullopt;
    return static_cast<Hresult>(*value);
  }
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  return whole_number<Hresult>(text, 16);
}

}  // namespace wsus::agent
