// Names of the ErrorCode values.
#include "wsdl/wusp/error_code.hpp"

#include <algorithm>
#include <array>

namespace wsus::wusp {
namespace {

struct Name {
  ErrorCode code;
  std::string_view text;
};

// In the order of the enumeration, so that a code is an index.
constexpr std::array<Name, 11> names{{
    {ErrorCode::invalid_cookie, "InvalidCookie"},
    {ErrorCode::config_changed, "ConfigChanged"},
    {ErrorCode::registration_required, "RegistrationRequired"},
    {ErrorCode::server_changed, "ServerChanged"},
    {ErrorCode::internal_server_error, "InternalServerError"},
    {ErrorCode::cookie_expired, "CookieExpired"},
    {ErrorCode::invalid_parameters, "InvalidParameters"},
    {ErrorCode::invalid_authorization_cookie, "InvalidAuthorizationCookie"},
    {ErrorCode::registration_not_required, "RegistrationNotRequired"},
    {ErrorCode::server_busy, "ServerBusy"},
    {ErrorCode::file_location_changed, "FileLocationChanged"},
}};

constexpr std::array<Name, 2> variants{{
    {ErrorCode::invalid_parameters, "InvalidParameter"},
    {ErrorCode::file_location_changed, "FileLocationsChanged"},
}};

constexpr auto codes = [] {
  std::array<ErrorCode, names.size()> all{};
  std::ranges::transform(names, all.begin(), &Name::code);
  return all;
}();

constexpr bool in_order() {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (static_cast<std::size_t>(names[i].code) != i) return false;
  return true;
}
static_assert(in_order());

}  // namespace

std::string_view to_string(ErrorCode code) { return names.at(static_cast<std::size_t>(code)).text; }

std::optional<ErrorCode> parse_error_code(std::string_view text) {
  if (auto const found = std::ranges::find(names, text, &Name::text); found != names.end()) return found->code;
  if (auto const found = std::ranges::find(variants, text, &Name::text); found != variants.end()) return found->code;
  return std::nullopt;
}

std::span<ErrorCode const> all_error_codes() { return codes; }

}  // namespace wsus::wusp
