// Injected faults on the wire: the bytes, the logs and the counters, each with a twin that goes without the fault.
#include "tests/integration/server/server_fixture.hpp"

#include "server/faults/rules/rule_file.hpp"
#include "server/iis/server_files.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>
#include <sstream>
#include <tuple>

namespace wsus::test {
namespace {

using testing::HasSubstr;
using wusp::Service;

using Counters = std::map<std::string, std::uint64_t, std::less<>>;

constexpr auto pc01 = "e1da06a3-5601-43c9-bac3-52d5db701494";
constexpr auto pc02 = "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d";

class InjectedFaultsTest : public ServerTest {
protected:
  /// `list` is what stands under `faults:`; an empty text is the twin without faults.
  void start_with(std::string const& list) {
    auto config = small_config();
    if (!list.empty()) config.faults = faults::read_rules(config::Node::parse(list, "f.yaml"));
    start(std::move(config));
  }
  /// A soap_fault rule; `more`: further keys of the fault.
  void start_with_soap_fault(Service service, std::string_view operation, std::string_view error_code,
                             std::string_view more = "") {
    start_with(fmt::format("- soap_fault: {{error_code: {}{}}}\n  when: {{service: {}, operation: {}}}", error_code,
                           more, wusp::info(service).name, operation));
  }

  std::string port() { return std::to_string(server_->port()); }

  /// The status line and headers without those that differ between two equal answers.
  static std::string head(RawReply const& reply) {
    std::istringstream lines(reply.head);
    std::string kept;
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("Date:")) kept += line + "\n";
    }
    return kept;
  }

  /// Both logs without port, time-taken, x-injected and heads: what two servers that did the same have in common.
  std::string logs() {
    std::istringstream rows(server_->iis_log());
    std::string text = with(server_->software_distribution_log(), ":" + port() + "/", ":PORT/");
    constexpr int kept_fields = 14;
    for (std::string row; std::getline(rows, row);) {
      if (row.starts_with('#')) continue;
      std::size_t end = 0;
      for (int field = 0; field < kept_fields; ++field) end = row.find(' ', end) + 1;
      text += with(row.substr(0, end), " " + port() + " ", " PORT ") + "\n";
    }
    return text;
  }

  static std::string with(std::string text, std::string const& old, std::string const& replacement) {
    for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + replacement.size()))
      text.replace(at, old.size(), replacement);
    return text;
  }

  /// GetConfig to any target of the Client service.
  RawRequest get_config_at(std::string target) const {
    return {.target = std::move(target),
            .soap_action = fmt::format("\"{}\"", wusp::soap_action(Service::client, "GetConfig")),
            .body = fmt::format(R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)"
                                R"(<GetConfig xmlns="{}"><protocolVersion>2.90</protocolVersion></GetConfig>)"
                                "</s:Body></s:Envelope>",
                                wusp::info(Service::client).xml_namespace)};
  }
};

// ---- soap_fault ----

TEST_F(InjectedFaultsTest, AnInjectedSoapFaultIsTheNaturalOneByteForByteAndInBothLogs) {
  start_with("");
  driver_->handshake();
  auto const natural = driver_->sync_updates(int_list("InstalledNonLeafUpdateIDs", numbers(1, 401)));
  auto const natural_logs = logs();
  ASSERT_EQ(element(natural.body, "ErrorCode"), "InvalidParameters");
  EXPECT_EQ(last_entry().injected_names(), "");
  EXPECT_EQ(server_->journal().counter("injected"), 0u);

  start_with_soap_fault(Service::client, "SyncUpdates", "InvalidParameters",
                        ", message: parameters.InstalledNonLeafUpdateIDs");
  driver_->handshake();
  auto const injected = driver_->sync_updates(int_list("InstalledNonLeafUpdateIDs", numbers(1, 401)));
  EXPECT_EQ(injected.body, natural.body);  // the same seed: even the ID
  EXPECT_EQ(head(injected), head(natural));
  EXPECT_EQ(logs(), natural_logs);
  EXPECT_THAT(natural_logs, HasSubstr(fmt::format("Client={}", pc01)));
  EXPECT_EQ(last_entry().injected_names(), "soap_fault:soap_fault-1");
  EXPECT_EQ(last_entry().refused, "");
}

class InjectedErrorCode : public InjectedFaultsTest, public testing::WithParamInterface<wusp::ErrorCode> {};

TEST_P(InjectedErrorCode, IsAnsweredJournalledAndCounted) {
  auto const error_code = std::string(to_string(GetParam()));
  start_with_soap_fault(Service::client, "SyncUpdates", error_code, ", message: what");
  driver_->handshake();
  EXPECT_TRUE(faults_counted().empty());  // every other operation is served
  auto const reply = driver_->sync_updates();
  EXPECT_EQ(reply.status, 500u);
  EXPECT_EQ(element(reply.body, "ErrorCode"), error_code);
  EXPECT_EQ(element(reply.body, "Message"), "what");
  EXPECT_EQ(element(reply.body, "faultcode"), error_code == "InternalServerError" ? "s:Server" : "s:Client");
  EXPECT_EQ(element(reply.body, "Method"),
            "\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/SyncUpdates\"");
  EXPECT_EQ(element(reply.body, "ID"), last_entry().fault_id);
  EXPECT_EQ(last_entry().client_id, pc01);
  EXPECT_THAT(
      server_->software_distribution_log(),
      HasSubstr(fmt::format("ID={}, ErrorCode={}, Message=what, Client={}", last_entry().fault_id, error_code, pc01)));
  EXPECT_EQ(
      faults_counted(),
      (Counters{{"soap_faults", 1}, {"error_code." + error_code, 1}, {"injected", 1}, {"injected.soap_fault", 1}}));
}

INSTANTIATE_TEST_SUITE_P(All, InjectedErrorCode,
                         testing::ValuesIn(wusp::all_error_codes().begin(), wusp::all_error_codes().end()),
                         [](auto const& test) { return std::string(to_string(test.param)); });

TEST_F(InjectedFaultsTest, TheTwinWithoutASoapFaultIsServed) {
  start_with("");
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_TRUE(faults_counted().empty());
  EXPECT_EQ(server_->journal().counter("injected.soap_fault"), 0u);
  EXPECT_EQ(server_->software_distribution_log(), "");
}

TEST_F(InjectedFaultsTest, TheCodeCanBeChosenAndTheMessageIsEscaped) {
  start_with_soap_fault(Service::reporting, "ReportEventBatch", "InvalidCookie", ", code: Server, message: a<b&c");
  driver_->handshake();
  auto const reply = driver_->call(Service::reporting, "ReportEventBatch", driver_->cookie_element());
  EXPECT_EQ(element(reply.body, "faultcode"), "soap:Server");
  EXPECT_EQ(element(reply.body, "Message"), "a&lt;b&amp;c");
}

TEST_F(InjectedFaultsTest, OperationsThatKnowNoClientCanFailToo) {
  start_with_soap_fault(Service::client, "GetConfig", "ServerBusy");
  auto const reply = driver_->get_config();
  EXPECT_EQ(reply.status, 500u);
  EXPECT_EQ(element(reply.body, "ErrorCode"), "ServerBusy");
  EXPECT_THAT(reply.body, testing::Not(HasSubstr("GetConfigResult")));
  EXPECT_EQ(last_entry().injected_names(), "soap_fault:soap_fault-1");
  start_with("");
  EXPECT_EQ(driver_->get_config().status, 200u);
}

TEST_F(InjectedFaultsTest, AnInjectedFaultComesBeforeTheOperationsOwn) {
  start_with_soap_fault(Service::client, "SyncUpdates", "ServerChanged");
  driver_->encrypted_data = "AAAA";
  EXPECT_EQ(element(driver_->sync_updates().body, "ErrorCode"), "ServerChanged");
  EXPECT_EQ(server_->journal().counter("injected"), 1u);
  start_with_soap_fault(Service::client, "GetFileLocations", "FileLocationChanged");
  EXPECT_EQ(element(driver_->call(Service::client, "GetFileLocations", "").body, "ErrorCode"), "FileLocationChanged");
  start_with("");
  driver_->encrypted_data = "AAAA";
  EXPECT_EQ(element(driver_->sync_updates().body, "ErrorCode"), "InvalidCookie");
  EXPECT_EQ(server_->journal().counter("injected"), 0u);
}

TEST_F(InjectedFaultsTest, ARefusedOperationHasChangedNothing) {
  start_with_soap_fault(Service::client, "RegisterComputer", "InternalServerError");
  driver_->handshake();
  EXPECT_FALSE(server_->state().computers().is_registered(pc01));
  start_with_soap_fault(Service::simple_auth, "GetAuthorizationCookie", "InternalServerError");
  driver_->get_authorization_cookie();
  EXPECT_TRUE(server_->state().computers().all().empty());
  start_with("");
  driver_->handshake();
  EXPECT_TRUE(server_->state().computers().is_registered(pc01));
}

TEST_F(InjectedFaultsTest, ARequestThatIsNoMessageIsAnsweredAsEver) {
  start_with_soap_fault(Service::client, "GetConfig", "ServerBusy");
  EXPECT_EQ(driver_->send(Service::client, "GetConfig", "<not").status, 400u);
  EXPECT_EQ(server_->journal().counter("injected"), 0u);
}

// ---- refuse_client ----

TEST_F(InjectedFaultsTest, ARefusedClientGetsTheFaultOfABadClientIdAndTheOtherIsServed) {
  start_with("");
  auto const natural = driver_->get_authorization_cookie("");
  auto const natural_logs = logs();
  EXPECT_TRUE(server_->journal().counter("injected") == 0u);

  start_with(fmt::format("- refuse_client: {{}}\n  when: {{client_id: '{{{}}}'}}", pc01));
  auto const injected = driver_->get_authorization_cookie("E1DA06A3-5601-43C9-BAC3-52D5DB701494");
  EXPECT_EQ(injected.status, 500u);
  // Each client has a sequence of fault IDs of its own.
  auto const own = element(injected.body, "ID");
  auto const of_nobody = element(natural.body, "ID");
  EXPECT_NE(own, of_nobody);
  EXPECT_EQ(with(injected.body, own, of_nobody), natural.body);
  EXPECT_EQ(element(injected.body, "faultcode"), "soap:Server");
  EXPECT_EQ(element(injected.body, "ErrorCode"), "InternalServerError");
  EXPECT_THAT(injected.body, HasSubstr("<Message/>"));
  EXPECT_EQ(head(injected), head(natural));
  EXPECT_EQ(with(with(logs(), "Client=E1DA06A3-5601-43C9-BAC3-52D5DB701494", "Client="), own, of_nobody), natural_logs);
  EXPECT_EQ(last_entry().injected_names(), "refuse_client:refuse_client-1");
  EXPECT_EQ(
      faults_counted(),
      (Counters{
          {"soap_faults", 1}, {"error_code.InternalServerError", 1}, {"injected", 1}, {"injected.refuse_client", 1}}));

  EXPECT_EQ(driver_->get_authorization_cookie(pc02).status, 200u);
  EXPECT_EQ(server_->journal().counter("injected"), 1u);
  EXPECT_EQ(last_entry().injected_names(), "");
}

TEST_F(InjectedFaultsTest, OnlyTheAuthorizationIsRefused) {
  start_with(fmt::format("- refuse_client: {{}}\n  when: {{client_id: {}}}", pc02));
  driver_->handshake();  // of PC01, which is not named
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_TRUE(faults_counted().empty());
  start_with(fmt::format("- refuse_client: {{}}\n  when: {{client_id: {}}}", pc01));
  EXPECT_EQ(driver_->get_config().status, 200u);
  EXPECT_EQ(driver_->get_authorization_cookie().status, 500u);
}

TEST_F(InjectedFaultsTest, TheTwinWithoutARefusalIsServed) {
  start_with("");
  EXPECT_EQ(driver_->get_authorization_cookie().status, 200u);
  EXPECT_TRUE(faults_counted().empty());
  EXPECT_EQ(server_->journal().counter("injected.refuse_client"), 0u);
}

// ---- redirect ----

struct Way {
  char const* to;      ///< keys of the rule
  char const* scheme;  ///< of the Location
  char const* target;  ///< that /ClientWebService/client.asmx leads to
};
constexpr std::array<Way, 4> ways{{{"to: itself", "http", ""},
                                   {"to: ping_pong", "http", "?pong=1"},
                                   {"to: hops, hops: 2", "http", "?hop=1"},
                                   {"to: other_scheme", "https", ""}}};

class InjectedRedirect : public InjectedFaultsTest, public testing::WithParamInterface<std::tuple<Way, unsigned>> {};

TEST_P(InjectedRedirect, IsAnsweredInsteadOfTheService) {
  auto const& [way, status] = GetParam();
  start_with(fmt::format("- redirect: {{{}, status: {}}}", way.to, status));
  auto const reply = driver_->get_config();
  auto const location = fmt::format("{}://127.0.0.1:{}/ClientWebService/client.asmx{}", way.scheme, port(), way.target);
  EXPECT_EQ(reply.status, status);
  EXPECT_EQ(reply.header("Location"), location);
  EXPECT_EQ(reply.header("Connection"), "");  // IIS keeps the connection
  EXPECT_EQ(reply.body, fmt::format("<head><title>Document Moved</title></head>\n<body><h1>Object Moved</h1>This "
                                    "document may be found <a HREF=\"{}\">here</a></body>",
                                    location));
  EXPECT_THAT(reply.head, HasSubstr(fmt::format("\r\nContent-Type: text/html; charset=UTF-8\r\nLocation: {}\r\n"
                                                "Server: Microsoft-IIS/10.0\r\nX-Powered-By: ASP.NET\r\nDate: ",
                                                location)));
  EXPECT_EQ(last_entry().injected_names(), "redirect:redirect-1");
  EXPECT_EQ(last_entry().service, "ClientWebService");
  EXPECT_EQ(last_entry().operation, "");
  EXPECT_EQ(last_entry().refused, "the injected fault redirect answers (f.yaml:1)");
  EXPECT_EQ(faults_counted(), (Counters{{"refused", 1}, {"injected", 1}, {"injected.redirect", 1}}));
  EXPECT_THAT(server_->iis_log(), HasSubstr(fmt::format("POST /ClientWebService/client.asmx - {} - 127.0.0.1 - - {} "
                                                        "0 0 ",
                                                        port(), status)));
  EXPECT_THAT(server_->iis_log(), HasSubstr(" time-taken x-injected\r\n"));
  EXPECT_THAT(server_->iis_log(), testing::EndsWith(" redirect:redirect-1\r\n"));
  EXPECT_EQ(server_->software_distribution_log(), "");
}

INSTANTIATE_TEST_SUITE_P(EveryWayAndStatus, InjectedRedirect,
                         testing::Combine(testing::ValuesIn(ways), testing::Values(301u, 302u, 303u, 307u, 308u)),
                         [](auto const& test) {
                           std::string name = std::get<0>(test.param).to;
                           name = name.substr(4, name.find(',') - 4);
                           std::erase(name, '_');
                           return name + std::to_string(std::get<1>(test.param));
                         });

TEST_F(InjectedFaultsTest, TheTwinWithoutARedirectIsServed) {
  start_with("");
  EXPECT_EQ(driver_->get_config().status, 200u);
  EXPECT_TRUE(faults_counted().empty());
  EXPECT_EQ(server_->journal().counter("injected.redirect"), 0u);
  EXPECT_THAT(server_->iis_log(), testing::Not(HasSubstr("x-injected")));
}

TEST_F(InjectedFaultsTest, AfterItsHopsARequestIsServedWhole) {
  start_with("- redirect: {to: hops, hops: 3}");
  auto const origin = "http://127.0.0.1:" + port();
  std::string target = "/ClientWebService/client.asmx";
  RawReply reply;
  for (int hop = 1; hop <= 3; ++hop) {
    reply = exchange(server_->port(), get_config_at(target));
    ASSERT_EQ(reply.status, 302u);
    ASSERT_EQ(reply.header("Location"), fmt::format("{}/ClientWebService/client.asmx?hop={}", origin, hop));
    target = reply.header("Location").substr(origin.size());
  }
  reply = exchange(server_->port(), get_config_at(target));
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(element(reply.body, "LastChange"), "2026-10-04T13:17:07.59Z");
  EXPECT_EQ(last_entry().injected_names(), "");
  EXPECT_EQ(last_entry().operation, "GetConfig");
  EXPECT_EQ(server_->journal().counter("injected.redirect"), 3u);
  EXPECT_EQ(server_->journal().counter("operation.GetConfig"), 1u);
  EXPECT_THAT(server_->iis_log(), HasSubstr("POST /ClientWebService/client.asmx hop=3 "));
}

TEST_F(InjectedFaultsTest, ALoopNeverEndsAndHoldsTheConnection) {
  start_with("- redirect: {to: ping_pong}");
  RawConnection connection(server_->port());
  for (int round = 0; round < 10; ++round) {
    for (auto const* const query : {"", "?pong=1"}) {
      connection.send(to_bytes(get_config_at(fmt::format("/ClientWebService/client.asmx{}", query)), server_->port()));
      EXPECT_EQ(connection.read_reply().status, 302u);
    }
  }
  EXPECT_EQ(server_->journal().counter("injected.redirect"), 20u);
}

TEST_F(InjectedFaultsTest, ARedirectOfOneServiceLeavesTheOthers) {
  start_with("- redirect: {to: itself}\n  when: {service: ReportingWebService}");
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_TRUE(faults_counted().empty());
  EXPECT_EQ(driver_->call(Service::reporting, "ReportEventBatch", driver_->cookie_element()).status, 302u);
}

TEST_F(InjectedFaultsTest, ARedirectComesBeforeIisAndBeforeFaultsOfCalls) {
  start_with("- soap_fault: {error_code: ServerBusy}\n"
             "  when: {operation: GetConfig}\n"
             "- redirect: {to: itself}\n");
  server_->files().write_as_system(iis::client_web_config, "<broken");
  EXPECT_EQ(driver_->get_config().status, 302u);
  auto const page = exchange(server_->port(), {.method = "GET", .target = "/nowhere", .content_type = ""});
  EXPECT_EQ(page.status, 302u);
  EXPECT_EQ(last_entry().service, "");
  auto const head_only = exchange(server_->port(), {.method = "HEAD", .target = "/nowhere", .content_type = ""});
  EXPECT_EQ(head_only.status, 302u);
  EXPECT_EQ(head_only.body, "");
  EXPECT_EQ(server_->journal().counter("injected.soap_fault"), 0u);
}

}  // namespace
}  // namespace wsus::test
