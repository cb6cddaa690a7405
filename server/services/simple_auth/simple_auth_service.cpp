// SimpleAuth: its list of operations.
#include "server/services/dispatch.hpp"
#include "server/services/simple_auth/operations.hpp"

#include <soapSimpleAuthSoapService.h>

namespace wsus::services {
namespace {

class SimpleAuthService final : public SimpleAuthSoapService {
public:
  SimpleAuthService(struct soap* context, ServiceCall& call) : SimpleAuthSoapService(context), call_(call) {}

  int GetAuthorizationCookie(_auth__GetAuthorizationCookie* request,
                             _auth__GetAuthorizationCookieResponse& response) override {
    return answer(call_, soap, "GetAuthorizationCookie",
                  [&] { get_authorization_cookie(call_, soap, *request, response); });
  }

private:
  ServiceCall& call_;
};

}  // namespace

wire::Engine::Dispatch simple_auth_dispatch(ServiceCall& call) {
  return [&call](struct soap* soap) { return SimpleAuthService(soap, call).dispatch(soap); };
}

}  // namespace wsus::services
