// Values of a document as JSON. The room's own but for json_quoted().
#pragma once

#include <string>
#include <string_view>

namespace YAML {
class Node;
}

namespace wsus::config {

/// A JSON string with its quotation marks. `text` is UTF-8.
[[nodiscard]] std::string json_quoted(std::string_view text);

/// On one line, keys in their order. A scalar that stands without quotation marks and is a JSON number, true, false or
/// null stays one, digit for digit; every other one is a string. Aliases are written out.
[[nodiscard]] std::string json_text_of(YAML::Node const& node);

/// A JSON document so that a YAML parser reads the same: tabs between values become blanks, escaped surrogates the
/// character that they stand for. Lines stay where they are.
[[nodiscard]] std::string yaml_of_json(std::string_view json);

}  // namespace wsus::config
