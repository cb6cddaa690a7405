// proxy_authentication: a proxy on the way wants credentials, whatever the client sends: 407 with Proxy-Authenticate.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace wsus::faults {
namespace {

constexpr std::string_view default_realm = "proxy";

/// A quoted-string of RFC 9110 5.6.4.
std::string quoted_string(std::string_view text) {
  std::string quoted = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

struct ProxyAuthentication final : AnswerFault {
  std::vector<std::string> challenges{};

  std::optional<ResponsePlan> answer(ExchangeView const& /*request*/) const override {
    ResponsePlan plan;
    plan.status = 407;
    plan.headers.reserve(challenges.size() + 1);
    plan.headers.push_back({"Content-Type", "text/html"});
    for (auto const& challenge : challenges) plan.headers.push_back({"Proxy-Authenticate", challenge});
    plan.body = "<!DOCTYPE html>\r\n<html>\r\n<head>\r\n<title>407 Proxy Authentication Required</title>\r\n</head>\r\n"
                "<body>\r\n<h1>Proxy Authentication Required</h1>\r\n</body>\r\n</html>\r\n";
    return plan;
  }
};

}  // namespace

Fault read_proxy_authentication(config::Node const& node) {
  config::allow_only(node, {"scheme", "realm"});
  std::vector<std::string> schemes{"Negotiate", "NTLM"};
  if (auto const scheme = node.child("scheme")) {
    schemes.clear();
    for (auto const& item : config::one_or_more(*scheme)) {
      schemes.push_back(config::read_word(item, {"Negotiate", "NTLM", "Basic"}));
      if (std::count(schemes.begin(), schemes.end(), schemes.back()) > 1)
        item.fail(fmt::format("'{}' a second time", schemes.back()), "every scheme once");
    }
  }
  bool const is_basic = std::find(schemes.begin(), schemes.end(), "Basic") != schemes.end();
  std::string realm(default_realm);
  if (auto const text = node.child("realm")) {
    if (!is_basic) text->fail("realm", "realm only with scheme: Basic, the one that tells it");
    realm = config::read_line(*text);
  }
  ProxyAuthentication fault;
  for (auto const& scheme : schemes)
    fault.challenges.push_back(scheme == "Basic" ? fmt::format("Basic realm={}", quoted_string(realm)) : scheme);
  return make_fault<AnswerFault>(std::move(fault));
}

}  // namespace wsus::faults
