// Headers of plans and files: see headers.hpp.
#include "server/faults/kinds/http/headers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace wsus::faults {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_token_character(char c) {
  bool const letter_or_digit = (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
  return letter_or_digit || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

bool equal_names(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

Header* find_header(ResponsePlan& plan, std::string_view name) {
  auto const found = std::find_if(plan.headers.begin(), plan.headers.end(),
                                  [name](Header const& header) { return equal_names(header.name, name); });
  return found == plan.headers.end() ? nullptr : &*found;
}

bool set_header(ResponsePlan& plan, std::string_view name, std::optional<std::string> const& value) {
  auto& headers = plan.headers;
  auto const is_meant = [name](Header const& header) { return equal_names(header.name, name); };
  if (!value) return std::erase_if(headers, is_meant) != 0;
  auto const first = std::find_if(headers.begin(), headers.end(), is_meant);
  if (first == headers.end()) {
    headers.push_back({std::string(name), *value});
    return true;
  }
  bool const was_other = first->value != *value;
  first->value = *value;
  auto const others = std::remove_if(std::next(first), headers.end(), is_meant);
  bool const had_others = others != headers.end();
  headers.erase(others, headers.end());
  return was_other || had_others;
}

std::string read_header_name(config::Node const& node) {
  auto name = node.text();
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_token_character))
    node.fail(fmt::format("'{}'", name), "the name of a header: letters, digits and !#$%&'*+-.^_`|~");
  return name;
}

std::string read_header_value(config::Node const& node) {
  auto value = node.text();
  if (std::any_of(value.begin(), value.end(), is_control))
    node.fail("a line end or another control character", "one line of text, which may be empty");
  return value;
}

std::uint64_t body_size(ResponsePlan const& plan) { return plan.file ? plan.file->length : plan.body.size(); }

}  // namespace wsus::faults
