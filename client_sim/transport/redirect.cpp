// Redirect decisions: see redirect.hpp.
#include "client_sim/transport/redirect.hpp"

#include "client_sim/transport/url.hpp"

#include <boost/beast/core/string.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace wsus::transport {
namespace {

constexpr std::string_view scheme_end = "://";

std::string_view scheme_of(std::string_view url) { return url.substr(0, std::min(url.find(scheme_end), url.size())); }

std::optional<RedirectMethod> method_rule(RedirectRules const& rules, unsigned status) {
  switch (status) {
  case 301: return rules.moved_permanently;
  case 302: return rules.found;
  case 303: return rules.see_other;
  case 307: return rules.temporary_redirect;
  case 308: return rules.permanent_redirect;
  default: return std::nullopt;
  }
}

}  // namespace

std::string resolve_location(std::string_view url, std::string_view location) {
  auto const scheme = scheme_of(url);
  auto const authority_begin = std::min(scheme.size() + scheme_end.size(), url.size());
  auto const authority_end = std::min(url.find_first_of("/?#", authority_begin), url.size());
  auto const origin = url.substr(0, authority_end);
  auto const path =
      url.substr(authority_end, std::min(url.find_first_of("?#", authority_end), url.size()) - authority_end);

  location = location.substr(0, location.find('#'));
  if (location.empty()) return std::string(url.substr(0, url.find('#')));
  auto const colon = location.find(scheme_end);
  if (colon != std::string_view::npos && colon < location.find_first_of("/?")) return std::string(location);
  if (location.starts_with("//")) return fmt::format("{}:{}", scheme, location);
  if (location.starts_with('/')) return fmt::format("{}{}", origin, location);
  if (location.starts_with('?')) return fmt::format("{}{}{}", origin, path, location);
  auto const folder = path.substr(0, path.rfind('/') + 1);
  return fmt::format("{}{}{}", origin, folder.empty() ? "/" : folder, location);
}

RedirectDecision decide_redirect(RedirectRules const& rules, unsigned followed, std::string_view url, unsigned status,
                                 std::string_view location) {
  auto const method = method_rule(rules, status);
  if (!method || location.empty()) return NoRedirect{};
  auto next = resolve_location(url, location);
  auto const parsed = parse_url(next);
  if (auto const* bad = std::get_if<UrlError>(&parsed))
    return RedirectFailed{fmt::format("{} redirects to an address that cannot be followed: {}", url, bad->what), false};
  namespace beast = boost::beast;
  if (!rules.https_to_http && beast::iequals(scheme_of(url), "https") && beast::iequals(scheme_of(next), "http"))
    return RedirectFailed{fmt::format("{} redirects from https to http, to {}, which is not followed", url, next),
                          false};
  if (followed >= rules.limit)
    return RedirectFailed{fmt::format("{} redirects to {}: redirect {} of a request, {} are followed", url, next,
                                      followed + 1, rules.limit),
                          true};
  return FollowTo{std::move(next), *method == RedirectMethod::keeps};
}

}  // namespace wsus::transport
