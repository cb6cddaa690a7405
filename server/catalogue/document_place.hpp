// A place in an update document that is being read: access with messages that name file and line. Internal to this
// room.
#pragma once

#include "wsdl/wusp/guid.hpp"

#include <pugixml.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wsus::catalogue {

/// The text of one document and its name, for messages.
struct DocumentText {
  std::string file{};
  std::string text{};

  /// Throws config::ConfigError "FILE:LINE: PATH: found X; allowed: Y" for a byte position in the text.
  [[noreturn]] void fail(std::ptrdiff_t offset, std::string_view path, std::string_view found,
                         std::string_view allowed) const;
};

/// An element of the document. Points into document and text, which must outlive it.
class DocumentPlace {
public:
  DocumentPlace(DocumentText const& text, pugi::xml_node element) : text_(&text), element_(element) {}

  [[nodiscard]] pugi::xml_node element() const { return element_; }
  [[nodiscard]] bool is_there() const { return !element_.empty(); }
  [[nodiscard]] std::string_view name() const;

  /// First child element of this local name; a place that is not there when there is none.
  [[nodiscard]] DocumentPlace child(std::string_view local) const;
  [[nodiscard]] DocumentPlace required(std::string_view local) const;
  /// All child elements, or those of this local name.
  [[nodiscard]] std::vector<DocumentPlace> children(std::string_view local = {}) const;

  /// Value of an attribute by local name, empty when it is not there.
  [[nodiscard]] std::string attribute(std::string_view local) const;
  [[nodiscard]] std::string required_attribute(std::string_view local) const;
  [[nodiscard]] wusp::Guid guid(std::string_view local) const;
  [[nodiscard]] int integer(std::string_view local, int low, int high) const;
  /// xsd:boolean: true, 1, false, 0; false when the attribute is not there.
  [[nodiscard]] bool boolean(std::string_view local) const;
  /// Character data of the element, without blanks around it.
  [[nodiscard]] std::string text() const;

  [[noreturn]] void fail(std::string_view found, std::string_view allowed) const;

private:
  DocumentText const* text_;
  pugi::xml_node element_;
};

}  // namespace wsus::catalogue
