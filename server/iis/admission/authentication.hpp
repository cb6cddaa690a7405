// Who the caller is, whether anybody may come in, and what the access lists of the drive let the caller read.
#pragma once

#include "server/iis/admission/request_facts.hpp"
#include "server/iis/admission/routing.hpp"
#include "server/iis/config/path_settings.hpp"
#include "windows/fs/file_system.hpp"

#include <optional>
#include <string>
#include <vector>

namespace wsus::iis {

struct AuthenticationRefusal {
  unsigned sub_status = 2;                ///< of 401: 1 credentials that nobody knows, 2 none, or a rule against them
  std::vector<std::string> challenges{};  ///< values of WWW-Authenticate
  std::string why{};
};

/// Anonymous callers come in while anonymous authentication is on and no authorization rule is against them. With it
/// off, credentials are asked for; the lab knows no account, so those that come are refused with 401.1 (assumption).
[[nodiscard]] std::optional<AuthenticationRefusal> authentication_refusal(PathSettings const& settings,
                                                                          RequestFacts const& facts);

/// The physical path of the route's directory, and everything down to its file: what closed_to_caller() looks at. From
/// the file upwards.
[[nodiscard]] std::vector<std::string> guarded_paths(Route const& route);

struct ClosedPath {
  std::string path{};
  std::string account{};
};
/// The folder or file that the caller may not read, of the guarded paths, as far as they are on the drive. The account
/// is the anonymous user of the settings; without one that of WSUS's pool.
[[nodiscard]] std::optional<ClosedPath> closed_to_caller(windows::FileSystem const& files, PathSettings const& settings,
                                                         Route const& route);

/// As which WsusPool runs: "NETWORK SERVICE".
[[nodiscard]] windows::Identity pool_identity();

}  // namespace wsus::iis
