// What icacls was asked to do: its words, checked. Syntax as in the command's own help.
#include "server/shell/icacls_arguments.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace wsus::server_shell {
namespace {

using windows::Access;
using windows::equal_caseless;

struct Mask {
  std::string_view text;
  Access access;
};

// The simple rights, and the generic ones that mean the same for a file.
constexpr std::array<Mask, 9> masks{{{"F", Access::full},
                                     {"M", Access::modify},
                                     {"RX", Access::read},
                                     {"R", Access::read},
                                     {"W", Access::write},
                                     {"GA", Access::full},
                                     {"GR", Access::read},
                                     {"GE", Access::read},
                                     {"GW", Access::write}}};

// They speak of what a folder's new files inherit: accepted, without effect on a file.
constexpr std::array<std::string_view, 5> inheritance{"OI", "CI", "IO", "NP", "I"};

std::optional<Access> access_of_mask(std::string_view text) {
  for (auto const& mask : masks) {
    if (equal_caseless(mask.text, text)) return mask.access;
  }
  return std::nullopt;
}

bool is_inheritance(std::string_view text) {
  return std::any_of(inheritance.begin(), inheritance.end(), [&](auto flag) { return equal_caseless(flag, text); });
}

/// "RX" or "R,W": a sequence of masks.
std::optional<Access> access_of_sequence(std::string_view text) {
  auto access = Access::none;
  for (;;) {
    auto const comma = text.find(',');
    auto const one = access_of_mask(text.substr(0, comma));
    if (!one) return std::nullopt;
    access = combine(access, *one);
    if (comma == std::string_view::npos) return access;
    text.remove_prefix(comma + 1);
  }
}

/// "F", "(F)", "(OI)(CI)F", "(OI)(CI)(R,W)".
std::optional<Access> access_of_permissions(std::string_view text) {
  while (text.starts_with('(')) {
    auto const end = text.find(')');
    if (end == std::string_view::npos) return std::nullopt;
    auto const inside = text.substr(1, end - 1);
    text.remove_prefix(end + 1);
    if (is_inheritance(inside)) continue;
    return text.empty() ? access_of_sequence(inside) : std::nullopt;
  }
  return access_of_sequence(text);
}

std::optional<IcaclsChange> parse_grant(std::string_view word, IcaclsChange::Kind kind) {
  auto const colon = word.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  auto const access = access_of_permissions(word.substr(colon + 1));
  if (!access) return std::nullopt;
  return IcaclsChange{.kind = kind, .account = std::string(word.substr(0, colon)), .access = *access};
}

std::optional<IcaclsChange> parse_change(std::string_view word, IcaclsChange::Kind kind) {
  if (kind != IcaclsChange::Kind::remove) return parse_grant(word, kind);
  if (word.empty()) return std::nullopt;
  return IcaclsChange{.kind = kind, .account = std::string(word), .access = Access::none};
}

struct Action {
  std::string_view option;
  IcaclsChange::Kind kind;
};
constexpr std::array<Action, 4> actions{{{"/grant", IcaclsChange::Kind::grant},
                                         {"/grant:r", IcaclsChange::Kind::replace},
                                         {"/remove", IcaclsChange::Kind::remove},
                                         {"/remove:g", IcaclsChange::Kind::remove}}};

std::optional<IcaclsChange::Kind> action_of(std::string_view word) {
  for (auto const& action : actions) {
    if (equal_caseless(action.option, word)) return action.kind;
  }
  return std::nullopt;
}

/// Options that change nothing for a single file: folders below, going on after errors, links.
bool without_effect(std::string_view word) {
  return equal_caseless(word, "/t") || equal_caseless(word, "/c") || equal_caseless(word, "/l");
}

}  // namespace

std::variant<IcaclsRequest, IcaclsInvalid> parse_icacls(std::vector<std::string> const& words) {
  IcaclsRequest request;
  if (words.empty() || std::find(words.begin(), words.end(), "/?") != words.end()) {
    request.help = true;
    return request;
  }
  request.file = words.front();
  if (request.file.starts_with('/')) return IcaclsInvalid{request.file};

  std::optional<IcaclsChange::Kind> action;
  bool wants_value = false;  // an action needs at least one account
  for (std::size_t i = 1; i < words.size(); ++i) {
    auto const& word = words[i];
    if (word.starts_with('/')) {
      if (wants_value) return IcaclsInvalid{word};
      action = action_of(word);
      wants_value = action.has_value();
      if (equal_caseless(word, "/q"))
        request.quiet = true;
      else if (!action && !without_effect(word))
        return IcaclsInvalid{word};
      continue;
    }
    auto const change = action ? parse_change(word, *action) : std::nullopt;
    if (!change) return IcaclsInvalid{word};
    request.changes.push_back(*change);
    wants_value = false;
  }
  if (wants_value) return IcaclsInvalid{words.back()};
  return request;
}

windows::Access combine(windows::Access a, windows::Access b) {
  if (a > b) std::swap(a, b);
  return a == Access::read && b == Access::write ? Access::modify : b;
}

std::string_view mask_of(windows::Access access) {
  switch (access) {
  case Access::full: return "F";
  case Access::modify: return "M";
  case Access::read: return "RX";
  case Access::write: return "W";
  case Access::none: break;
  }
  return "N";
}

}  // namespace wsus::server_shell
