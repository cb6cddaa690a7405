// soap_fault and refuse_client as decisions on plain facts, and the mistakes in their keys.
#include "server/faults/kinds/kinds.hpp"
#include "tests/unit/server/faults/kinds/kinds_fixture.hpp"

namespace wsus::faults {
namespace {

using test::made;
using test::mistake_in;
using wusp::ErrorCode;
using wusp::FaultCode;
using wusp::Service;

InjectedSoapFault raised(std::string const& yaml) {
  auto const fault = made<CallFault>(read_soap_fault, yaml)->refuse({});
  return fault.value_or(InjectedSoapFault{.message = "none"});
}

TEST(SoapFault, RefusesEveryCallWithWhatItsKeysSay) {
  auto const fault = made<CallFault>(read_soap_fault, "{error_code: CookieExpired, message: m, code: Server}");
  for (auto const& operation : wusp::operations()) {
    auto const refusal = fault->refuse({.service = operation.service, .operation = operation.name});
    ASSERT_TRUE(refusal) << operation.name;
    EXPECT_EQ(*refusal, (InjectedSoapFault{
                            .error_code = ErrorCode::cookie_expired, .message = "m", .fault_code = FaultCode::server}));
  }
  EXPECT_TRUE(fault->refuses_always());
}

TEST(SoapFault, HasNoMessageAndTheCodeOfTheServicesByDefault) {
  for (auto const code : wusp::all_error_codes()) {
    auto const expected = code == ErrorCode::internal_server_error ? FaultCode::server : FaultCode::client;
    EXPECT_EQ(raised("{error_code: " + std::string(to_string(code)) + "}"),
              (InjectedSoapFault{.error_code = code, .message = "", .fault_code = expected}));
  }
  EXPECT_EQ(raised("{error_code: InternalServerError, code: Client, message: ''}"),
            (InjectedSoapFault{.error_code = ErrorCode::internal_server_error, .fault_code = FaultCode::client}));
}

TEST(SoapFault, MistakesAreNamed) {
  auto const said = [](std::string const& yaml) { return mistake_in(read_soap_fault, yaml); };
  EXPECT_EQ(said("{service: ClientWebService, error_code: ServerBusy}"),
            "f.yaml:1: /service: found the unknown key 'service'; known: code, error_code, message");
  EXPECT_EQ(said("{}"), "f.yaml:1: /error_code: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(said("{error_code: CookieExpird}"),
            "f.yaml:1: /error_code: found 'CookieExpird', did you mean 'CookieExpired'?; allowed: InvalidCookie, "
            "ConfigChanged, RegistrationRequired, ServerChanged, InternalServerError, CookieExpired, "
            "InvalidParameters, InvalidAuthorizationCookie, RegistrationNotRequired, ServerBusy, FileLocationChanged");
  EXPECT_EQ(said("{error_code: ServerBusy, code: Sender}"), "f.yaml:1: /code: found 'Sender'; allowed: Client, Server");
  EXPECT_EQ(said("{error_code: ServerBusy, message: \"a\\nb\"}"),
            "f.yaml:1: /message: found a line end or another control character; allowed: one line of text");
  EXPECT_EQ(said("{error_code: ServerBusy, message: [a]}"), "f.yaml:1: /message: found a list; allowed: a text");
  EXPECT_EQ(said("ServerBusy"), "f.yaml:1: /: found 'ServerBusy'; allowed: a map");
}

TEST(RefuseClient, AnswersInternalServerErrorOfTheServerWithoutAMessage) {
  auto const fault = made<CallFault>(read_refuse_client, "{}");
  auto const refusal =
      fault->refuse({.service = Service::simple_auth, .operation = "GetAuthorizationCookie", .client_id = "any"});
  ASSERT_TRUE(refusal);
  EXPECT_EQ(*refusal,
            (InjectedSoapFault{
                .error_code = ErrorCode::internal_server_error, .message = "", .fault_code = FaultCode::server}));
}

TEST(RefuseClient, LetsEveryOtherOperationPass) {
  auto const fault = made<CallFault>(read_refuse_client, "{}");
  EXPECT_FALSE(fault->refuses_always());
  for (auto const& operation : wusp::operations()) {
    auto const refusal = fault->refuse({.service = operation.service, .operation = operation.name});
    EXPECT_EQ(refusal.has_value(), operation.name == "GetAuthorizationCookie") << operation.name;
  }
  EXPECT_FALSE(fault->refuse({.service = Service::client, .operation = "GetAuthorizationCookie"}));
}

TEST(RefuseClient, HasNoKeysWhichClientIsTheRulesBusiness) {
  EXPECT_EQ(mistake_in(read_refuse_client, "{client_ids: [a]}"),
            "f.yaml:1: /: found the key 'client_ids'; allowed: no keys, as in {}");
  EXPECT_EQ(mistake_in(read_refuse_client, "e1da06a3-5601-43c9-bac3-52d5db701494"),
            "f.yaml:1: /: found 'e1da06a3-5601-43c9-bac3-52d5db701494'; allowed: a map");
}

}  // namespace
}  // namespace wsus::faults
