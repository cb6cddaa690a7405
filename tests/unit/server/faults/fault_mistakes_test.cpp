// Every mistake in a list of faults is one message with file, line, path, what was found and what is allowed or known.
#include "server/faults/fault_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

namespace wsus::faults {
namespace {

std::string message_of(std::function<void()> const& action) {
  try {
    action();
  } catch (config::ConfigError const& error) {
    return error.what();
  }
  return "no error";
}

struct Mistake {
  char const* name;
  std::string list;
  std::string message;
};

class FaultMistake : public testing::TestWithParam<Mistake> {};

TEST_P(FaultMistake, IsOneMessageWithItsPlace) {
  EXPECT_EQ(message_of([] { (void)read_faults(config::Node::parse(GetParam().list, "f.yaml")); }),
            "f.yaml:" + GetParam().message);
}

std::vector<Mistake> mistakes_in_the_frame() {
  return {
      {"NoList", "redirect: {to: itself}", "1: /: found a map; allowed: a list"},
      {"NoMap", "- redirect", "1: /0: found 'redirect'; allowed: a map"},
      {"UnknownFault", "- redirect: {to: itself}\n- soap_falt: {}\n",
       "2: /1: found the unknown fault 'soap_falt'; known: redirect, refuse_client, soap_fault"},
      {"NoFault", "- {}",
       "1: /0: found 0 keys; allowed: one, the name of a fault; known: redirect, refuse_client, soap_fault"},
      {"TwoFaults", "- {redirect: {to: itself}, soap_fault: {}}",
       "1: /0: found 2 keys; allowed: one, the name of a fault; known: redirect, refuse_client, soap_fault"},
      {"NoParameters", "- redirect:\n", "1: /0/redirect: found nothing; allowed: a value, it must be given"},
      {"ParametersAreNoMap", "- redirect: itself\n", "1: /0/redirect: found 'itself'; allowed: a map"},
  };
}

std::vector<Mistake> mistakes_in_a_soap_fault() {
  auto const with = [](std::string const& keys) { return "- soap_fault:\n    {" + keys + "}\n"; };
  return {
      {"UnknownKey", with("service: ClientWebService, operations: GetConfig"),
       "2: /0/soap_fault/operations: found the unknown key 'operations'; known: code, error_code, message, operation, "
       "service"},
      {"NoService", with("operation: GetConfig, error_code: InvalidCookie"),
       "1: /0/soap_fault/service: found nothing; allowed: a value, it must be given"},
      {"NoOperation", with("service: ClientWebService, error_code: InvalidCookie"),
       "1: /0/soap_fault/operation: found nothing; allowed: a value, it must be given"},
      {"NoErrorCode", with("service: ClientWebService, operation: GetConfig"),
       "1: /0/soap_fault/error_code: found nothing; allowed: a value, it must be given"},
      {"UnknownService", with("service: client, operation: GetConfig, error_code: InvalidCookie"),
       "2: /0/soap_fault/service: found 'client'; allowed: SimpleAuthWebService, ClientWebService, "
       "ReportingWebService"},
      {"OperationOfAnotherService", with("service: SimpleAuthWebService, operation: GetCookie, error_code: ServerBusy"),
       "2: /0/soap_fault/operation: found 'GetCookie'; allowed: GetAuthorizationCookie"},
      {"UnknownErrorCode", with("service: SimpleAuthWebService, operation: GetAuthorizationCookie, error_code: Busy"),
       "2: /0/soap_fault/error_code: found 'Busy'; allowed: InvalidCookie, ConfigChanged, RegistrationRequired, "
       "ServerChanged, InternalServerError, CookieExpired, InvalidParameters, InvalidAuthorizationCookie, "
       "RegistrationNotRequired, ServerBusy, FileLocationChanged"},
      {"UnknownCode", with("service: ClientWebService, operation: GetConfig, error_code: ServerBusy, code: Sender"),
       "2: /0/soap_fault/code: found 'Sender'; allowed: Client, Server"},
      {"MessageOfTwoLines",
       with(R"(service: ClientWebService, operation: GetConfig, error_code: ServerBusy, message: "a\nb")"),
       "2: /0/soap_fault/message: found a line end or another control character; allowed: one line of text"},
      {"MessageIsAList", with("service: ClientWebService, operation: GetConfig, error_code: ServerBusy, message: [a]"),
       "2: /0/soap_fault/message: found a list; allowed: a text"},
  };
}

std::vector<Mistake> mistakes_in_refuse_client() {
  auto const with = [](std::string const& ids) { return "- refuse_client: {client_ids: " + ids + "}\n"; };
  constexpr auto allowed = "allowed: a client id such as e1da06a3-5601-43c9-bac3-52d5db701494 (braces only inside "
                           "quotes)";
  return {
      {"OtherKey", "- refuse_client: {client_id: a}",
       "1: /0/refuse_client/client_id: found the unknown key 'client_id'; known: client_ids"},
      {"NoIds", "- refuse_client: {}",
       "1: /0/refuse_client/client_ids: found nothing; allowed: a value, it must be given"},
      {"EmptyList", with("[]"), "1: /0/refuse_client/client_ids: found an empty list; allowed: at least one client id"},
      {"BracesWithoutQuotes", with("[{a}]"), std::string("1: /0/refuse_client/client_ids/0: found a map; ") + allowed},
      {"ListInAList", with("[[a]]"), std::string("1: /0/refuse_client/client_ids/0: found a list; ") + allowed},
      {"NoClientId", with("[a, b_c]"), std::string("1: /0/refuse_client/client_ids/1: found 'b_c'; ") + allowed},
      {"EmptyId", with("'{}'"), std::string("1: /0/refuse_client/client_ids: found '{}'; ") + allowed},
      {"TooLong", with(std::string(256, 'a')),
       "1: /0/refuse_client/client_ids: found '" + std::string(256, 'a') + "'; " + allowed},
      {"Twice", with("[ab, '{AB}']"),
       "1: /0/refuse_client/client_ids/1: found '{AB}' a second time; allowed: every client id once"},
  };
}

std::vector<Mistake> mistakes_in_a_redirect() {
  auto const with = [](std::string const& keys) { return "- redirect: {" + keys + "}\n"; };
  return {
      {"UnknownRedirectKey", with("to: hops, hop: 3"),
       "1: /0/redirect/hop: found the unknown key 'hop'; known: hops, service, status, to"},
      {"NoTo", with("status: 302"), "1: /0/redirect/to: found nothing; allowed: a value, it must be given"},
      {"UnknownTo", with("to: self"),
       "1: /0/redirect/to: found 'self'; allowed: itself, ping_pong, hops, other_scheme"},
      {"HopsWithoutNumber", with("to: hops"), "1: /0/redirect/hops: found nothing; allowed: a value, it must be given"},
      {"NoHops", with("to: hops, hops: 0"), "1: /0/redirect/hops: found '0'; allowed: a whole number from 1 to 50"},
      {"TooManyHops", with("to: hops, hops: 51"),
       "1: /0/redirect/hops: found '51'; allowed: a whole number from 1 to 50"},
      {"HopsElsewhere", with("to: itself, hops: 3"),
       "1: /0/redirect/hops: found hops; allowed: hops only with to: hops"},
      {"NotARedirectStatus", with("to: itself, status: 304"),
       "1: /0/redirect/status: found '304'; allowed: 301, 302, 303, 307, 308"},
      {"UnknownRedirectService", with("to: itself, service: SelfUpdate"),
       "1: /0/redirect/service: found 'SelfUpdate'; allowed: SimpleAuthWebService, ClientWebService, "
       "ReportingWebService"},
  };
}

auto name_of = [](auto const& test) { return std::string(test.param.name); };
INSTANTIATE_TEST_SUITE_P(Frame, FaultMistake, testing::ValuesIn(mistakes_in_the_frame()), name_of);
INSTANTIATE_TEST_SUITE_P(SoapFault, FaultMistake, testing::ValuesIn(mistakes_in_a_soap_fault()), name_of);
INSTANTIATE_TEST_SUITE_P(RefuseClient, FaultMistake, testing::ValuesIn(mistakes_in_refuse_client()), name_of);
INSTANTIATE_TEST_SUITE_P(Redirect, FaultMistake, testing::ValuesIn(mistakes_in_a_redirect()), name_of);

TEST(FaultFileMistake, AFileHasNothingButFaults) {
  auto const file = std::filesystem::path(testing::TempDir()) / "wsus-faults-mistake.yaml";
  auto const message = [&](std::string const& text) {
    std::ofstream(file) << text;
    return message_of([&] { (void)load_faults(file.string()); });
  };
  EXPECT_EQ(message("fault: []\n"), file.string() + ":1: /fault: found the unknown key 'fault'; known: faults");
  EXPECT_EQ(message("{}\n"), file.string() + ":1: /faults: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(message("- redirect: {to: itself}\n"), file.string() + ":1: /: found a list; allowed: a map");
  EXPECT_EQ(message("faults: []\n"), "no error");
  std::filesystem::remove(file);
  EXPECT_NE(message_of([&] { (void)load_faults(file.string()); }).find("found no readable file"), std::string::npos);
}

}  // namespace
}  // namespace wsus::faults
