// Edits of a configuration file as a person makes them in an editor. Works on the text, not on a parsed document, so
// that nothing else changes and a damaged file can be edited as well.
#include "server/shell/text_edit.hpp"

#include "windows/prompt/prompt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace wsus::server_shell {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n";

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// One tag of the text: where it is, its name ("/appSettings" when it closes), and the two attributes that matter.
struct Tag {
  Span span{};
  std::string_view name{};
  bool closes_itself = false;
  std::optional<Span> key{};    ///< inside the quotes
  std::optional<Span> value{};  ///< inside the quotes
};

std::string_view slice(std::string_view text, Span span) { return text.substr(span.begin, span.end - span.begin); }

/// Position behind `end`, seen from `at`; the end of the text when there is none.
std::size_t behind(std::string_view text, std::string_view end, std::size_t at) {
  auto const found = text.find(end, at);
  return found == npos ? text.size() : found + end.size();
}

/// Walks the tags of a text that may be damaged. Comments, CDATA and instructions are stepped over.
class TagReader {
public:
  explicit TagReader(std::string_view text) : text_(text) {}

  std::optional<Tag> next() {
    for (;;) {
      at_ = text_.find('<', at_);
      if (at_ == npos) return std::nullopt;
      auto const rest = text_.substr(at_);
      if (rest.starts_with("<!--"))
        at_ = behind(text_, "-->", at_);
      else if (rest.starts_with("<![CDATA["))
        at_ = behind(text_, "]]>", at_);
      else if (rest.starts_with("<?"))
        at_ = behind(text_, "?>", at_);
      else
        return tag();
    }
  }

private:
  Tag tag() {
    Tag tag{.span = {.begin = at_, .end = 0}};
    auto const name_end = std::min(text_.find_first_of(" \t\r\n>", at_ + 1), text_.size());
    tag.name = text_.substr(at_ + 1, name_end - at_ - 1);
    if (tag.name.size() > 1 && tag.name.ends_with('/')) tag.name.remove_suffix(1);
    at_ = name_end;
    while (at_ < text_.size() && text_[at_] != '>') attribute(tag);
    tag.closes_itself = text_[at_ - 1] == '/';
    if (at_ < text_.size()) ++at_;
    tag.span.end = at_;
    return tag;
  }

  /// Takes one attribute, or one character that is none.
  void attribute(Tag& tag) {
    auto const name_begin = at_;
    auto const name_end = std::min(text_.find_first_of("= \t\r\n>/\"'", at_), text_.size());
    auto const name = slice(text_, {name_begin, name_end});
    auto const equals = text_.find_first_not_of(blanks, name_end);
    auto const quote = equals != npos && text_[equals] == '=' ? text_.find_first_not_of(blanks, equals + 1) : npos;
    bool const quoted = quote != npos && (text_[quote] == '"' || text_[quote] == '\'');
    auto const end = quoted ? text_.find(text_[quote], quote + 1) : npos;
    if (name.empty() || end == npos) {
      at_ = std::max(name_end, name_begin + 1);
      return;
    }
    if (name == "key") tag.key = Span{quote + 1, end};
    if (name == "value") tag.value = Span{quote + 1, end};
    at_ = end + 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// What the edits need to know of the file.
struct Layout {
  std::vector<Tag> entries{};             ///< <add> with the key that was asked for, in appSettings
  std::optional<Tag> empty_section{};     ///< <appSettings/>
  std::optional<Tag> end_of_section{};    ///< </appSettings>
  std::optional<Tag> end_of_file_root{};  ///< </configuration>
};

Layout layout_of(std::string_view text, std::string_view key) {
  Layout layout;
  bool inside = false;
  TagReader tags(text);
  while (auto const tag = tags.next()) {
    bool const is_entry = inside && tag->name == "add" && tag->key;
    if (is_entry && windows::equal_caseless(slice(text, *tag->key), key)) layout.entries.push_back(*tag);
    if (tag->name == "appSettings") {
      inside = !tag->closes_itself;
      if (tag->closes_itself) layout.empty_section = *tag;
    } else if (tag->name == "/appSettings") {
      inside = false;
      layout.end_of_section = *tag;
    } else if (tag->name == "/configuration") {
      layout.end_of_file_root = *tag;
    }
  }
  return layout;
}

std::string_view newline_of(std::string_view text) { return text.find("\r\n") == npos ? "\n" : "\r\n"; }

/// Start of the line when only blanks stand before `at`, else `at` itself.
std::size_t line_start_if_blank(std::string_view text, std::size_t at) {
  auto const newline = text.substr(0, at).rfind('\n');
  auto const start = newline == npos ? 0 : newline + 1;
  return text.substr(start, at - start).find_first_not_of(" \t") == npos ? start : at;
}

std::string inserted(std::string_view text, std::size_t at, std::string_view what) {
  return fmt::format("{}{}{}", text.substr(0, at), what, text.substr(at));
}

std::string replaced(std::string_view text, Span span, std::string_view what) {
  return fmt::format("{}{}{}", text.substr(0, span.begin), what, text.substr(span.end));
}

/// Puts lines before a closing tag, indented two blanks more than it.
std::string inserted_before(std::string_view text, Tag const& closing, std::vector<std::string> const& lines) {
  auto const start = line_start_if_blank(text, closing.span.begin);
  auto const indent = text.substr(start, closing.span.begin - start);
  std::string block;
  for (auto const& line : lines) block += fmt::format("{}  {}{}", indent, line, newline_of(text));
  return inserted(text, start, block);
}

EditResult with_new_entry(std::string_view text, Layout const& layout, std::string_view key, std::string_view value) {
  auto const entry = fmt::format(R"(<add key="{}" value="{}"/>)", key, value);
  if (layout.end_of_section) return {.text = inserted_before(text, *layout.end_of_section, {entry}), .error = {}};
  if (layout.empty_section) {
    auto const section = fmt::format("<appSettings>{}</appSettings>", entry);
    return {.text = replaced(text, layout.empty_section->span, section), .error = {}};
  }
  if (layout.end_of_file_root) {
    return {.text = inserted_before(text, *layout.end_of_file_root, {"<appSettings>", "  " + entry, "</appSettings>"}),
            .error = {}};
  }
  return {.text = std::nullopt,
          .error = "The file has neither </appSettings> nor </configuration> to put the entry before."};
}

std::string with_value(std::string_view text, Tag const& entry, std::string_view value) {
  if (entry.value) return replaced(text, *entry.value, value);
  return inserted(text, entry.key->end + 1, fmt::format(R"( value="{}")", value));
}

/// The whole line of a tag that is alone on it, else the tag.
Span line_or_tag(std::string_view text, Tag const& tag) {
  auto const start = line_start_if_blank(text, tag.span.begin);
  bool const line_begins = start == 0 || text[start - 1] == '\n';
  auto const rest = text.find_first_not_of(" \t\r", tag.span.end);
  bool const line_ends = rest == npos || text[rest] == '\n';
  if (!line_begins || !line_ends) return tag.span;
  return {.begin = start, .end = rest == npos ? text.size() : rest + 1};
}

}  // namespace

EditResult set_app_setting(std::string_view text, std::string_view key, std::string_view value) {
  auto const layout = layout_of(text, key);
  if (layout.entries.empty()) return with_new_entry(text, layout, key, value);
  std::string edited(text);
  // From the last to the first: the places before an edit stay where they are.
  std::for_each(layout.entries.rbegin(), layout.entries.rend(),
                [&](Tag const& entry) { edited = with_value(edited, entry, value); });
  return {.text = std::move(edited), .error = {}};
}

EditResult remove_app_setting(std::string_view text, std::string_view key) {
  auto const layout = layout_of(text, key);
  if (layout.entries.empty()) {
    return {.text = std::nullopt, .error = fmt::format("appSettings has no entry with the key \"{}\".", key)};
  }
  std::string edited(text);
  std::for_each(layout.entries.rbegin(), layout.entries.rend(),
                [&](Tag const& entry) { edited = replaced(edited, line_or_tag(edited, entry), ""); });
  return {.text = std::move(edited), .error = {}};
}

/// Far beyond any configuration file, and short of what repeated replacing grows to.
constexpr std::size_t largest_text = 4u << 20;

EditResult replace_all(std::string_view text, std::string_view old_text, std::string_view new_text) {
  auto found = old_text.empty() ? npos : text.find(old_text);
  if (found == npos) return {.text = std::nullopt, .error = fmt::format("Cannot find \"{}\"", old_text)};
  std::string edited;
  std::size_t from = 0;
  for (; found != npos; found = text.find(old_text, from)) {
    edited += text.substr(from, found - from);
    edited += new_text;
    from = found + old_text.size();
    if (edited.size() > largest_text)
      return {.text = std::nullopt, .error = fmt::format("The file would be larger than {} bytes", largest_text)};
  }
  edited += text.substr(from);
  return {.text = std::move(edited), .error = {}};
}

}  // namespace wsus::server_shell
