// Fields of bodies: see fields.hpp.
#include "server/control/fields.hpp"

#include "server/config/duration.hpp"
#include "server/control/problem.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace wsus::control {
namespace {

namespace json = boost::json;

std::string mistake(std::string_view name, json::value const& found, std::string_view allowed) {
  return fmt::format("field '{}' is {}; allowed: {}", name, json::serialize(found), allowed);
}

/// JSON has one kind of number: 5 and 5.0 are the same to whoever writes them.
std::optional<std::uint64_t> whole_number(json::value const& value) {
  json::error_code error;
  auto const number = value.is_number() ? value.to_number<std::uint64_t>(error) : 0;
  if (!value.is_number() || error) return std::nullopt;
  return number;
}

}  // namespace

json::value const* Fields::value(std::string_view name) {
  known_.push_back(name);
  return body_.if_contains(name);
}

std::optional<std::string> Fields::text(std::string_view name) {
  auto const* const found = value(name);
  if (found == nullptr) return std::nullopt;
  if (found->is_string()) return std::string(found->get_string());
  wrong(mistake(name, *found, "a text"));
  return std::nullopt;
}

std::optional<bool> Fields::flag(std::string_view name) {
  auto const* const found = value(name);
  if (found == nullptr) return std::nullopt;
  if (found->is_bool()) return found->get_bool();
  wrong(mistake(name, *found, "true or false"));
  return std::nullopt;
}

std::optional<std::uint64_t> Fields::number(std::string_view name, std::uint64_t least, std::uint64_t most) {
  auto const* const found = value(name);
  if (found == nullptr) return std::nullopt;
  auto const number = whole_number(*found);
  if (number && *number >= least && *number <= most) return number;
  wrong(mistake(name, *found, fmt::format("a whole number from {} to {}", least, most)));
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> Fields::duration(std::string_view name, std::chrono::milliseconds least,
                                                          std::chrono::milliseconds most) {
  auto const* const found = value(name);
  if (found == nullptr) return std::nullopt;
  if (found->is_string()) {
    if (auto const duration = config::parse_duration(found->get_string(), least, most)) return duration;
  }
  wrong(mistake(name, *found, config::allowed_durations(least, most)));
  return std::nullopt;
}

void Fields::wrong(std::string sentence) { mistakes_.push_back(std::move(sentence)); }

void Fields::done() {
  for (auto const& field : body_) {
    std::string_view const name = field.key();
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    wrong(known_.empty() ? fmt::format("field '{}': this call takes none", name)
                         : fmt::format("field '{}' is not known; known: {}", name, fmt::join(known_, ", ")));
  }
  refuse_body(std::move(mistakes_));
}

void no_fields(json::object const& body) { Fields(body).done(); }

}  // namespace wsus::control
