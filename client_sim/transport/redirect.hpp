// What WinHTTP does with a redirecting answer: a pure decision, hop by hop.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::transport {

/// One request of a call and what came of it.
struct Hop {
  std::string url{};
  std::optional<unsigned> status{};  ///< empty: no answer
};

/// What becomes of the method at one status.
enum class RedirectMethod { post_becomes_get, keeps };

/// Rules of the agent's HTTP layer. The limit and the refusal are WinHTTP's documented defaults; that the agent's SOAP
/// channel follows redirects of a POST at all, and by these rules, is an assumption (wua-behaviour 6 and 12.2).
struct RedirectRules {
  unsigned limit = 10;  ///< redirected requests after the first one (docs: WINHTTP_OPTION_MAX_HTTP_AUTOMATIC_REDIRECTS)
  bool https_to_http = false;  ///< docs: WINHTTP_OPTION_REDIRECT_POLICY_DISALLOW_HTTPS_TO_HTTP
  RedirectMethod moved_permanently = RedirectMethod::post_becomes_get;  ///< 301
  RedirectMethod found = RedirectMethod::post_becomes_get;              ///< 302
  RedirectMethod see_other = RedirectMethod::post_becomes_get;          ///< 303
  RedirectMethod temporary_redirect = RedirectMethod::keeps;            ///< 307
  RedirectMethod permanent_redirect = RedirectMethod::keeps;            ///< 308
};

/// The answer is final: no redirect, or one without a Location (WinHTTP hands it to the caller; assumption).
struct NoRedirect {};
/// Ask again at `url`, with GET and without a body unless `keep_method`.
struct FollowTo {
  std::string url{};
  bool keep_method = false;
};
/// ERROR_WINHTTP_REDIRECT_FAILED (12156): the limit, from https to http, a Location that is no address of the two (I:
/// the code's meaning; hresults 0x80072F7C).
struct RedirectFailed {
  std::string what{};
  bool loop = false;  ///< the limit is passed; else the redirect is one that WinHTTP does not follow
};
using RedirectDecision = std::variant<NoRedirect, FollowTo, RedirectFailed>;

/// `followed`: redirects that this call has followed so far. `location`: header of the answer; empty when missing.
[[nodiscard]] RedirectDecision decide_redirect(RedirectRules const& rules, unsigned followed, std::string_view url,
                                               unsigned status, std::string_view location);

/// A Location against the URL it answers: absolute, "//host/path", "/path" or relative to the last '/' (RFC 3986 5.2,
/// without dot segments).
[[nodiscard]] std::string resolve_location(std::string_view url, std::string_view location);

}  // namespace wsus::transport
