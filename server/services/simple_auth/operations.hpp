// Operations of SimpleAuth, one file each. Generated types are named only; .cpp files include them.
#pragma once

#include "server/services/service_call.hpp"

class _auth__GetAuthorizationCookie;
class _auth__GetAuthorizationCookieResponse;

namespace wsus::services {

void get_authorization_cookie(ServiceCall& call, struct soap* soap, _auth__GetAuthorizationCookie const& request,
                              _auth__GetAuthorizationCookieResponse& response);

}  // namespace wsus::services
