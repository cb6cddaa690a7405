// Comparisons of applicability rules.
#include "client_sim/metadata/comparison.hpp"

#include "windows/fs/caseless.hpp"

#include <charconv>
#include <system_error>

namespace wsus::metadata {

using windows::equal_caseless;

std::optional<bool> satisfies(std::strong_ordering order, std::string_view comparison) {
  if (equal_caseless(comparison, "LessThan")) return order < 0;
  if (equal_caseless(comparison, "LessThanOrEqualTo")) return order <= 0;
  if (equal_caseless(comparison, "EqualTo")) return order == 0;
  if (equal_caseless(comparison, "GreaterThanOrEqualTo")) return order >= 0;
  if (equal_caseless(comparison, "GreaterThan")) return order > 0;
  return std::nullopt;
}

std::optional<bool> satisfies(std::string_view found, std::string_view wanted, std::string_view comparison) {
  auto const a = windows::to_lower(found);
  auto const b = windows::to_lower(wanted);
  if (equal_caseless(comparison, "EqualTo")) return a == b;
  if (equal_caseless(comparison, "BeginsWith")) return a.starts_with(b);
  if (equal_caseless(comparison, "Contains")) return a.find(b) != std::string::npos;
  if (equal_caseless(comparison, "EndsWith")) return a.ends_with(b);
  return std::nullopt;
}

std::string_view comparison_of(pugi::xml_node rule) {
  auto const attribute = rule.attribute("Comparison");
  return attribute ? std::string_view(attribute.value()) : "EqualTo";
}

std::optional<std::int64_t> number_of(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  }
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> number_of(pugi::xml_attribute attribute) {
  if (!attribute) return std::nullopt;
  return number_of(std::string_view(attribute.value()));
}

std::optional<Version> version_of(std::string_view text) {
  Version version{};
  auto const* next = text.data();
  auto const* const end = text.data() + text.size();
  for (std::size_t part = 0; part < version.size(); ++part) {
    auto const [stop, error] = std::from_chars(next, end, version.at(part));
    if (error != std::errc{}) return std::nullopt;
    if (stop == end) return version;
    if (*stop != '.') return std::nullopt;
    next = stop + 1;
  }
  return std::nullopt;  // a fifth part
}

}  // namespace wsus::metadata
