// XML as the places of its elements in the text, so that a change leaves every other byte as it was.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {

/// Bytes of a text; the end is not included.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// One element. begin < tag_end <= content_end <= end; `<a/>` has no end tag: the last three are equal then.
struct XmlElement {
  static constexpr std::size_t no_parent = static_cast<std::size_t>(-1);

  std::string_view name{};         ///< as written: "s:Fault"
  std::size_t begin = 0;           ///< of the '<' of its start tag
  std::size_t tag_end = 0;         ///< behind the '>' of its start tag
  std::size_t content_end = 0;     ///< of the '<' of its end tag
  std::size_t end = 0;             ///< behind the element
  std::size_t parent = no_parent;  ///< index in XmlText::elements()

  [[nodiscard]] std::string_view local_name() const;
  [[nodiscard]] bool has_end_tag() const { return content_end != end; }
  /// Start tag, content and end tag.
  [[nodiscard]] TextRange outer() const { return {begin, end}; }
  [[nodiscard]] TextRange content() const { return {tag_end, content_end}; }
};

/// What stands where in an XML text. Namespaces are not looked at: elements are found by their local names.
/// Lifetime: every view is into the text that it was made of, every pointer into this object.
/// Thread safety: const access from any thread.
class XmlText {
public:
  /// Empty when the text is not well-formed (as far as pugixml looks). Only the first root element counts.
  [[nodiscard]] static std::optional<XmlText> of(std::string_view text);

  [[nodiscard]] std::string_view text() const { return text_; }
  /// In the order of their start tags; never empty.
  [[nodiscard]] std::span<XmlElement const> elements() const { return elements_; }
  [[nodiscard]] std::string_view in(TextRange range) const {
    return text_.substr(range.begin, range.end - range.begin);
  }

  /// All elements whose own local name is the last of the path, their parent's the one before it, and so on:
  /// "NewUpdates/UpdateInfo/Deployment". In the order of the text.
  [[nodiscard]] std::vector<XmlElement const*> find(std::string_view path) const;
  /// The first child of this local name; null when there is none. `of`: of elements().
  [[nodiscard]] XmlElement const* child(XmlElement const& of, std::string_view local_name) const;
  /// The first element in the Body of the Envelope that this text is; null when it is none.
  [[nodiscard]] XmlElement const* body_element() const;

  /// The value of an attribute with its quotes, in the start tag of `of`; the name is compared as written.
  [[nodiscard]] std::optional<TextRange> attribute(XmlElement const& of, std::string_view name) const;
  /// Whether the prefix is declared on `at` or around it.
  [[nodiscard]] bool declares(XmlElement const& at, std::string_view prefix) const;

private:
  std::string_view text_{};
  std::vector<XmlElement> elements_{};
};

/// Some bytes and what they are exchanged for. An empty range: `with` is put in front of that byte.
struct Splice {
  TextRange range{};
  std::string with{};
};

/// The text with all splices made. They stand in the order of the text and do not overlap; throws std::logic_error for
/// others, and for a range that the text does not have.
[[nodiscard]] std::string spliced(std::string_view text, std::vector<Splice> const& splices);

/// Whether a file may name an element so: letters, digits, '.', '-' and '_' of ASCII, no digit, '.' or '-' in front.
[[nodiscard]] bool is_xml_name(std::string_view text);

}  // namespace wsus::faults
