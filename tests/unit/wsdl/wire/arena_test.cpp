// Helpers for generated types: bytes in and out of base64Binary.
#include "tests/unit/wsdl/wire/wire_fixture.hpp"
#include "wsdl/wire/arena.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>

namespace wsus::wire {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string cookie_request(Engine& engine, std::optional<std::string_view> bytes) {
  return engine.encode([&](struct soap* soap) {
    _client__GetCookie call;
    call.oldCookie = make<client__Cookie>(soap);
    if (bytes) call.oldCookie->EncryptedData = make_binary(soap, *bytes);
    ClientSoapProxy proxy(soap);
    return proxy.send_GetCookie(nullptr, nullptr, &call);
  });
}

TEST(Arena, BytesTravelThroughBase64) {
  Engine engine;
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  std::string const request = cookie_request(engine, bytes);

  struct Reading final : ClientSoapService {
    std::string& bytes;
    Reading(struct soap* context, std::string& read) : ClientSoapService(context), bytes(read) {}
    int GetCookie(_client__GetCookie* request, _client__GetCookieResponse&) override {
      bytes = bytes_of(*request->oldCookie->EncryptedData);
      return SOAP_OK;
    }
  };
  std::string read;
  std::string out;
  ASSERT_TRUE(std::holds_alternative<Answered>(engine.serve(
      request, "", Dress::wcf, [&](struct soap* soap) { return Reading(soap, read).dispatch(soap); }, out)));
  EXPECT_EQ(read, bytes);
}

TEST(Arena, EmptyBytesAreAnEmptyElementAndNoBytesAreNone) {
  Engine engine;
  EXPECT_THAT(cookie_request(engine, ""), HasSubstr("<EncryptedData/>"));
  EXPECT_THAT(cookie_request(engine, std::nullopt), Not(HasSubstr("EncryptedData")));
}

TEST(Arena, EmptyElementReadsAsEmptyBytes) {
  Engine engine;
  std::string const request = cookie_request(engine, "");
  EXPECT_EQ(understood(engine, request), request);
}

TEST(Arena, Base64ThatIsNoneIsReadAsFarAsItGoesAndNotRefused) {
  // gSOAP's own reader; services therefore judge the bytes, never their mere presence.
  struct Sent {
    std::string_view text;
    std::string_view written;
  };
  constexpr Sent cases[] = {{"AAEC", "<EncryptedData>AAEC</EncryptedData>"},
                            {" AAEC\n", "<EncryptedData>AAEC</EncryptedData>"},
                            {"AA==x", "<EncryptedData>AA==</EncryptedData>"},
                            {"A", "<EncryptedData/>"}};
  Engine engine;
  for (auto const& [text, written] : cases) {
    std::string request = cookie_request(engine, "");
    request.replace(request.find("<EncryptedData/>"), 16, "<EncryptedData>" + std::string{text} + "</EncryptedData>");
    EXPECT_THAT(understood(engine, request), HasSubstr(written)) << text;
  }
}

TEST(Arena, ObjectsOfTheArenaAreDestroyedWithTheMessage) {
  // make<T> wants a default constructor; a shared_ptr shows the destruction of what it holds.
  auto const token = std::make_shared<int>(0);
  Engine engine;
  std::string out;
  Outcome const outcome = engine.serve(
      capture("client/GetConfig.xml"), "", Dress::wcf,
      [&](struct soap* soap) {
        *make<std::shared_ptr<int>>(soap) = token;
        EXPECT_EQ(token.use_count(), 2);
        return SmallClientService(soap).dispatch(soap);
      },
      out);
  EXPECT_TRUE(std::holds_alternative<Answered>(outcome));
  EXPECT_EQ(token.use_count(), 1);
}

}  // namespace
}  // namespace wsus::wire
