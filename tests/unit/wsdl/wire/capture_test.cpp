// Every captured body is understood whole: decoded into generated types and written again, it is the same document.
#include "tests/unit/wsdl/wire/wire_fixture.hpp"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <sstream>

namespace wsus::wire {
namespace {

/// The document as pugixml sees it, one line a node: a tree that can be compared and read in a failure.
std::string tree(std::string const& text) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_buffer(text.data(), text.size())) << text;
  std::ostringstream out;
  document.save(out, "  ", pugi::format_indent | pugi::format_no_declaration);
  return out.str();
}

class ClientCapture : public testing::TestWithParam<char const*> {};

TEST_P(ClientCapture, IsUnderstoodWhole) {
  std::string const request = capture(std::string{"client/"} + GetParam() + ".xml");
  Engine engine;
  std::string const again = understood(engine, request);
  EXPECT_EQ(tree(again), tree(request));
  EXPECT_EQ(again, request);  // our agent's dress is the captured one to the byte
}

INSTANTIATE_TEST_SUITE_P(AllCaptures, ClientCapture,
                         testing::Values("GetAuthorizationCookie", "GetConfig", "GetCookie", "GetExtendedUpdateInfo",
                                         "RegisterComputer", "SyncUpdates-category-scan"),
                         [](auto const& test) {
                           std::string name = test.param;
                           std::erase(name, '-');
                           return name;
                         });

/// Decodes a captured reply with `Proxy` and lets `Service` answer a request with the very same response object.
template <class Proxy, class Service, class Response>
std::string answered_again(std::string const& reply, std::string const& request, Dress dress,
                           int (Proxy::*receive)(Response&)) {
  Engine client;
  Engine server;
  std::string out;
  Reply const outcome = client.decode(reply, [&](struct soap* soap) {
    Proxy proxy(soap);
    Response response;
    int const code = (proxy.*receive)(response);
    if (code != SOAP_OK) return code;
    Outcome const served = server.serve(
        request, "", dress,
        [&](struct soap* context) {
          Service service(context, response);
          return service.dispatch(context);
        },
        out);
    EXPECT_TRUE(std::holds_alternative<Answered>(served));
    return code;
  });
  EXPECT_TRUE(std::holds_alternative<Received>(outcome));
  return out;
}

struct EchoConfig final : ClientSoapService {
  _client__GetConfigResponse& answer;
  EchoConfig(struct soap* context, _client__GetConfigResponse& given) : ClientSoapService(context), answer(given) {}
  int GetConfig(_client__GetConfig*, _client__GetConfigResponse& response) override {
    response.GetConfigResult = answer.GetConfigResult;
    return SOAP_OK;
  }
};

struct EchoSync final : ClientSoapService {
  _client__SyncUpdatesResponse& answer;
  EchoSync(struct soap* context, _client__SyncUpdatesResponse& given) : ClientSoapService(context), answer(given) {}
  int SyncUpdates(_client__SyncUpdates*, _client__SyncUpdatesResponse& response) override {
    response.SyncUpdatesResult = answer.SyncUpdatesResult;
    return SOAP_OK;
  }
};

struct EchoAuthorization final : SimpleAuthSoapService {
  _auth__GetAuthorizationCookieResponse& answer;
  EchoAuthorization(struct soap* context, _auth__GetAuthorizationCookieResponse& given)
      : SimpleAuthSoapService(context), answer(given) {}
  int GetAuthorizationCookie(_auth__GetAuthorizationCookie*, _auth__GetAuthorizationCookieResponse& response) override {
    response.GetAuthorizationCookieResult = answer.GetAuthorizationCookieResult;
    return SOAP_OK;
  }
};

TEST(ServerCapture, GetConfigIsWrittenAgainToTheByte) {
  std::string const reply = capture("server/GetConfig.xml");
  std::string const again = answered_again<ClientSoapProxy, EchoConfig>(reply, capture("client/GetConfig.xml"),
                                                                        Dress::wcf, &ClientSoapProxy::recv_GetConfig);
  EXPECT_EQ(tree(again), tree(reply));
  EXPECT_EQ(again, reply);
}

TEST(ServerCapture, SyncUpdatesIsWrittenAgainToTheByte) {
  std::string const reply = capture("server/SyncUpdates-category-scan.xml");
  std::string const again = answered_again<ClientSoapProxy, EchoSync>(
      reply, capture("client/SyncUpdates-category-scan.xml"), Dress::wcf, &ClientSoapProxy::recv_SyncUpdates);
  EXPECT_EQ(tree(again), tree(reply));
  EXPECT_EQ(again, reply);
}

TEST(ServerCapture, GetAuthorizationCookieIsWrittenAgainToTheByte) {
  std::string const reply = capture("server/GetAuthorizationCookie.xml");
  std::string const again = answered_again<SimpleAuthSoapProxy, EchoAuthorization>(
      reply, capture("client/GetAuthorizationCookie.xml"), Dress::asmx,
      &SimpleAuthSoapProxy::recv_GetAuthorizationCookie);
  EXPECT_EQ(tree(again), tree(reply));
  EXPECT_EQ(again, reply);
}

}  // namespace
}  // namespace wsus::wire
