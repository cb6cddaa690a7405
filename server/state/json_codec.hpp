// Values of the lab as JSON and back: one list of fields a type, for both directions. Private to server/state.
#pragma once

#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/guid.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace wsus::state {

/// A value that is not what its place wants: "computers[2].events[0].event_id: expected a whole number".
class JsonError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Where a value stands. Lifetime: of the reading function that made it.
class JsonPath {
public:
  JsonPath() = default;
  JsonPath(JsonPath const* parent, std::string_view key) : parent_(parent), key_(key) {}
  JsonPath(JsonPath const* parent, std::size_t index) : parent_(parent), index_(index), is_index_(true) {}
  [[nodiscard]] std::string text() const;
  [[noreturn]] void fail(std::string_view what) const;

private:
  JsonPath const* parent_ = nullptr;
  std::string_view key_{};
  std::size_t index_ = 0;
  bool is_index_ = false;
};

/// How a type is written; read() throws JsonError and leaves anything behind then.
template <typename T>
struct Codec;

template <typename T>
[[nodiscard]] boost::json::value to_json(T const& value) {
  return Codec<T>::write(value);
}

template <typename T>
[[nodiscard]] T from_json(boost::json::value const& value, JsonPath const& path = {}) {
  T result{};
  Codec<T>::read(value, result, path);
  return result;
}

// ---- types with fields

enum class Presence {
  optional,  ///< left out where it has the value that a new object has
  always,    ///< written always; may be missing
  required,  ///< written always; must be there
};

template <typename Owner, typename Member>
struct Field {
  std::string_view name;
  Member Owner::*member;
  Presence presence = Presence::optional;
};

/// Specialised by json_fields.hpp: `static constexpr auto list = std::tuple{Field{...}, ...}`.
template <typename T>
struct FieldsOf;

template <typename T>
concept HasFields = requires {
  FieldsOf<T>::list;
};

/// Whether a field has the value that a new object has.
template <typename T>
[[nodiscard]] bool is_default(T const& value, T const& fresh) {
  if constexpr (HasFields<T>) {
    return std::apply(
        [&](auto const&... field) { return (is_default(value.*field.member, fresh.*field.member) && ...); },
        FieldsOf<T>::list);
  } else if constexpr (requires { value.has_value(); }) {
    return !value.has_value() && !fresh.has_value();
  } else if constexpr (requires { value.empty(); }) {
    return value.empty() && fresh.empty();
  } else {
    return value == fresh;
  }
}

[[nodiscard]] boost::json::object const& object_at(boost::json::value const& value, JsonPath const& path);
[[nodiscard]] boost::json::array const& array_at(boost::json::value const& value, JsonPath const& path);
[[nodiscard]] std::string_view text_at(boost::json::value const& value, JsonPath const& path);

template <HasFields T>
struct Codec<T> {
  static boost::json::value write(T const& value) {
    boost::json::object object;
    T const fresh{};
    auto const add = [&](auto const& field) {
      if (field.presence == Presence::optional && is_default(value.*field.member, fresh.*field.member)) return;
      object.emplace(field.name, to_json(value.*field.member));
    };
    std::apply([&](auto const&... field) { (add(field), ...); }, FieldsOf<T>::list);
    return object;
  }

  static void read(boost::json::value const& json, T& value, JsonPath const& path) {
    auto const& object = object_at(json, path);
    std::size_t found = 0;
    auto const take = [&](auto const& field) {
      auto const* const member = object.if_contains(field.name);
      if (member == nullptr) {
        if (field.presence == Presence::required) path.fail(fmt::format("'{}' is missing", field.name));
        return;
      }
      ++found;
      using Member = std::remove_cvref_t<decltype(value.*field.member)>;
      Codec<Member>::read(*member, value.*field.member, JsonPath(&path, field.name));
    };
    std::apply([&](auto const&... field) { (take(field), ...); }, FieldsOf<T>::list);
    if (found != object.size()) fail_unknown(object, path);
  }

private:
  [[noreturn]] static void fail_unknown(boost::json::object const& object, JsonPath const& path) {
    std::string known;
    auto const is_known = [&](std::string_view key) {
      return std::apply([&](auto const&... field) { return ((field.name == key) || ...); }, FieldsOf<T>::list);
    };
    std::apply(
        [&](auto const&... field) { ((known += fmt::format("{}{}", known.empty() ? "" : ", ", field.name)), ...); },
        FieldsOf<T>::list);
    for (auto const& entry : object) {
      if (!is_known(entry.key())) path.fail(fmt::format("unknown key '{}'; known: {}", entry.key(), known));
    }
    path.fail("a key is there twice");
  }
};

// ---- enumerations

/// Specialised by json_fields.hpp: `static constexpr std::array list{std::pair{value, word}, ...}`.
template <typename T>
struct WordsOf;

template <typename T>
requires std::is_enum_v<T>
struct Codec<T> {
  static boost::json::value write(T value) {
    for (auto const& [one, word] : WordsOf<T>::list) {
      if (one == value) return boost::json::value(word);
    }
    throw std::logic_error("a value without a word");
  }
  static void read(boost::json::value const& json, T& value, JsonPath const& path) {
    auto const text = text_at(json, path);
    std::string known;
    for (auto const& [one, word] : WordsOf<T>::list) {
      if (word == text) {
        value = one;
        return;
      }
      known += fmt::format("{}{}", known.empty() ? "" : ", ", word);
    }
    path.fail(fmt::format("'{}' is none of {}", text, known));
  }
};

// ---- plain values

template <>
struct Codec<bool> {
  static boost::json::value write(bool value) { return value; }
  static void read(boost::json::value const& json, bool& value, JsonPath const& path);
};

/// Throws through `path` where it is no whole number between the limits.
[[nodiscard]] std::int64_t signed_at(boost::json::value const& json, JsonPath const& path, std::int64_t least,
                                     std::int64_t most);
[[nodiscard]] std::uint64_t unsigned_at(boost::json::value const& json, JsonPath const& path, std::uint64_t most);

template <std::integral T>
struct Codec<T> {
  static boost::json::value write(T value) { return value; }
  static void read(boost::json::value const& json, T& value, JsonPath const& path) {
    using Limits = std::numeric_limits<T>;
    if constexpr (std::is_signed_v<T>) {
      value = static_cast<T>(signed_at(json, path, Limits::min(), Limits::max()));
    } else {
      value = static_cast<T>(unsigned_at(json, path, Limits::max()));
    }
  }
};

template <>
struct Codec<std::string> {
  static boost::json::value write(std::string const& value) { return boost::json::value(value); }
  static void read(boost::json::value const& json, std::string& value, JsonPath const& path) {
    value = text_at(json, path);
  }
};

template <>
struct Codec<wusp::Guid> {
  static boost::json::value write(wusp::Guid const& value) { return boost::json::value(wusp::to_string(value)); }
  static void read(boost::json::value const& json, wusp::Guid& value, JsonPath const& path);
};

/// xsd:dateTime, with all of its ticks.
template <>
struct Codec<wusp::UtcTime> {
  static boost::json::value write(wusp::UtcTime value) { return boost::json::value(wusp::to_xsd_date_time(value)); }
  static void read(boost::json::value const& json, wusp::UtcTime& value, JsonPath const& path);
};

/// The count; the field's name has the unit.
template <typename Rep, typename Period>
struct Codec<std::chrono::duration<Rep, Period>> {
  static boost::json::value write(std::chrono::duration<Rep, Period> value) { return std::int64_t{value.count()}; }
  static void read(boost::json::value const& json, std::chrono::duration<Rep, Period>& value, JsonPath const& path) {
    value = std::chrono::duration<Rep, Period>(from_json<std::int64_t>(json, path));
  }
};

template <typename T>
struct Codec<std::optional<T>> {
  static boost::json::value write(std::optional<T> const& value) {
    return value ? to_json(*value) : boost::json::value(nullptr);
  }
  static void read(boost::json::value const& json, std::optional<T>& value, JsonPath const& path) {
    if (json.is_null()) return value.reset();
    Codec<T>::read(json, value.emplace(), path);
  }
};

template <typename T>
struct Codec<std::vector<T>> {
  static boost::json::value write(std::vector<T> const& value) {
    boost::json::array array;
    array.reserve(value.size());
    for (auto const& one : value) array.push_back(to_json(one));
    return array;
  }
  static void read(boost::json::value const& json, std::vector<T>& value, JsonPath const& path) {
    auto const& array = array_at(json, path);
    value.clear();
    value.reserve(array.size());
    for (std::size_t i = 0; i < array.size(); ++i) Codec<T>::read(array[i], value.emplace_back(), JsonPath(&path, i));
  }
};

}  // namespace wsus::state
