// Each ErrorCode from its documented cause: one row an operation and cause (wusp-protocol 5.2, 5.3, wua-behaviour 3.4).
#include "server/services/dispatch.hpp"
#include "tests/unit/server/services/service_fixture.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <string>
#include <variant>

namespace wsus::services::test {
namespace {

/// What is wrong with the world when the call is made.
enum class Cause {
  nothing,
  forged_cookie,
  no_cookie,
  other_server,
  expired,
  config_changed,
  not_registered,
  registration_unwanted,
  content_moved,
};

struct Row {
  Service service;
  std::string operation;
  Cause cause;
  std::string error_code;  ///< empty: answered
};

void PrintTo(Row const& row, std::ostream* out) {
  *out << row.operation << ", cause " << static_cast<int>(row.cause) << ": " << row.error_code;
}

/// What follows the cookie in a good call.
std::string good_arguments(std::string const& operation) {
  if (operation == "RegisterComputer") return "<computerInfo><DnsName>pc01.lab</DnsName></computerInfo>";
  if (operation == "SyncUpdates") return "<parameters><SkipSoftwareSync>false</SkipSoftwareSync></parameters>";
  if (operation == "RefreshCache") return "<globalIDs/>";
  std::string const extended = list("infoTypes", "XmlUpdateFragmentType", {"Extended"});
  if (operation == "GetExtendedUpdateInfo") return "<revisionIDs><int>2</int></revisionIDs>" + extended;
  if (operation == "GetExtendedUpdateInfo2") return "<updateIDs/>" + extended;
  if (operation == "GetFileLocations") return "<fileDigests/>";
  if (operation == "ReportEventBatch") return "<clientTime>2026-10-04T15:04:00Z</clientTime><eventBatch/>";
  if (operation == "GetRequiredInventoryType") return "<rulesId>6964aab4-c5b5-43bd-a17d-ffb4346a8e1d</rulesId>";
  if (operation == "ReportInventory")
    return "<clientTime>2026-10-04T15:04:00Z</clientTime><inventory><IsCompressed>false</IsCompressed><RawXml/>"
           "</inventory>";
  return {};
}

class ErrorCodes : public ServicesTest, public testing::WithParamInterface<Row> {
protected:
  void bring_about(Cause cause) {
    switch (cause) {
    case Cause::nothing: break;
    case Cause::forged_cookie: encrypted_data_ = "AAAA"; break;
    case Cause::no_cookie: break;
    case Cause::other_server: other_server_ = true; break;
    case Cause::expired: clock_.advance(std::chrono::hours(1)); break;
    case Cause::config_changed:
      change_settings([](auto& settings) { settings.config_last_change += std::chrono::seconds(1); });
      break;
    case Cause::not_registered: state_.computers().restore({}); break;
    case Cause::registration_unwanted:
      change_settings([](auto& settings) { settings.registration_required = false; });
      break;
    case Cause::content_moved: change_settings([](auto& settings) { ++settings.content_generation; }); break;
    }
  }
  /// The database was replaced: same key, another identity.
  Result call_other_server(Row const& row, std::string const& inner) {
    WsusState other(clock_, state_.catalogue(), *state_.settings(), {}, 2);
    ServiceCall call{.state = other, .service = row.service, .limits = limits_, .base_url = "http://wsus:8530"};
    wire::Engine engine;
    Result result;
    (void)engine.serve(fmt::format(R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><{0} )"
                                   R"(xmlns="{1}">{2}</{0}></s:Body></s:Envelope>)",
                                   row.operation, wusp::info(row.service).xml_namespace, inner),
                       "", wire::Dress::wcf, dispatch_of(call), result.body);
    return result;
  }
  bool other_server_ = false;
};

// Conforms: ErrorCode.InvalidCookie ErrorCode.ServerChanged ErrorCode.ConfigChanged ErrorCode.CookieExpired
// Conforms: ErrorCode.RegistrationRequired ErrorCode.RegistrationNotRequired ErrorCode.FileLocationChanged
TEST_P(ErrorCodes, ComeFromTheirDocumentedCauseAndFromNothingElse) {
  auto const& row = GetParam();
  if (row.cause == Cause::registration_unwanted) bring_about(row.cause);
  handshake();
  if (row.cause != Cause::registration_unwanted) bring_about(row.cause);
  auto const inner = (row.cause == Cause::no_cookie ? "" : cookie()) + good_arguments(row.operation);
  auto const result = other_server_ ? call_other_server(row, inner) : call(row.service, row.operation, inner);
  EXPECT_EQ(result.error_code(), row.error_code) << result.body;
  if (row.error_code.empty()) {
    EXPECT_EQ(result.outcome, "answer") << result.body;
    return;
  }
  EXPECT_EQ(wsus::test::element(result.body, "faultcode"), "s:Client");
  EXPECT_EQ(wsus::test::element(result.body, "Method"),
            fmt::format("\"{}\"", wusp::soap_action(row.service, row.operation)));
}

/// InvalidCookie, ServerChanged and CookieExpired belong to every operation with a cookie; the rest as 5.3 says.
std::vector<Row> rows() {
  struct Operation {
    Service service;
    std::string name;
    std::string config_changed{};
    std::string not_registered{};
    std::string content_moved{};
  };
  std::array<Operation, 10> const operations{{
      {Service::client, "RegisterComputer"},
      {Service::client, "SyncUpdates", "ConfigChanged", "RegistrationRequired", "FileLocationChanged"},
      {Service::client, "SyncPrinterCatalog", "ConfigChanged", "RegistrationRequired"},
      {Service::client, "RefreshCache"},
      {Service::client, "GetExtendedUpdateInfo", "", "", "FileLocationChanged"},
      {Service::client, "GetExtendedUpdateInfo2"},
      {Service::client, "GetFileLocations"},
      {Service::reporting, "ReportEventBatch", "ConfigChanged"},
      {Service::reporting, "GetRequiredInventoryType"},
      {Service::reporting, "ReportInventory"},
  }};
  std::vector<Row> rows;
  for (auto const& operation : operations) {
    auto const add = [&](Cause cause, std::string const& code) {
      rows.push_back({operation.service, operation.name, cause, code});
    };
    add(Cause::nothing, "");
    add(Cause::forged_cookie, "InvalidCookie");
    add(Cause::no_cookie, "InvalidCookie");
    add(Cause::other_server, "ServerChanged");
    add(Cause::expired, "CookieExpired");
    add(Cause::config_changed, operation.config_changed);
    add(Cause::not_registered, operation.not_registered);
    add(Cause::content_moved, operation.content_moved);
    add(Cause::registration_unwanted, operation.name == "RegisterComputer" ? "RegistrationNotRequired" : "");
  }
  for (auto const* const name : {"GetRollupConfiguration", "RollupDownstreamServers", "RollupComputers",
                                 "GetOutOfSyncComputers", "RollupComputerStatus"})
    rows.push_back({Service::reporting, name, Cause::nothing, "InvalidCookie"});
  return rows;
}

INSTANTIATE_TEST_SUITE_P(EveryOperationAndCause, ErrorCodes, testing::ValuesIn(rows()));

class WithoutCookie : public ServicesTest {};

// Conforms: ErrorCode.InvalidAuthorizationCookie ErrorCode.ConfigChanged ErrorCode.InvalidParameters
TEST_F(WithoutCookie, GetCookieRefusesAForeignAuthorizationAndAnotherConfiguration) {
  auto const ask = [&](std::string const& data, std::string const& last_change, std::string const& version) {
    return call(Service::client, "GetCookie",
                fmt::format("<authCookies><AuthorizationCookie><PlugInId>SimpleTargeting</PlugInId><CookieData>{}"
                            "</CookieData></AuthorizationCookie></authCookies><lastChange>{}</lastChange><currentTime>"
                            "2026-10-04T15:00:00Z</currentTime><protocolVersion>{}</protocolVersion>",
                            data, last_change, version))
        .error_code();
  };
  auto const data = wsus::test::element(
      call(Service::simple_auth, "GetAuthorizationCookie", "<clientId>a-1</clientId><dnsName>pc01</dnsName>").body,
      "CookieData");
  EXPECT_EQ(ask("AAAA", "2026-10-04T15:00:00Z", "2.90"), "InvalidAuthorizationCookie");
  EXPECT_EQ(ask(data, "2026-10-04T15:00:01Z", "2.90"), "ConfigChanged");
  EXPECT_EQ(ask(data, "2026-10-04T15:00:00Z", "new"), "InvalidParameters");
  EXPECT_EQ(ask(data, "2026-10-04T15:00:00Z", "2.90"), "");
}

// Conforms: GetCookie
TEST_F(WithoutCookie, GetCookieWantsOneAuthorizationAndAnOldCookieOfItsOwnOrNone) {
  auto const authorization = fmt::format(
      "<AuthorizationCookie><PlugInId>SimpleTargeting</PlugInId><CookieData>{}</CookieData></AuthorizationCookie>",
      wsus::test::element(
          call(Service::simple_auth, "GetAuthorizationCookie", "<clientId>a-1</clientId><dnsName>pc01</dnsName>").body,
          "CookieData"));
  auto const ask = [&](std::string const& authorizations, std::string const& old_cookie) {
    return call(Service::client, "GetCookie",
                fmt::format("<authCookies>{}</authCookies>{}<lastChange>2026-10-04T15:00:00Z</lastChange>"
                            "<currentTime>2026-10-04T15:00:00Z</currentTime><protocolVersion>2.90</protocolVersion>",
                            authorizations, old_cookie))
        .error_code();
  };
  std::string const expiration = "<Expiration>2026-10-04T15:00:00Z</Expiration>";
  EXPECT_EQ(ask("", ""), "InvalidAuthorizationCookie");
  EXPECT_EQ(ask(authorization + authorization, ""), "InvalidAuthorizationCookie");
  EXPECT_EQ(ask(authorization, "<oldCookie>" + expiration + "<EncryptedData>AAAA</EncryptedData></oldCookie>"),
            "InvalidCookie");
  EXPECT_EQ(ask(authorization, "<oldCookie>" + expiration + "</oldCookie>"), "");  // as the captured agent sends it
  EXPECT_EQ(ask(authorization, ""), "");
}

// Conforms: GetAuthorizationCookie ErrorCode.InternalServerError
TEST_F(WithoutCookie, ABadClientIdOrDnsNameIsAnInternalServerErrorOfTheServer) {
  auto const ask = [&](std::string const& inner) {
    return call(Service::simple_auth, "GetAuthorizationCookie", inner);
  };
  auto const names = [](std::string const& id, std::string const& dns_name) {
    return fmt::format("<clientId>{}</clientId><dnsName>{}</dnsName>", id, dns_name);
  };
  std::string const long_id(255, 'a');
  EXPECT_EQ(ask(names("a-1", "pc01.lab")).outcome, "answer");
  EXPECT_EQ(ask(names(long_id, long_id)).outcome, "answer");
  for (auto const& bad :
       {names("?", "p"), names("", "p"), names(long_id + "a", "p"), names("a-1", ""), names("a-1", "pc 01"),
        names("a-1", ".lab"), names("a-1", "pc..lab"), names("a-1", long_id + "a"), std::string("<dnsName>p</dnsName>"),
        std::string("<clientId>a-1</clientId>"), std::string()}) {
    auto const refused = ask(bad);
    EXPECT_EQ(refused.error_code(), "InternalServerError") << bad;
    EXPECT_EQ(wsus::test::element(refused.body, "faultcode"), "s:Server") << bad;
  }
}

// Conforms: ErrorCode.InternalServerError
TEST_F(WithoutCookie, AnOperationThatThrowsIsAnInternalServerErrorOfTheServer) {
  ServiceCall broken{.state = state_, .service = Service::client};
  auto const throws = [&broken](struct soap* soap) {
    return answer(broken, soap, "GetConfig", [] { throw std::runtime_error("the database is gone"); });
  };
  wire::Engine engine;
  std::string envelope;
  auto const outcome =
      engine.serve(fmt::format(R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetConfig )"
                               R"(xmlns="{}"/></s:Body></s:Envelope>)",
                               wusp::info(Service::client).xml_namespace),
                   "", wire::Dress::wcf, throws, envelope);
  EXPECT_TRUE(std::holds_alternative<wire::SoapFault>(outcome));
  EXPECT_EQ(wsus::test::element(envelope, "ErrorCode"), "InternalServerError");
  EXPECT_EQ(wsus::test::element(envelope, "faultcode"), "s:Server");
  EXPECT_EQ(envelope.find("database"), std::string::npos) << "the reason is for the server's log";
  EXPECT_EQ(broken.record.internal_error, "the database is gone");
}

TEST_F(WithoutCookie, GetConfigWantsAVersion) {
  EXPECT_EQ(call(Service::client, "GetConfig", "").message(), "protocolVersion");
  EXPECT_EQ(call(Service::client, "GetConfig", "<protocolVersion>2.90</protocolVersion>").outcome, "answer");
}

TEST_F(WithoutCookie, ACookieOlderThanTheMoveIsGoodAgainAfterGetFileLocations) {
  handshake();
  change_settings([](auto& settings) { ++settings.content_generation; });
  auto const sync = [&] {
    return call(Service::client, "SyncUpdates",
                cookie() + "<parameters><SkipSoftwareSync>false</SkipSoftwareSync></parameters>");
  };
  EXPECT_EQ(sync().error_code(), "FileLocationChanged");
  renew(call(Service::client, "GetFileLocations", cookie() + "<fileDigests/>"));
  auto const answered = sync();
  EXPECT_EQ(answered.outcome, "answer");
  renew(answered);  // and its NewCookie knows the move as well
  EXPECT_EQ(sync().outcome, "answer");
  handshake();  // as every cookie that is made after the move
  EXPECT_EQ(sync().outcome, "answer");
}

}  // namespace
}  // namespace wsus::services::test
