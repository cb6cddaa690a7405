// The fields of a body: each asked for by name with its type, and nothing ignored.
#pragma once

#include <boost/json.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::control {

/// A handler takes what it knows and then says done(), which refuses the whole body with every mistake in it. Until
/// then a field with a mistake reads as one that is not there. Lifetime: `body` outlives the fields.
class Fields {
public:
  explicit Fields(boost::json::object const& body) : body_(body) {}

  /// Empty when the field is not there.
  [[nodiscard]] std::optional<std::string> text(std::string_view name);
  [[nodiscard]] std::optional<bool> flag(std::string_view name);
  /// A whole number from `least` to `most`.
  [[nodiscard]] std::optional<std::uint64_t> number(std::string_view name, std::uint64_t least, std::uint64_t most);
  /// A text as scenarios write durations: "500 ms", "90 s", "15 min", "2 h", "1 d".
  [[nodiscard]] std::optional<std::chrono::milliseconds>
  duration(std::string_view name, std::chrono::milliseconds least, std::chrono::milliseconds most);
  /// Any value, for the caller to read; null pointer when the field is not there.
  [[nodiscard]] boost::json::value const* value(std::string_view name);

  /// Remembers a mistake that the caller has found: a sentence.
  void wrong(std::string sentence);
  /// Throws Problem 400 when there was a mistake, or a field that nobody has asked for.
  void done();

private:
  boost::json::object const& body_;
  std::vector<std::string_view> known_{};
  std::vector<std::string> mistakes_{};
};

/// Refuses a body that has any field.
void no_fields(boost::json::object const& body);

}  // namespace wsus::control
