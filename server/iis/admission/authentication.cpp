// Authentication, authorization and access lists: see authentication.hpp.
#include "server/iis/admission/authentication.hpp"

#include "windows/fs/caseless.hpp"
#include "windows/fs/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::iis {
namespace {

using windows::equal_caseless;

bool lists(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    auto const comma = list.find(',');
    auto one = list.substr(0, comma);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (equal_caseless(one, word)) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

bool is_about_anonymous(AuthorizationRule const& rule, std::string_view method) {
  bool const users = lists(rule.users, "*") || lists(rule.users, "?");
  return users && (rule.verbs.empty() || lists(rule.verbs, method));
}

/// Deny comes before Allow; without any rule nobody is refused.
bool is_authorized(PathSettings const& settings, std::string_view method) {
  auto const& rules = settings.authorization;
  if (rules.empty()) return true;
  auto const about = [&](bool allow) {
    return std::any_of(rules.begin(), rules.end(), [allow, method](AuthorizationRule const& rule) {
      return rule.allow == allow && is_about_anonymous(rule, method);
    });
  };
  return !about(false) && about(true);
}

std::vector<std::string> challenges_of(PathSettings const& settings, RequestFacts const& facts) {
  std::vector<std::string> challenges;
  if (settings.windows_authentication) challenges = settings.providers;
  if (settings.basic_authentication)
    challenges.push_back(fmt::format("Basic realm=\"{}\"", facts.host.substr(0, facts.host.find(':'))));
  return challenges;
}

}  // namespace

std::optional<AuthenticationRefusal> authentication_refusal(PathSettings const& settings, RequestFacts const& facts) {
  if (settings.anonymous) {
    if (is_authorized(settings, facts.method)) return std::nullopt;
    return AuthenticationRefusal{.sub_status = 2,
                                 .challenges = challenges_of(settings, facts),
                                 .why = "an authorization rule is against anonymous users"};
  }
  auto challenges = challenges_of(settings, facts);
  if (facts.authorization.empty() || challenges.empty()) {
    return AuthenticationRefusal{
        .sub_status = 2, .challenges = std::move(challenges), .why = "anonymous authentication is disabled"};
  }
  return AuthenticationRefusal{.sub_status = 1,
                               .challenges = std::move(challenges),
                               .why = "the credentials are of no account that this server knows"};
}

windows::Identity pool_identity() { return {.user = "NETWORK SERVICE", .elevated = false}; }

std::vector<std::string> guarded_paths(Route const& route) {
  std::vector<std::string> paths;
  auto const top = expanded_path(route.directory->physical_path);
  auto const file = windows::absolute_path({}, route.physical_path);
  for (std::string_view path = file; path.size() >= top.size();) {
    paths.emplace_back(path);
    auto const parent = windows::parent_path(path);
    if (parent.empty() || parent.size() >= path.size()) break;
    path = parent;
  }
  return paths;
}

std::optional<ClosedPath> closed_to_caller(windows::FileSystem const& files, PathSettings const& settings,
                                           Route const& route) {
  auto caller = pool_identity();
  if (!settings.anonymous_user.empty()) caller.user = settings.anonymous_user;
  for (auto& path : guarded_paths(route)) {
    auto const security = files.security(path);
    if (security && !security->allows(caller, windows::Access::read))
      return ClosedPath{.path = std::move(path), .account = caller.user};
  }
  return std::nullopt;
}

}  // namespace wsus::iis
