// Reads a JSON document that must have a known shape; every mistake is reported with its place.
#pragma once

#include <boost/json.hpp>

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::machine {

/// Parses `text`. Throws std::runtime_error "FILE:LINE:COLUMN: ..." when it is no JSON document.
[[nodiscard]] boost::json::value parse_json(std::string_view text, std::string_view file);

/// A value of the document and where it stands ("machine.json: $.services.bits"). All readers throw std::runtime_error
/// with that place, what is expected and what is there. Lifetime: the document must outlive it.
class JsonReader {
public:
  JsonReader(boost::json::value const& value, std::string place) : value_(&value), place_(std::move(place)) {}

  [[nodiscard]] std::string const& place() const { return place_; }
  [[noreturn]] void refuse(std::string_view expected) const;

  /// An object must have exactly these members.
  void expect_members(std::initializer_list<std::string_view> names) const;
  /// The same; of `optional` any may be missing: files of an older program do not have them.
  void expect_members(std::initializer_list<std::string_view> names,
                      std::initializer_list<std::string_view> optional) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] JsonReader at(std::string_view name) const;
  [[nodiscard]] std::vector<std::pair<std::string, JsonReader>> members() const;
  [[nodiscard]] std::vector<JsonReader> items() const;

  [[nodiscard]] bool is_null() const { return value_->is_null(); }
  [[nodiscard]] bool is_text() const { return value_->is_string(); }
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::vector<std::string> texts() const;
  template <std::integral T>
  [[nodiscard]] T integer() const {
    boost::json::error_code error;
    if (!value_->is_int64() && !value_->is_uint64()) refuse("a whole number");
    auto const number = value_->to_number<T>(error);
    if (error) refuse("a number of a smaller size");
    return number;
  }

private:
  [[nodiscard]] boost::json::object const& object() const;

  boost::json::value const* value_;
  std::string place_;
};

}  // namespace wsus::machine
