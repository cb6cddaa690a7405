// Comparisons of applicability rules.
#include "client_sim/metadata/comparison.hpp"

#include <charconv>
#include <system_error>

namespace wsus::metadata {

bool satisfies(std::strong_ordering order, std::string_view comparison) {
  if (comparison == "LessThan") return order < 0;
  if (comparison == "LessThanOrEqualTo") return order <= 0;
  if (comparison == "EqualTo") return order == 0;
  if (comparison == "GreaterThanOrEqualTo") return order >= 0;
  if (comparison == "GreaterThan") return order > 0;
  return false;
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

}  // namespace wsus::metadata
