// Redaction: see redaction.hpp.
#include "server/journal/redaction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace wsus::journal {
namespace {

constexpr std::size_t most_names = 100'000;

/// How the content of an element is hidden; `prefix` empty: as a secret.
struct Hidden {
  std::string_view element{};
  std::string_view prefix{};
};

/// Local names as the WSDLs of the services have them. TargetID is the computer of a reported event.
constexpr std::array<Hidden, 15> hidden_elements{{{"EncryptedData", ""},
                                                  {"CookieData", ""},
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

/// The row of the element whose start tag this is ("wu:DnsName a='b'"); none for end tags and what has no content.
std::optional<Hidden> hidden_by(std::string_view tag) {
  if (tag.empty() || tag.front() == '/' || tag.back() == '/') return std::nullopt;
  auto name = tag.substr(0, tag.find_first_of(" \t\r\n"));
  if (auto const colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  auto const row = std::find_if(hidden_elements.begin(), hidden_elements.end(),
                                [name](Hidden const& hidden) { return hidden.element == name; });
  return row == hidden_elements.end() ? std::nullopt : std::optional(*row);
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

std::string Redactor::redacted_body(std::string_view body) {
  std::string result;
  std::size_t from = 0;
  for (;;) {
    auto const open = body.find('<', from);
    auto const end = open == std::string_view::npos ? open : body.find('>', open);
    if (end == std::string_view::npos) break;
    result += body.substr(from, end + 1 - from);
    from = end + 1;
    auto const hidden = hidden_by(body.substr(open + 1, end - open - 1));
    if (!hidden) continue;
    auto const content = body.substr(from, std::min(body.find('<', from), body.size()) - from);
    bool const is_blank = content.find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (is_blank)  // elements within: those are looked at by themselves
      result += content;
    else
      result += hidden->prefix.empty() ? std::string("(hidden)") : pseudonym(hidden->prefix, content);
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
