// Writes metadata fragments the way WSUS does: attributes in double quotes, a blank before "/>". Internal to this room.
#pragma once

#include "server/catalogue/utf8.hpp"

#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace wsus::catalogue {

/// Collects the text.
struct TextSink {
  std::string text{};
  void append(std::string_view part) { text += part; }
};

/// Only counts: the size of a fragment without the fragment.
struct SizeSink {
  std::size_t size = 0;
  void append(std::string_view part) { size += part.size(); }
};

/// XML writer for fragments. An element is opened, gets attributes, and is closed; `Sink` decides what becomes of it.
template <typename Sink>
class FragmentWriter {
public:
  [[nodiscard]] Sink take() && { return std::move(sink_); }

  void open(std::string_view name) {
    end_start_tag();
    write("<", name);
    in_start_tag_ = true;
  }
  void attribute(std::string_view name, std::string_view value) {
    write(" ", name, "=\"");
    escaped(value);
    write("\"");
  }
  template <std::integral Number>
  void attribute(std::string_view name, Number value) {
    char digits[24];
    auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    attribute(name, std::string_view(digits, end));
  }
  /// Character data.
  void text(std::string_view value) {
    end_start_tag();
    escaped(value);
  }
  /// Text that is XML already.
  void fragment(std::string_view xml) {
    end_start_tag();
    write(xml);
  }
  void close(std::string_view name) {
    if (in_start_tag_) {
      write(" />");
      in_start_tag_ = false;
    } else {
      write("</", name, ">");
    }
  }
  void element(std::string_view name, std::string_view content) {
    open(name);
    text(content);
    close(name);
  }

private:
  template <typename... Parts>
  void write(Parts const&... parts) {
    (sink_.append(parts), ...);
  }
  void end_start_tag() {
    if (in_start_tag_) write(">");
    in_start_tag_ = false;
  }
  /// Characters that XML does not have at all, and bytes that are no UTF-8 (references such as "&#xD800;" of an
  /// imported document become such), cannot be written in any form; they become U+FFFD.
  void escaped(std::string_view value) {
    for (std::size_t at = 0; at < value.size();) {
      auto const plain = value.substr(at, run_of_plain(value.substr(at)));
      write(plain);
      at += plain.size();
      if (at == value.size()) return;
      auto const instead = reference(value[at]);
      write(instead.empty() ? replacement : instead);
      at += is_no_character(value.substr(at)) ? 3 : 1;
    }
  }
  static std::size_t run_of_plain(std::string_view value) {
    std::size_t size = 0;
    while (size < value.size()) {
      auto const length = plain_length(value.substr(size));
      if (length == 0) break;
      size += length;
    }
    return size;
  }
  /// Length of a character that stands for itself; 0 for what has to be written in another way.
  static std::size_t plain_length(std::string_view value) {
    if (static_cast<unsigned char>(value[0]) < 0x80) return reference(value[0]).empty() ? 1 : 0;
    return is_no_character(value) ? 0 : utf8_length(value);
  }
  static std::string_view reference(char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t': return "&#x9;";
    case '\n': return "&#xA;";
    case '\r': return "&#xD;";
    default: return static_cast<unsigned char>(c) < 0x20 ? replacement : std::string_view();
    }
  }

  static constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

  Sink sink_{};
  bool in_start_tag_ = false;
};

}  // namespace wsus::catalogue
