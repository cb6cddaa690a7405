// What mutators of XML have in common: finding their places and telling them. Internal to the room.
#pragma once

#include "server/faults/kinds/soap/xml_splice.hpp"
#include "server/faults/mutation/mutator.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults::mutation {

/// "<NewCookie> at byte 512".
[[nodiscard]] std::string place_of(XmlElement const& element);

/// A text for a message: the first 40 bytes, and how many there are; what is not printable is '.'.
[[nodiscard]] std::string shown(std::string_view text);

/// The elements that have text and no elements in them, whose text `is` takes.
[[nodiscard]] std::vector<XmlElement const*> texts_of(XmlText const& xml, bool (*is)(std::string_view));

/// The text of one element that `is` takes becomes what `changed` makes of it. The way of most mutators of texts.
/// `changed` gives empty for a text that it leaves alone, which ends the change without one.
[[nodiscard]] std::string change_one_text(std::string& body, Choice choice, bool (*is)(std::string_view),
                                          std::optional<std::string> (*changed)(std::string_view text, Choice choice));

/// Makes one splice in `body`, unless it would get too large. The text is `what`, or empty then.
[[nodiscard]] std::string spliced_in(std::string& body, Splice splice, std::string what);

/// The XML of `body`, and the element that `choice` picks. Empty when it is not well-formed.
struct Picked {
  XmlText xml;
  XmlElement const* element = nullptr;  ///< never null; in `xml`
  /// The choice among the rest of what `at` can say: which attribute of the element.
  std::size_t rest = 0;
};
[[nodiscard]] std::optional<Picked> pick_element(std::string_view body, Choice choice);

}  // namespace wsus::faults::mutation
