// The engine's own promises: outcomes, what is written, re-use after anything.
#include "tests/unit/wsdl/wire/wire_fixture.hpp"
#include "wsdl/wire/arena.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace wsus::wire {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

bool answers_get_config(Engine& engine) {
  std::string out;
  Outcome const outcome = engine.serve(capture("client/GetConfig.xml"), "", Dress::wcf, small_service(), out);
  return std::holds_alternative<Answered>(outcome) && out.find("2026-10-04T13:17:07.59Z") != std::string::npos;
}

TEST(Engine, AppendsTheReplyToWhatIsThere) {
  Engine engine;
  std::string out = "before|";
  ASSERT_TRUE(std::holds_alternative<Answered>(
      engine.serve(capture("client/GetConfig.xml"), "", Dress::wcf, small_service(), out)));
  EXPECT_THAT(out, StartsWith("before|<s:Envelope"));
}

TEST(Engine, UnknownOperationNamesTheElementAndWritesNothing) {
  Engine engine;
  std::string out;
  std::string const request = agent_envelope(
      R"(<c:MakeCoffee xmlns:c="http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService"/>)");
  Outcome const outcome = engine.serve(request, "", Dress::wcf, small_service(), out);
  ASSERT_TRUE(std::holds_alternative<UnknownOperation>(outcome)) << outcome.index();
  EXPECT_EQ(std::get<UnknownOperation>(outcome).element, "MakeCoffee");
  EXPECT_TRUE(out.empty());
  EXPECT_TRUE(answers_get_config(engine));
}

TEST(Engine, OperationOfAnotherNamespaceIsUnknown) {
  Engine engine;
  std::string out;
  Outcome const outcome =
      engine.serve(agent_envelope(R"(<GetConfig xmlns="urn:other"/>)"), "", Dress::wcf, small_service(), out);
  ASSERT_TRUE(std::holds_alternative<UnknownOperation>(outcome)) << outcome.index();
  EXPECT_EQ(std::get<UnknownOperation>(outcome).element, "GetConfig");
}

TEST(Engine, OperationThatTheServiceDoesNotOverrideIsUnknown) {
  Engine engine;
  std::string out;
  Outcome const outcome =
      engine.serve(capture("client/SyncUpdates-category-scan.xml"), "", Dress::wcf, small_service(), out);
  ASSERT_TRUE(std::holds_alternative<UnknownOperation>(outcome)) << outcome.index();
  EXPECT_EQ(std::get<UnknownOperation>(outcome).element, "SyncUpdates");
  EXPECT_TRUE(out.empty());
}

TEST(Engine, ExceptionOfAServiceLeavesAndTheEngineGoesOn) {
  Engine engine;
  std::string out;
  EXPECT_THROW(std::ignore = engine.serve(capture("client/RegisterComputer.xml"), "", Dress::wcf, small_service(), out),
               std::runtime_error);
  EXPECT_TRUE(out.empty());
  EXPECT_TRUE(answers_get_config(engine));
}

TEST(Engine, FaultDoesNotLeakIntoTheNextMessage) {
  Engine engine;
  std::string out;
  EXPECT_TRUE(std::holds_alternative<SoapFault>(
      engine.serve(capture("client/GetCookie.xml"), "", Dress::wcf, small_service(), out)));
  EXPECT_TRUE(answers_get_config(engine));
}

TEST(Engine, ServesAndCallsInTurnOnOneContext) {
  Engine engine;
  for (int round = 0; round < 100; ++round) {
    std::string const request = engine.encode([](struct soap* soap) {
      _client__GetConfig call;
      call.protocolVersion = "2.90";
      ClientSoapProxy proxy(soap);
      return proxy.send_GetConfig(nullptr, nullptr, &call);
    });
    ASSERT_EQ(request, capture("client/GetConfig.xml"));
    std::string out;
    ASSERT_TRUE(std::holds_alternative<Answered>(engine.serve(request, "", Dress::wcf, small_service(), out)));
    std::string last_change;
    Reply const reply = engine.decode(out, [&](struct soap* soap) {
      _client__GetConfigResponse response;
      ClientSoapProxy proxy(soap);
      int const code = proxy.recv_GetConfig(response);
      if (code == SOAP_OK) last_change = response.GetConfigResult->LastChange;
      return code;
    });
    ASSERT_TRUE(std::holds_alternative<Received>(reply));
    ASSERT_EQ(last_change, "2026-10-04T13:17:07.59Z");
  }
}

TEST(Engine, ReplyToAnotherOperationIsNotTheExpectedOne) {
  Engine engine;
  Reply const reply = engine.decode(capture("server/GetConfig.xml"), [](struct soap* soap) {
    _client__SyncUpdatesResponse response;
    ClientSoapProxy proxy(soap);
    return proxy.recv_SyncUpdates(response);
  });
  ASSERT_TRUE(std::holds_alternative<Malformed>(reply)) << reply.index();
  EXPECT_EQ(static_cast<int>(std::get<Malformed>(reply).kind), static_cast<int>(Malformed::Kind::not_soap));
  EXPECT_THAT(std::get<Malformed>(reply).what, HasSubstr("GetConfigResponse"));
}

TEST(Engine, ActionReachesTheService) {
  struct Looking final : ClientSoapService {
    std::string& action;
    Looking(struct soap* context, std::string& seen) : ClientSoapService(context), action(seen) {}
    int GetConfig(_client__GetConfig*, _client__GetConfigResponse&) override {
      action = soap->action ? soap->action : "none";
      return SOAP_OK;
    }
  };
  Engine engine;
  for (std::string const given : {"urn:a/GetConfig", ""}) {
    std::string seen;
    std::string out;
    std::ignore = engine.serve(
        capture("client/GetConfig.xml"), given, Dress::wcf,
        [&](struct soap* soap) { return Looking(soap, seen).dispatch(soap); }, out);
    EXPECT_EQ(seen, given.empty() ? "none" : given);
  }
}

TEST(Engine, PrivateCodeOfAHandlerIsAnErrorOfTheProgram) {
  Engine engine;
  std::string out;
  auto const dispatch = [](struct soap*) { return 503; };
  EXPECT_THROW(std::ignore = engine.serve(capture("client/GetConfig.xml"), "", Dress::wcf, dispatch, out),
               std::runtime_error);
  EXPECT_THROW(std::ignore = engine.encode([](struct soap*) { return SOAP_EOM; }), std::runtime_error);
  EXPECT_TRUE(answers_get_config(engine));
}

TEST(Engine, SoapOneTwoWithinABodyIsPlainData) {
  // gSOAP took the declaration and the encodingStyle for a message of SOAP 1.2: it answered in that, and entered ids
  // into tables that engines do not clear, where the same id would be a duplicate in the next message.
  auto const request = agent_envelope(
      R"(<GetConfig xmlns="http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService" )"
      R"(xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:c="http://www.w3.org/2003/05/soap-encoding" )"
      R"(s:encodingStyle="http://www.w3.org/2003/05/soap-encoding">)"
      R"(<protocolVersion c:id="one">2.90</protocolVersion></GetConfig>)");
  Engine engine;
  for (int round = 0; round < 3; ++round) {
    std::string out;
    Outcome const outcome = engine.serve(request, "", Dress::wcf, small_service(), out);
    EXPECT_TRUE(std::holds_alternative<Answered>(outcome)) << "round " << round;
    EXPECT_THAT(out, StartsWith(R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)"));
    EXPECT_TRUE(answers_get_config(engine)) << "round " << round;
  }
}

TEST(Engine, TextUpToTheLimitPassesAndOneMoreDoesNot) {
  Engine engine({.max_text = 4096});
  auto const request = [](std::size_t length) {
    return agent_envelope(
        R"(<GetConfig xmlns="http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService"><protocolVersion>)" +
        std::string(length, '9') + "</protocolVersion></GetConfig>");
  };
  std::string out;
  EXPECT_TRUE(std::holds_alternative<Answered>(engine.serve(request(4096), "", Dress::wcf, small_service(), out)));
  Outcome const outcome = engine.serve(request(4097), "", Dress::wcf, small_service(), out);
  ASSERT_TRUE(std::holds_alternative<Malformed>(outcome));
  EXPECT_EQ(static_cast<int>(std::get<Malformed>(outcome).kind), static_cast<int>(Malformed::Kind::too_long));
}

TEST(Engine, ReplyLargerThanTheOutputBufferIsWhole) {
  // gSOAP flushes every 64 KiB; the pieces have to become one envelope.
  struct Large final : ClientSoapService {
    explicit Large(struct soap* context) : ClientSoapService(context) {}
    int GetConfig(_client__GetConfig*, _client__GetConfigResponse& response) override {
      response.GetConfigResult = make<client__Config>(soap);
      response.GetConfigResult->AllowedEventIds = make<IntList>(soap);
      response.GetConfigResult->AllowedEventIds->values.assign(20'000, 148);
      return SOAP_OK;
    }
  };
  Engine engine;
  std::string out;
  ASSERT_TRUE(std::holds_alternative<Answered>(engine.serve(
      capture("client/GetConfig.xml"), "", Dress::wcf, [](struct soap* soap) { return Large(soap).dispatch(soap); },
      out)));
  std::size_t received = 0;
  Reply const reply = engine.decode(out, [&](struct soap* soap) {
    _client__GetConfigResponse response;
    ClientSoapProxy proxy(soap);
    int const code = proxy.recv_GetConfig(response);
    if (code == SOAP_OK) received = response.GetConfigResult->AllowedEventIds->values.size();
    return code;
  });
  EXPECT_TRUE(std::holds_alternative<Received>(reply));
  EXPECT_EQ(received, 20'000U);
}

}  // namespace
}  // namespace wsus::wire
