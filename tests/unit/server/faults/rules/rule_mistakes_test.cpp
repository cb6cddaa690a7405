// Every mistake in a list of rules is one message with file, line, path, what was found and what is allowed or known.
#include "server/faults/fault_list.hpp"
#include "server/faults/rules/rule_file.hpp"

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

std::string known_faults() {
  std::string names;
  for (auto const& kind : fault_kinds()) names += (names.empty() ? "" : ", ") + std::string(kind.name);
  return names;
}

std::string known_fields() {
  std::string names;
  for (auto const& field : match_fields()) names += (names.empty() ? "" : ", ") + std::string(field.name);
  return names;
}

std::string const beside_a_fault =
    "known beside a fault: name, when, times, between, chance, seed, at_once, at_most, enabled";

struct Mistake {
  char const* name;
  std::string list;
  std::string message;
};

class FaultMistake : public testing::TestWithParam<Mistake> {};

TEST_P(FaultMistake, IsOneMessageWithItsPlace) {
  EXPECT_EQ(message_of([] { (void)read_rules(config::Node::parse(GetParam().list, "f.yaml")); }),
            "f.yaml:" + GetParam().message);
}

std::vector<Mistake> mistakes_in_the_frame() {
  return {
      {"NoList", "redirect: {to: itself}", "1: /: found a map; allowed: a list"},
      {"NoMap", "- redirect", "1: /0: found 'redirect'; allowed: a map"},
      {"UnknownFault", "- redirect: {to: itself}\n- soap_falt: {}\n",
       "2: /1: found the unknown fault 'soap_falt', did you mean 'soap_fault'?; known: " + known_faults()},
      {"UnknownFaultLikeNone", "- explode: {}", "1: /0: found the unknown fault 'explode'; known: " + known_faults()},
      {"KeyLikeOneOfARule", "- {missing_route: {}, tims: {first: 1}}",
       "1: /0: found the unknown key 'tims' beside the fault 'missing_route', did you mean 'times'?; " +
           beside_a_fault},
      {"KeyOfTimes", "- {missing_route: {}, first: 1}",
       "1: /0: found the unknown key 'first' beside the fault 'missing_route', which belongs under 'times'; " +
           beside_a_fault},
      {"FieldOfWhen", "- {missing_route: {}, operation: GetConfig}",
       "1: /0: found the unknown key 'operation' beside the fault 'missing_route', which belongs under 'when'; " +
           beside_a_fault},
      {"KeyLikeNone", "- {missing_route: {}, colour: red}",
       "1: /0: found the unknown key 'colour' beside the fault 'missing_route'; " + beside_a_fault},
      {"NoFault", "- {}", "1: /0: found no fault; known: " + known_faults()},
      {"NothingButAName", "- {name: a}", "1: /0: found no fault; known: " + known_faults()},
      {"TwoFaults", "- {redirect: {to: itself}, soap_fault: {}}",
       "1: /0: found two faults, 'redirect' and 'soap_fault'; allowed: one a rule"},
      {"NoParameters", "- redirect:\n", "1: /0/redirect: found nothing; allowed: a value, it must be given"},
      {"ParametersAreNoMap", "- redirect: itself\n", "1: /0/redirect: found 'itself'; allowed: a map"},
      {"TwoOfOneName", "- {missing_route: {}, name: a}\n- {refuse: {}, name: a}\n",
       "2: /1: found a second rule 'a'; allowed: every name once"},
      {"NameOfTheNextOne", "- {missing_route: {}, name: refuse-2}\n- refuse: {}\n",
       "2: /1: found a second rule 'refuse-2'; allowed: every name once"},
      {"EmptyName", "- {missing_route: {}, name: ''}", "1: /0/name: found an empty text; allowed: a text"},
  };
}

std::vector<Mistake> mistakes_in_when_it_happens() {
  auto const with = [](std::string const& keys) { return "- missing_route: {}\n  " + keys + "\n"; };
  return {
      {"TwoWindows", with("times: {first: 1, only: 2}"),
       "2: /0/times: found two ways to say which times; allowed: first, or only, or from and to"},
      {"UnknownWindow", with("times: {last: 1}"),
       "2: /0/times/last: found the unknown key 'last'; known: every, first, from, only, per, to"},
      {"WindowOfNothing", with("times: {}"), "2: /0/times: found no window; allowed: first, only, from, to or every"},
      {"ZerothTime", with("times: {first: 0}"),
       "2: /0/times/first: found '0'; allowed: a whole number from 1 to 2147483647"},
      {"WindowBackwards", with("times: {from: 5, to: 4}"),
       "2: /0/times: found from 5 after to 4; allowed: a window that holds something"},
      {"PerWhom", with("times: {first: 1, per: group}"), "2: /0/times/per: found 'group'; allowed: client, server"},
      {"NoTime", with("between: {from: yesterday}"),
       "2: /0/between/from: found 'yesterday'; allowed: a UTC time such as 2026-10-04T15:00:00Z"},
      {"PeriodOfNothing", with("between: {}"), "2: /0/between: found no time; allowed: from, until or both"},
      {"PeriodBackwards", with("between: {from: 2026-10-04T15:00:00Z, until: 2026-10-04T15:00:00Z}"),
       "2: /0/between: found from that is not before until; allowed: a period that holds something"},
      {"ChanceOfNothing", with("chance: 0"),
       "2: /0/chance: found '0'; allowed: a share above 0 and at most 100 %, written as in 25 % or 0.25"},
      {"ChanceAboveAll", with("chance: 101 %"),
       "2: /0/chance: found '101 %'; allowed: a share above 0 and at most 100 %, written as in 25 % or 0.25"},
      {"SeedAlone", with("seed: 3"),
       "2: /0/seed: found a seed without a chance; allowed: seed only with chance, which it decides"},
      {"SeedBelowNothing", with("chance: 0.5\n  seed: -1"),
       "3: /0/seed: found '-1'; allowed: a whole number from 0 to 2147483647"},
      {"NoneAtOnce", with("at_once: 0"), "2: /0/at_once: found '0'; allowed: a whole number from 1 to 2147483647"},
      {"NoneAtMost", with("at_most: many"),
       "2: /0/at_most: found 'many'; allowed: a whole number from 1 to 2147483647"},
      {"HalfEnabled", with("enabled: half"), "2: /0/enabled: found 'half'; allowed: true or false"},
  };
}

std::vector<Mistake> mistakes_in_when() {
  auto const with = [](std::string const& keys) { return "- delay: {by: 1 s}\n  when: {" + keys + "}\n"; };
  constexpr auto fields = "known: listener, address, method, path, service, header, agent, operation, client_id, "
                          "dns_name, target_group, InstalledNonLeafUpdateIDs, OtherCachedUpdateIDs, CachedDriverIDs, "
                          "status";
  constexpr auto id = "allowed: a client id such as e1da06a3-5601-43c9-bac3-52d5db701494 (braces only inside quotes)";
  return {
      {"UnknownField", with("clientid: a"),
       std::string("2: /0/when: found the unknown field 'clientid', did you mean 'client_id'?; ") + fields},
      {"UnknownFieldLikeNone", with("moon: full"),
       std::string("2: /0/when: found the unknown field 'moon'; ") + fields},
      {"WhenIsNoMap", "- delay: {by: 1 s}\n  when: GetConfig\n", "2: /0/when: found 'GetConfig'; allowed: a map"},
      {"UnknownListener", with("listener: tls"), "2: /0/when/listener: found 'tls'; allowed: http, https"},
      {"EmptyPattern", with("path: ''"), "2: /0/when/path: found an empty text; allowed: a text"},
      {"NoMethods", with("method: []"), "2: /0/when/method: found an empty list; allowed: at least one entry"},
      {"UnknownService", with("service: client"),
       "2: /0/when/service: found 'client'; allowed: SimpleAuthWebService, ClientWebService, ReportingWebService"},
      {"NoHeader", with("header: {}"),
       "2: /0/when/header: found no header; allowed: names with patterns, as in {X-Test: 'a*'}"},
      {"AgentWithoutBound", with("agent: {}"), "2: /0/when/agent: found no bound; allowed: at_least, below or both"},
      {"AgentIsNoVersion", with("agent: {at_least: ten}"),
       "2: /0/when/agent/at_least: found 'ten'; allowed: a version such as 10.0 or 7.6.7600.320"},
      {"AgentBackwards", with("agent: {at_least: 10, below: 7}"),
       "2: /0/when/agent: found a range without versions; allowed: at_least smaller than below"},
      {"RangeWithoutBound", with("OtherCachedUpdateIDs: {}"),
       "2: /0/when/OtherCachedUpdateIDs: found no bound; allowed: a number, or at_least, at_most or both"},
      {"RangeBackwards", with("status: {at_least: 500, at_most: 400}"),
       "2: /0/when/status: found at_least 500 above at_most 400; allowed: a range that holds something"},
      {"RangeBelowNothing", with("status: -1"),
       "2: /0/when/status: found '-1'; allowed: a whole number from 0 to 2147483647"},
      {"OperationTwice", with("operation: [GetConfig, GetConfig]"),
       "2: /0/when/operation/1: found 'GetConfig' a second time; allowed: every entry once"},
      {"NoClientIds", with("client_id: []"), "2: /0/when/client_id: found an empty list; allowed: at least one entry"},
      {"BracesWithoutQuotes", with("client_id: [{a}]"), std::string("2: /0/when/client_id/0: found a map; ") + id},
      {"ListInAList", with("client_id: [[a]]"), std::string("2: /0/when/client_id/0: found a list; ") + id},
      {"NoClientId", with("client_id: [a, b_c]"), std::string("2: /0/when/client_id/1: found 'b_c'; ") + id},
      {"EmptyId", with("client_id: '{}'"), std::string("2: /0/when/client_id: found '{}'; ") + id},
      {"TooLong", with("client_id: " + std::string(256, 'a')),
       "2: /0/when/client_id: found '" + std::string(256, 'a') + "'; " + id},
      {"ClientIdTwice", with("client_id: [ab, '{AB}']"),
       "2: /0/when/client_id/1: found '{AB}' a second time; allowed: every entry once"},
  };
}

std::vector<Mistake> mistakes_in_stages() {
  return {
      {"ConnectionOfAClient", "- {refuse: {}, when: {client_id: a}}",
       "1: /0: 'refuse' is decided when a connection is accepted at the latest, and 'client_id' is known only when an "
       "operation knows its client"},
      {"ConnectionOfAPath", "- {tls_version: {newest: 1.0}, when: {path: /a}}",
       "1: /0: 'tls_version' is decided when a connection is accepted at the latest, and 'path' is known only when a "
       "request has arrived"},
      {"RequestOfAnOperation", "- {strip_request_header: {name: Range}, when: {operation: GetConfig}}",
       "1: /0: 'strip_request_header' is decided when a request has arrived at the latest, and 'operation' is known "
       "only when an operation knows its client"},
      {"CallOfAReply", "- {soap_fault: {error_code: ServerBusy}, when: {status: 200}}",
       "1: /0: 'soap_fault' is decided when an operation knows its client at the latest, and 'status' is known only "
       "when the reply is made"},
      {"AnswerOfAReply", "- {http_status: {status: 500}, when: {status: 200}}",
       "1: /0: 'http_status' is decided when an operation knows its client at the latest, and 'status' is known only "
       "when the reply is made"},
  };
}

std::vector<Mistake> mistakes_in_faults_of_calls() {
  auto const with = [](std::string const& keys) { return "- soap_fault:\n    {" + keys + "}\n"; };
  return {
      {"UnknownKey", with("operation: GetConfig"),
       "2: /0/soap_fault/operation: found the unknown key 'operation'; known: code, error_code, message"},
      {"NoErrorCode", with("message: m"),
       "1: /0/soap_fault/error_code: found nothing; allowed: a value, it must be given"},
      {"UnknownErrorCode", with("error_code: ServerBussy"),
       "2: /0/soap_fault/error_code: found 'ServerBussy', did you mean 'ServerBusy'?; allowed: InvalidCookie, "
       "ConfigChanged, RegistrationRequired, ServerChanged, InternalServerError, CookieExpired, InvalidParameters, "
       "InvalidAuthorizationCookie, RegistrationNotRequired, ServerBusy, FileLocationChanged"},
      {"UnknownCode", with("error_code: ServerBusy, code: Sender"),
       "2: /0/soap_fault/code: found 'Sender'; allowed: Client, Server"},
      {"MessageOfTwoLines", with(R"(error_code: ServerBusy, message: "a\nb")"),
       "2: /0/soap_fault/message: found a line end or another control character; allowed: one line of text"},
      {"MessageIsAList", with("error_code: ServerBusy, message: [a]"),
       "2: /0/soap_fault/message: found a list; allowed: a text"},
      {"ClientsAreForWhen", "- refuse_client: {client_ids: a}",
       "1: /0/refuse_client: found the key 'client_ids'; allowed: no keys, as in {}"},
  };
}

auto name_of = [](auto const& test) { return std::string(test.param.name); };
INSTANTIATE_TEST_SUITE_P(Frame, FaultMistake, testing::ValuesIn(mistakes_in_the_frame()), name_of);
INSTANTIATE_TEST_SUITE_P(Times, FaultMistake, testing::ValuesIn(mistakes_in_when_it_happens()), name_of);
INSTANTIATE_TEST_SUITE_P(When, FaultMistake, testing::ValuesIn(mistakes_in_when()), name_of);
INSTANTIATE_TEST_SUITE_P(Stages, FaultMistake, testing::ValuesIn(mistakes_in_stages()), name_of);
INSTANTIATE_TEST_SUITE_P(Calls, FaultMistake, testing::ValuesIn(mistakes_in_faults_of_calls()), name_of);

TEST(FaultMistakes, AreToldAllAtOnce) {
  EXPECT_EQ(
      message_of([] {
        (void)read_rules(config::Node::parse(
            "- {missing_route: {}, tims: {}, at_most: 0, when: {methd: GET, status: x}}\n- {refuse: {}, name: ''}\n",
            "f.yaml"));
      }),
      "f.yaml:1: /0: found the unknown key 'tims' beside the fault 'missing_route', did you mean 'times'?; " +
          beside_a_fault +
          "\nf.yaml:1: /0/when: found the unknown field 'methd', did you mean 'method'?; known: " + known_fields() +
          "\nf.yaml:1: /0/when/status: found 'x'; allowed: a whole number from 0 to 2147483647"
          "\nf.yaml:1: /0/at_most: found '0'; allowed: a whole number from 1 to 2147483647"
          "\nf.yaml:2: /1/name: found an empty text; allowed: a text");
}

TEST(FaultFileMistake, AFileHasNothingButFaults) {
  auto const file = std::filesystem::path(testing::TempDir()) / "wsus-faults-mistake.yaml";
  auto const message = [&](std::string const& text) {
    std::ofstream(file) << text;
    return message_of([&] { (void)load_rules(file.string()); });
  };
  EXPECT_EQ(message("fault: []\n"), file.string() + ":1: /fault: found the unknown key 'fault'; known: faults");
  EXPECT_EQ(message("{}\n"), file.string() + ":1: /faults: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(message("- redirect: {to: itself}\n"), file.string() + ":1: /: found a list; allowed: a map");
  EXPECT_EQ(message("faults: []\n"), "no error");
  std::filesystem::remove(file);
  EXPECT_NE(message_of([&] { (void)load_rules(file.string()); }).find("found no readable file"), std::string::npos);
}

}  // namespace
}  // namespace wsus::faults
