// Redaction: see redaction.hpp.
#include "server/journal/redaction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace wsus::journal {
namespace {

constexpr std::size_t most_names = 100'000;

/// How the content of an element or of an attribute is hidden; `prefix` empty: as a secret.
struct Hidden {
  std::string_view name{};
  std::string_view prefix{};
};

/// Local names of elements as the WSDLs of the services have them. Sid is the computer of a reported event; an
/// inventory is a document of its own, with the names that it has in whatever places.
constexpr std::array<Hidden, 17> hidden_elements{{{"EncryptedData", ""},
                                                  {"CookieData", ""},
                                                  {"RawXml", ""},
                                                  {"CompressedXml", ""},
                                                  {"clientId", "pc-"},
                                                  {"ClientId", "pc-"},
                                                  {"computerId", "pc-"},
                                                  {"ComputerId", "pc-"},
                                                  {"Sid", "pc-"},
                                                  {"ComputerTargetIdentifier", "pc-"},
                                                  {"dnsName", "name-"},
                                                  {"DnsName", "name-"},
                                                  {"ComputerDnsName", "name-"},
                                                  {"FullDomainName", "name-"},
                                                  {"ServicesMachine", "name-"},
                                                  {"UserAccountName", "name-"},
                                                  {"accountName", "name-"}}};

/// The same of attributes: computers of a rollup have their names there.
constexpr std::array<Hidden, 2> hidden_attributes{{{"ComputerId", "pc-"}, {"FullDomainName", "name-"}}};

constexpr std::string_view secret = "(hidden)";
constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view cdata_begin = "<![CDATA[";
constexpr std::string_view comment_begin = "<!--";

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

/// Each place of `what`, in any letter case.
std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  auto const lower_text = lowered(text);
  auto const lower_what = lowered(what);
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = 0; (at = lower_text.find(lower_what, from)) != std::string::npos; from = at + what.size()) {
    result += text.substr(from, at - from);
    result += with;
  }
  result += text.substr(from);
  return result;
}

template <std::size_t Size>
std::optional<Hidden> row_of(std::array<Hidden, Size> const& rows, std::string_view name) {
  if (auto const colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  auto const row = std::ranges::find(rows, name, &Hidden::name);
  return row == rows.end() ? std::nullopt : std::optional(*row);
}

/// The row of the element whose start tag this is ("<wu:DnsName a='b'>"); none for end tags and what has no content.
std::optional<Hidden> hidden_by(std::string_view tag) {
  if (tag.starts_with("</") || tag.ends_with("/>")) return std::nullopt;
  tag.remove_prefix(1);
  return row_of(hidden_elements, tag.substr(0, tag.find_first_of(" \t\r\n>")));
}

/// Behind the next `what`, from `at` on; the end of the body when there is none: it was cut.
std::size_t behind(std::string_view body, std::string_view what, std::size_t at) {
  auto const found = body.find(what, at);
  return found == std::string_view::npos ? body.size() : found + what.size();
}

/// Where the text that begins at `at` ends: at the next tag. CDATA, comments and instructions are parts of it.
std::size_t end_of_text(std::string_view body, std::size_t at) {
  for (;;) {
    at = std::min(body.find('<', at), body.size());
    if (body.substr(at).starts_with(cdata_begin))
      at = behind(body, "]]>", at);
    else if (body.substr(at).starts_with(comment_begin))
      at = behind(body, "-->", at);
    else if (body.substr(at).starts_with("<?"))
      at = behind(body, "?>", at);
    else
      return at;
  }
}

/// The tag that begins at `open`, with both of its brackets: quotes of attributes may have a `>`. What is none, as XML
/// goes, ends at the first `>`, or before the next `<`.
std::string_view tag_at(std::string_view body, std::size_t open) {
  auto const piece = body.substr(open, std::min(body.find('<', open + 1), body.size()) - open);
  char quote = 0;
  for (std::size_t at = 1; at < piece.size(); ++at) {
    char const c = piece[at];
    if (quote == 0 && c == '>') return piece.substr(0, at + 1);
    if (quote == 0 && (c == '"' || c == '\''))
      quote = c;
    else if (c == quote)
      quote = 0;
  }
  auto const bracket = piece.find('>');
  return bracket == std::string_view::npos ? piece : piece.substr(0, bracket + 1);
}

}  // namespace

std::string Redactor::pseudonym(std::string_view kind, std::string_view name) {
  if (name.empty()) return {};
  std::lock_guard const lock(mutex_);
  auto const key = fmt::format("{}{}", kind, lowered(name));
  if (auto const known = pseudonyms_.find(key); known != pseudonyms_.end()) return known->second;
  if (pseudonyms_.size() >= most_names) return fmt::format("{}other", kind);
  auto given = fmt::format("{}{}", kind, ++counts_[std::string(kind)]);
  pseudonyms_.emplace(key, given);
  return given;
}

std::string Redactor::pseudonym_or_secret(std::string_view prefix, std::string_view content) {
  if (prefix.empty()) return std::string(secret);
  auto const first = content.find_first_not_of(blanks);
  return pseudonym(prefix, content.substr(first, content.find_last_not_of(blanks) - first + 1));
}

/// Values of attributes that are hidden; all else as it is.
std::string Redactor::redacted_tag(std::string_view tag) {
  std::string result;
  std::size_t from = 0;
  for (std::size_t equals = 0; (equals = tag.find('=', from)) != std::string_view::npos;) {
    auto const open = std::min(tag.find_first_not_of(blanks, equals + 1), tag.size());
    if (open == tag.size() || (tag[open] != '"' && tag[open] != '\'')) {  // no value, as XML goes
      result += tag.substr(from, equals + 1 - from);
      from = equals + 1;
      continue;
    }
    auto const close = std::min(tag.find(tag[open], open + 1), tag.size());
    auto const before = tag.substr(from, equals - from);
    auto const name_end = before.find_last_not_of(blanks);
    auto const name_begin = before.find_last_of(" \t\r\n\"'", name_end);
    auto const name = before.substr(name_begin + 1, name_end - name_begin);
    auto const value = tag.substr(open + 1, close - open - 1);
    auto const hidden = row_of(hidden_attributes, name);
    bool const is_blank = value.find_first_not_of(blanks) == std::string_view::npos;
    result += tag.substr(from, open + 1 - from);
    result += hidden && !is_blank ? pseudonym_or_secret(hidden->prefix, value) : std::string(value);
    from = close;
  }
  result += tag.substr(from);
  return result;
}

/// What is no text of a known encoding (UTF-16 has zeros) is hidden whole, and so is what a comment says.
std::string Redactor::redacted_body(std::string_view body) {
  if (body.find('\0') != std::string_view::npos) return std::string(secret);
  std::string result;
  std::size_t from = 0;
  for (std::size_t open = 0; (open = body.find('<', from)) != std::string_view::npos;) {
    result += body.substr(from, open - from);
    if (body.substr(open).starts_with(comment_begin)) {
      from = behind(body, "-->", open);
      result += fmt::format("<!--{}-->", secret);
      continue;
    }
    if (body.substr(open).starts_with(cdata_begin)) {
      from = behind(body, "]]>", open);
      result += body.substr(open, from - open);
      continue;
    }
    auto const tag = tag_at(body, open);
    result += redacted_tag(tag);
    from = open + tag.size();
    auto const hidden = hidden_by(tag);
    if (!hidden) continue;
    auto const content = body.substr(from, end_of_text(body, from) - from);
    bool const is_blank = content.find_first_not_of(blanks) == std::string_view::npos;
    if (is_blank)  // elements within: those are looked at by themselves
      result += content;
    else
      result += pseudonym_or_secret(hidden->prefix, content);
    from += content.size();
  }
  result += body.substr(from);
  return result;
}

Entry Redactor::redacted(Entry entry) {
  entry.request_body = redacted_body(entry.request_body);
  entry.response_body = redacted_body(entry.response_body);
  if (entry.client_id.empty()) return entry;
  auto const id = std::move(entry.client_id);
  entry.client_id = pseudonym_of_client(id);
  for (auto* const text : {&entry.target, &entry.error_message, &entry.refused, &entry.log_failure, &entry.request_body,
                           &entry.response_body})
    *text = replaced(*text, id, entry.client_id);
  for (auto& fault : entry.injected) fault.rule = replaced(fault.rule, id, entry.client_id);
  return entry;
}

}  // namespace wsus::journal
