// The tables from failures to HRESULTs.
#include "client_sim/agent/error_mapping.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wsus::agent {
namespace {

using machine::Profile;

std::vector<Hresult> codes(MappedError const& error) {
  std::vector<Hresult> result;
  for (auto const& link : error.chain) result.push_back(link.code);
  return result;
}

struct StatusRow {
  unsigned status;
  Hresult code;
};
class HttpStatus : public ::testing::TestWithParam<StatusRow> {};

// Conforms: HTTP.status_to_hresult
TEST_P(HttpStatus, WithoutAFaultHasItsOwnCode) {
  for (auto const profile : {Profile::w7, Profile::w8, Profile::w10, Profile::w11}) {
    auto const error = map_failure(HttpFailure{GetParam().status, "Reason"}, profile);
    EXPECT_EQ(error.hresult, GetParam().code);
    EXPECT_EQ(codes(error), std::vector{GetParam().code});
  }
}

INSTANTIATE_TEST_SUITE_P(
    Statuses, HttpStatus,
    ::testing::Values(StatusRow{400, 0x80244016}, StatusRow{401, 0x80244017}, StatusRow{403, 0x80244018},
                      StatusRow{404, 0x80244019}, StatusRow{405, 0x8024401A}, StatusRow{407, 0x8024401B},
                      StatusRow{408, 0x8024401C}, StatusRow{409, 0x8024401D}, StatusRow{410, 0x8024401E},
                      StatusRow{500, 0x8024401F}, StatusRow{501, 0x80244020}, StatusRow{502, 0x80244021},
                      StatusRow{503, 0x80244022}, StatusRow{504, 0x80244023}, StatusRow{505, 0x80244024},
                      StatusRow{301, 0x8024402B}, StatusRow{402, 0x8024402B}, StatusRow{406, 0x8024402B},
                      StatusRow{413, 0x8024402B}, StatusRow{204, 0x8024402B}));

// FM45: what a proxy offers decides, where the stack tells.
TEST(ProxyLogin, OfSchemesThatNobodyCanAnswerHasItsOwnCode) {
  auto const with = [](std::vector<std::string> schemes, Profile profile = Profile::w10) {
    return map_failure(HttpFailure{407, "Proxy Authentication Required", std::move(schemes)}, profile);
  };
  EXPECT_EQ(codes(with({"basic"})), (std::vector<Hresult>{0x803D0018, 0x8024043C}));
  EXPECT_EQ(codes(with({"Digest", "Basic"})), (std::vector<Hresult>{0x803D0019, 0x8024043C}));
  EXPECT_EQ(codes(with({"Negotiate", "NTLM"})), std::vector<Hresult>{0x8024401B});
  EXPECT_EQ(codes(with({"Basic", "NTLM"})), std::vector<Hresult>{0x8024401B});
  EXPECT_EQ(codes(with({})), std::vector<Hresult>{0x8024401B});
  EXPECT_EQ(codes(with({"Basic"}, Profile::w7)), std::vector<Hresult>{0x8024401B});
  EXPECT_EQ(codes(map_failure(HttpFailure{401, "", {"Basic"}}, Profile::w10)), std::vector<Hresult>{0x80244017});
}

struct TransportRow {
  unsigned error;
  std::vector<Hresult> chain;
};
class WinHttpNumber : public ::testing::TestWithParam<TransportRow> {};

TEST_P(WinHttpNumber, IsKeptInTheChain) {
  for (auto const profile : {Profile::w7, Profile::w8, Profile::w10, Profile::w11}) {
    auto const error = map_failure(TransportFailure{GetParam().error, "what happened"}, profile);
    EXPECT_EQ(codes(error), GetParam().chain);
    EXPECT_EQ(error.hresult, GetParam().chain.back());
    EXPECT_EQ(error.chain.front().what, "what happened");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, WinHttpNumber,
    ::testing::Values(TransportRow{12002, {0x80072EE2}}, TransportRow{12007, {0x80072EE7, 0x8024402C}},
                      TransportRow{12029, {0x80072EFD}}, TransportRow{12030, {0x80072EFE}},
                      TransportRow{12152, {0x80072F78}}, TransportRow{12156, {0x80072F7C}},
                      TransportRow{12005, {0x80072EE5, 0x8024043A}}, TransportRow{12006, {0x80072EE6, 0x8024043A}},
                      TransportRow{12037, {0x80072F05, 0x80072F8F}}, TransportRow{12038, {0x80072F06, 0x80072F8F}},
                      TransportRow{12044, {0x80072F0C}}, TransportRow{12045, {0x80072F0D, 0x80072F8F}},
                      TransportRow{12157, {0x80072F7D}}, TransportRow{12169, {0x80072F89, 0x80072F8F}},
                      TransportRow{12170, {0x80072F8A, 0x80072F8F}}, TransportRow{12175, {0x80072F8F}}));

struct SettingRow {
  unsigned error;
  MappingSettings settings;
  std::vector<Hresult> chain;
};

TEST(TransportCode, EndsWithTheCodeOfItsSettingAndKeepsItsOwn) {
  SettingRow const rows[] = {
      {12002, {.timeout_hresult = 0x8024401C}, {0x80072EE2, 0x8024401C}},
      {12029, {.cannot_connect_hresult = 0x80240438}, {0x80072EFD, 0x80240438}},
      {12030, {.connection_error_hresult = 0x80072EFF}, {0x80072EFE, 0x80072EFF}},
      {12030, {.connection_error_hresult = 0x80240440}, {0x80072EFE, 0x80240440}},
      {12157, {.no_common_tls_hresult = 0x80072EFE}, {0x80072F7D, 0x80072EFE}},
      {12037, {.certificate_by_kind = true}, {0x80072F05}},
      {12038, {.certificate_by_kind = true}, {0x80072F06}},
      {12045, {.certificate_by_kind = true}, {0x80072F0D}},
      {12152, {.timeout_hresult = 0x8024401C, .certificate_by_kind = true}, {0x80072F78}},
  };
  for (auto const& row : rows) {
    EXPECT_EQ(codes(map_failure(TransportFailure{.error = row.error}, Profile::w10, row.settings)), row.chain)
        << row.error;
  }
}

TEST(ShownHresults, AreTheLastWordForTheCodesTheyName) {
  MappingSettings const settings{.redirect_loop_hresult = 0x80072F7C,
                                 .shown_hresults = {{0x80072F7C, 0x80240438}, {0x80240438, 0x8024402B}}};
  TransportFailure const loop{.error = 12156, .redirect_loop = true};
  EXPECT_EQ(codes(map_failure(loop, Profile::w10, settings)), (std::vector<Hresult>{0x80072F7C, 0x80240438}));
  EXPECT_EQ(codes(map_failure(HttpFailure{.status = 404}, Profile::w10, settings)), std::vector<Hresult>{0x80244019});
}

TEST(ShownHresults, TakeLicenseTermsForWhatTheyEndWithNotForTheirReason) {
  MappingSettings const settings{.shown_hresults = {{0x80244019, 0x80190194}, {0x80240033, 0x80244019}}};
  EXPECT_EQ(codes(map_license_failure(HttpFailure{.status = 404}, Profile::w10, settings)),
            (std::vector<Hresult>{0x80244019, 0x80240033, 0x80244019}));
}

TEST(RedirectLoop, EndsWithTheCodeOfTheSettingAndKeepsWinHttps) {
  TransportFailure const loop{.error = 12156, .what = "11 redirects", .redirect_loop = true};
  EXPECT_EQ(codes(map_failure(loop, Profile::w10)), (std::vector<Hresult>{0x80072F7C, 0x80244007}));
  EXPECT_EQ(codes(map_failure(loop, Profile::w10, {.redirect_loop_hresult = 0x80072F7C})),
            std::vector<Hresult>{0x80072F7C});
}

struct FaultRow {
  std::string error_code;
  std::vector<Hresult> chain;
};
class UnrecoveredFault : public ::testing::TestWithParam<FaultRow> {};

// Conforms: Agent.recovery
TEST_P(UnrecoveredFault, EndsWithItsCode) {
  for (auto const profile : {Profile::w8, Profile::w10, Profile::w11}) {
    for (auto const side : {wusp::FaultCode::client, wusp::FaultCode::server, wusp::FaultCode::other}) {
      FaultFailure const failure{{.code = side, .error_code = GetParam().error_code}, 500};
      EXPECT_EQ(codes(map_failure(failure, profile)), GetParam().chain);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(ErrorCodes, UnrecoveredFault,
                         ::testing::Values(FaultRow{"InvalidParameters", {0x803D0013, 0x80244007}},
                                           FaultRow{"InternalServerError", {0x803D0013, 0x80244007}},
                                           FaultRow{"InvalidAuthorizationCookie", {0x803D0013, 0x80244007}},
                                           FaultRow{"SomethingElse", {0x803D0013, 0x80244007}},
                                           FaultRow{"InvalidCookie", {0x803D0013, 0x80244007, 0x80244015}},
                                           FaultRow{"ServerChanged", {0x803D0013, 0x80244007, 0x80244015}},
                                           FaultRow{"ConfigChanged", {0x803D0013, 0x80244007, 0x80240039}},
                                           FaultRow{"CookieExpired", {0x803D0013, 0x80244007, 0x80240039}},
                                           FaultRow{"RegistrationRequired", {0x803D0013, 0x80244007, 0x80240039}},
                                           FaultRow{"RegistrationNotRequired", {0x803D0013, 0x80244007, 0x80244026}},
                                           FaultRow{"ServerBusy", {0x803D0013, 0x80244007, 0x8024402D}},
                                           FaultRow{"FileLocationChanged", {0x803D0013, 0x80244007, 0x80244025}},
                                           FaultRow{"FileLocationsChanged", {0x803D0013, 0x80244007, 0x80244025}}));

TEST(Fault, OfABusyServerEndsWithTheCodeOfTheSetting) {
  FaultFailure const busy{{.code = wusp::FaultCode::client, .error_code = "ServerBusy"}, 500};
  FaultFailure const expired{{.code = wusp::FaultCode::client, .error_code = "CookieExpired"}, 500};
  EXPECT_EQ(map_failure(busy, Profile::w10).hresult, 0x8024402DU);
  EXPECT_EQ(codes(map_failure(busy, Profile::w10, {.server_busy_hresult = 0x80244007})),
            (std::vector<Hresult>{0x803D0013, 0x80244007}));
  EXPECT_EQ(codes(map_failure(expired, Profile::w10, {.server_busy_hresult = 0x80244007})),
            (std::vector<Hresult>{0x803D0013, 0x80244007, 0x80240039}));
}

struct OldFaultRow {
  wusp::FaultCode side;
  std::string error_code;
  std::vector<Hresult> chain;
};
class UnrecoveredFaultOfWindows7 : public ::testing::TestWithParam<OldFaultRow> {};

/// wua-behaviour 5.2: by the faultcode; 5.1: codes of their own as on the others.
TEST_P(UnrecoveredFaultOfWindows7, EndsWithTheCodeOfItsFaultcode) {
  FaultFailure const failure{{.code = GetParam().side, .error_code = GetParam().error_code}, 500};
  auto const error = map_failure(failure, Profile::w7);
  EXPECT_EQ(codes(error), GetParam().chain);
  EXPECT_EQ(error.hresult, GetParam().chain.back());
}

constexpr auto client_side = wusp::FaultCode::client;
constexpr auto server_side = wusp::FaultCode::server;
INSTANTIATE_TEST_SUITE_P(
    ErrorCodes, UnrecoveredFaultOfWindows7,
    ::testing::Values(OldFaultRow{client_side, "InvalidParameters", {0x80244007, 0x8024400D}},
                      OldFaultRow{server_side, "InternalServerError", {0x80244007, 0x8024400E}},
                      OldFaultRow{server_side, "InvalidParameters", {0x80244007, 0x8024400E}},
                      OldFaultRow{client_side, "InternalServerError", {0x80244007, 0x8024400D}},
                      OldFaultRow{wusp::FaultCode::other, "SomethingElse", {0x80244007}},
                      OldFaultRow{client_side, "InvalidAuthorizationCookie", {0x80244007, 0x8024400D}},
                      OldFaultRow{client_side, "InvalidCookie", {0x80244007, 0x8024400D, 0x80244015}},
                      OldFaultRow{server_side, "ServerChanged", {0x80244007, 0x8024400E, 0x80244015}},
                      OldFaultRow{client_side, "ConfigChanged", {0x80244007, 0x8024400D, 0x80240039}},
                      OldFaultRow{client_side, "ServerBusy", {0x80244007, 0x8024400D, 0x8024402D}},
                      OldFaultRow{client_side, "RegistrationNotRequired", {0x80244007, 0x8024400D, 0x80244026}},
                      OldFaultRow{client_side, "FileLocationChanged", {0x80244007, 0x8024400D, 0x80244025}}));

TEST(Fault, OfAFaultcodeIsKnownWithoutItsErrorCode) {
  for (auto const newer : {Profile::w8, Profile::w10, Profile::w11}) {
    EXPECT_EQ(hresult_of_fault(client_side, newer), 0x80244007U);
    EXPECT_EQ(hresult_of_fault(server_side, newer), 0x80244007U);
  }
  EXPECT_EQ(hresult_of_fault(client_side, Profile::w7), 0x8024400DU);
  EXPECT_EQ(hresult_of_fault(server_side, Profile::w7), 0x8024400EU);
}

TEST(Fault, WithoutDetailIsStillAFault) {
  FaultFailure const failure{{.code = wusp::FaultCode::server, .reason = "Server was unable to process request."}, 500};
  auto const error = map_failure(failure, Profile::w10);
  EXPECT_EQ(error.hresult, hr::pt_soap_fault);
  EXPECT_EQ(error.chain.front().what, "SOAP fault Server / Server was unable to process request.");
}

TEST(Fault, IsDescribedWithParameterAndId) {
  wusp::SoapFault const fault{.error_code = "InvalidParameters",
                              .message = "parameters.InstalledNonLeafUpdateIDs",
                              .id = "81418b4e-82c1-48d0-9504-da01db6148ae"};
  EXPECT_EQ(describe(fault), "SOAP fault Client / InvalidParameters / parameters.InstalledNonLeafUpdateIDs, "
                             "ID=81418b4e-82c1-48d0-9504-da01db6148ae");
}

TEST(LicenseTerms, EndWithTheirOwnCodeBehindThatOfTheReason) {
  struct Row {
    Failure failure;
    Hresult first;
  };
  for (auto const& row :
       {Row{HttpFailure{.status = 404}, 0x80244019U}, Row{HttpFailure{.status = 401}, 0x800710DDU},
        Row{HttpFailure{.status = 403}, 0x80244018U}, Row{TransportFailure{.error = 12002}, 0x80072EE2U},
        Row{AgentFailure{.hresult = 0x80246002U}, 0x80246002U}}) {
    auto const error = map_license_failure(row.failure, machine::Profile::w10);
    EXPECT_EQ(error.hresult, 0x80240033U);
    ASSERT_EQ(error.chain.size(), 2U);
    EXPECT_EQ(error.chain[0].code, row.first);
    EXPECT_EQ(error.chain[1].code, 0x80240033U);
  }
  EXPECT_EQ(map_failure(HttpFailure{.status = 401}, machine::Profile::w10).hresult, 0x80244017U)
      << "of other files 401 is 401";
}

TEST(MalformedAnswer, IsAnInvalidFormat) {
  auto const error = map_failure(MalformedReply{"no envelope"}, Profile::w10);
  EXPECT_EQ(codes(error), (std::vector<Hresult>{0x803D0000, 0x80240439}));
  EXPECT_EQ(error.chain.front().what, "no envelope");
}

TEST(MalformedAnswer, OfWindows7IsOneThatItsSoapClientCannotParse) {
  auto const error = map_failure(MalformedReply{"no envelope"}, Profile::w7);
  EXPECT_EQ(codes(error), std::vector<Hresult>{0x8024400A});
  EXPECT_EQ(error.chain.front().symbol, "WU_E_PT_SOAPCLIENT_PARSE");
  EXPECT_EQ(error.chain.front().what, "no envelope");
}

TEST(AgentsOwnFailure, KeepsItsCodeAndSymbol) {
  auto const error = map_failure(AgentFailure{hr::pt_sus_server_not_set, "no WUServer"}, Profile::w10);
  ASSERT_EQ(error.chain.size(), 1U);
  EXPECT_EQ(error.hresult, 0x80244011U);
  EXPECT_EQ(error.chain.front().symbol, "WU_E_PT_SUS_SERVER_NOT_SET");
  EXPECT_EQ(error.chain.front().what, "no WUServer");
}

}  // namespace
}  // namespace wsus::agent
