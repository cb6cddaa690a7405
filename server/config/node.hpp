// A place in a YAML document that a person wrote: typed access, ranges, unknown keys, and errors that name the place.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace YAML {
class Node;
}

namespace wsus::config {

/// One mistake in a user's file. `what()` is the whole message:
/// "FILE:LINE: /path/to/key: found X; allowed: Y; known: Z".
class ConfigError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// A YAML value with its file, line and path.
///
/// Accessors check type and range and throw ConfigError; `done()` throws for keys that nobody asked for, with the
/// known ones listed. A Node shares its document: copies are cheap and may outlive the original.
/// Thread safety: none (parse on one thread).
class Node {
public:
  /// Parses a whole document. `file` is only for messages. Throws ConfigError for ill-formed YAML and duplicate keys.
  [[nodiscard]] static Node parse(std::string_view text, std::string file);
  /// The same of JSON that a JSON parser has let pass. Messages speak of YAML's lines, which are JSON's too.
  [[nodiscard]] static Node parse_json(std::string_view json, std::string file);
  /// Reads and parses. Throws ConfigError when the file cannot be read.
  [[nodiscard]] static Node load(std::string const& file);

  ~Node();
  Node(Node const&);
  Node& operator=(Node const&);

  [[nodiscard]] bool is_map() const;
  [[nodiscard]] bool is_sequence() const;
  [[nodiscard]] bool is_scalar() const;
  [[nodiscard]] int line() const;                 ///< 1-based
  [[nodiscard]] std::string const& path() const;  ///< "/machines/PC01/profile"
  [[nodiscard]] std::string const& file() const;

  /// Child of a map; empty when absent or null. Marks the key as known.
  [[nodiscard]] std::optional<Node> child(std::string_view key) const;
  /// Child that must be there.
  [[nodiscard]] Node required(std::string_view key) const;
  /// Elements of a sequence (throws when it is none).
  [[nodiscard]] std::vector<Node> items() const;
  /// Keys of a map in file order; asking for them marks all as known.
  [[nodiscard]] std::vector<std::string> keys() const;
  /// Throws for the first key of this map that no child()/required()/keys() call named.
  void done() const;

  [[nodiscard]] std::string text() const;  ///< any scalar
  [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high) const;
  [[nodiscard]] double number(double low, double high) const;
  [[nodiscard]] bool boolean() const;
  /// One of the given words; the message lists them.
  [[nodiscard]] std::string word(std::vector<std::string> const& allowed) const;

  /// The value as JSON on one line, whatever was written: numbers digit for digit, what stands in quotation marks a
  /// string. `parse_json` of it gives an equal value.
  [[nodiscard]] std::string json_text() const;

  /// Throws a ConfigError for this place.
  [[noreturn]] void fail(std::string_view found, std::string_view allowed) const;
  [[noreturn]] void fail(std::string_view sentence) const;

private:
  struct Data;
  explicit Node(std::shared_ptr<Data> data);
  std::shared_ptr<Data> data_;
};

}  // namespace wsus::config
