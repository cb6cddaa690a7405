// The command line of wsus-mock: defaults, and where each option goes.
#include "server/app/mock_config.hpp"
#include "server/app/options.hpp"
#include "tests/unit/server/app/parsed_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <vector>

namespace wsus::server {
namespace {

using testing::HasSubstr;

TEST(MockOptionsLine, DefaultsAreTheDocumentedOnes) {
  auto const options = good({});
  EXPECT_EQ(options.http_address, "127.0.0.1");
  EXPECT_EQ(options.http_port, 8530);
  EXPECT_FALSE(options.admin_address);
  EXPECT_EQ(options.log_directory, "wsus-mock-logs");
  EXPECT_EQ(options.seed, 1u);
  EXPECT_EQ(options.settings.page.updates, 30u);
  EXPECT_EQ(options.settings.cookie_lifetime, std::chrono::minutes(60));
}

TEST(MockOptionsLine, ContentSelfUpdateXpressAndSslHaveTheirDefaults) {
  auto const options = good({});
  EXPECT_TRUE(options.xpress);
  EXPECT_TRUE(options.require_ssl.empty());
  EXPECT_FALSE(options.content_directory);
  EXPECT_FALSE(options.self_update);
}

TEST(MockOptionsLine, ContentSelfUpdateAndXpressReachTheirPlaces) {
  auto const options = good({"--content-dir", "c", "--selfupdate", "s", "--no-xpress"});
  EXPECT_EQ(options.content_directory, "c");
  EXPECT_EQ(options.self_update, "s");
  EXPECT_FALSE(options.xpress);
}

TEST(MockOptionsLine, RequireSslTakesNamesOrMeansAllFive) {
  auto const all = good({"--require-ssl", "--seed", "2"});
  EXPECT_TRUE(all.require_ssl.covers("/ClientWebService/client.asmx"));
  EXPECT_TRUE(all.require_ssl.covers("/SimpleAuthWebService/SimpleAuth.asmx"));
  EXPECT_EQ(all.seed, 2U);
  auto const one = good({"--require-ssl", "simpleauthwebservice"});
  EXPECT_TRUE(one.require_ssl.covers("/SimpleAuthWebService/SimpleAuth.asmx"));
  EXPECT_FALSE(one.require_ssl.covers("/ClientWebService/client.asmx"));
  auto const two = good({"--require-ssl", "ApiRemoting30,ClientWebService"});
  EXPECT_TRUE(two.require_ssl.covers("/ApiRemoting30/"));
  EXPECT_TRUE(two.require_ssl.covers("/ClientWebService/client.asmx"));
  EXPECT_FALSE(two.require_ssl.covers("/SimpleAuthWebService/SimpleAuth.asmx"));
  auto const wrong = bad({"--require-ssl", "Content"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.text, HasSubstr("'Content' cannot require SSL; allowed: ApiRemoting30, ClientWebService, "
                                    "DssAuthWebService, ServerSyncWebService, SimpleAuthWebService"));
}

TEST(MockConfig, FoldersThatCannotServeAreRefusedBeforeAnythingStarts) {
  wusp::ManualClock const clock{wusp::UtcTime{}};
  auto const folder = fresh_folder("hosting");
  std::ofstream(folder / "file") << "x";
  auto const message = [&](MockOptions options) {
    options.log_directory = folder / "logs";
    try {
      static_cast<void>(make_config(options, clock));
    } catch (std::runtime_error const& e) {
      return std::string(e.what());
    }
    return std::string("none");
  };
  MockOptions options;
  EXPECT_EQ(message(options), "none");
  options.content_directory = folder / "file";
  EXPECT_EQ(message(options), "--content-dir '" + (folder / "file").string() + "': is there and no folder");
  options.content_directory = folder / "new";
  options.self_update = folder / "nowhere";
  EXPECT_EQ(message(options), "--selfupdate '" + (folder / "nowhere").string() + "': is no folder");
  options.self_update = folder;
  EXPECT_EQ(message(options), "none");
}

TEST(MockOptionsLine, OperationsThatAWsusDoesNotHaveAreOffUntilAskedFor) {
  auto const plain = good({}).settings;
  EXPECT_FALSE(plain.live_operations || plain.offer_ping || plain.file_digest_algorithm);
  EXPECT_TRUE(good({"--live-operations"}).settings.live_operations);
  EXPECT_TRUE(good({"--offer-ping"}).settings.offer_ping);
  EXPECT_TRUE(good({"--file-digest-algorithm"}).settings.file_digest_algorithm);
}

TEST(MockOptionsLine, EverySettingReachesItsPlace) {
  auto const options = good({"--http",
                             "[::1]:0",
                             "--admin",
                             "127.0.0.2:99",
                             "--ports-file",
                             "p",
                             "--web-config",
                             "w",
                             "--catalog",
                             "c",
                             "--faults",
                             "f",
                             "--log-dir",
                             "l",
                             "--seed",
                             "7",
                             "--threads",
                             "3",
                             "--max-concurrent-syncs",
                             "9",
                             "--web-config-reload",
                             "iisreset",
                             "--cached-count",
                             "union",
                             "--page-updates",
                             "200",
                             "--page-bytes",
                             "1000",
                             "--cookie-minutes",
                             "5"});
  EXPECT_EQ(options.http_address, "::1");
  EXPECT_EQ(options.http_port, 0);
  EXPECT_EQ(options.admin_address, "127.0.0.2");
  EXPECT_EQ(options.admin_port, 99);
  EXPECT_EQ(options.ports_file, "p");
  EXPECT_EQ(options.web_config, "w");
  EXPECT_EQ(options.catalogue_file, "c");
  EXPECT_EQ(options.faults_file, "f");
  EXPECT_EQ(options.log_directory, "l");
  EXPECT_EQ(options.seed, 7u);
  EXPECT_EQ(options.settings.max_concurrent_syncs, 9u);
  EXPECT_EQ(options.threads, 3u);
  EXPECT_EQ(options.web_config_reload, iis::WebConfigReload::iisreset);
  EXPECT_EQ(options.settings.cached_count, domain::CachedCount::union_of_both);
  EXPECT_EQ(options.settings.page.updates, 200u);
  EXPECT_EQ(options.settings.page.xml_bytes, 1000u);
  EXPECT_EQ(options.settings.cookie_lifetime, std::chrono::minutes(5));
}

TEST(MockOptionsLine, TimesToWaitReachTheListenersAndAreThoseOfHttpSysUnlessGiven) {
  auto const plain = good({}).timeouts;
  EXPECT_EQ(plain.connection, std::chrono::seconds(120));
  EXPECT_EQ(plain.request, std::chrono::minutes(20));
  auto const given = good({"--connection-timeout", "400 ms", "--request-timeout", "90s"}).timeouts;
  EXPECT_EQ(given.connection, std::chrono::milliseconds(400));
  EXPECT_EQ(given.request, std::chrono::seconds(90));
}

TEST(MockOptionsLine, HttpsAndItsCertificateReachTheirPlaces) {
  EXPECT_FALSE(good({}).https_address);
  auto const made = good({"--https", "[::1]:8531", "--tls-name", "a.lab.example", "--tls-name", "b.lab.example"});
  EXPECT_EQ(made.https_address, "::1");
  EXPECT_EQ(made.https_port, 8531);
  EXPECT_EQ(made.tls_names, (std::vector<std::string>{"a.lab.example", "b.lab.example"}));
  EXPECT_FALSE(made.tls_certificate);
  auto const given = good({"--https", "127.0.0.1:0", "--tls-certificate", "c", "--tls-key", "k"});
  EXPECT_EQ(given.tls_certificate, "c");
  EXPECT_EQ(given.tls_key, "k");
}

TEST(MockOptionsLine, AProfileGivesDressAndPageSizeButAGivenPageSizeIsStronger) {
  auto const old = good({"--server-profile", "wsus-3.0-sp2"});
  EXPECT_EQ(old.dress.server, "Microsoft-IIS/7.5");
  EXPECT_EQ(old.settings.page.updates, 200u);
  EXPECT_EQ(good({"--server-profile", "wsus-3.0-sp2", "--page-updates", "30"}).settings.page.updates, 30u);
  auto const lower = good({"--server-header-case", "lower"});
  EXPECT_EQ(lower.dress.header_case, iis::HeaderCase::lower);
  EXPECT_EQ(lower.dress.server, "Microsoft-IIS/10.0");
  EXPECT_EQ(good({"--server-header-case", "captured"}).dress.header_case, iis::HeaderCase::as_captured);
}

TEST(MockOptionsLine, TheDressIsThatOfTheCapturedServerUntilAskedForAnother) {
  auto const plain = good({}).dress;
  EXPECT_TRUE(plain.header_order.empty());
  EXPECT_EQ(plain.keep_alive, iis::KeepAliveHeader::http_1_0);
  EXPECT_TRUE(plain.faults_close);
  EXPECT_TRUE(plain.powered_by);
  auto const other = good({"--server-header-order", "Content-Length,Date", "--server-keep-alive", "always",
                           "--faults-keep-open", "--no-powered-by", "--server-profile", "2012"})
                         .dress;
  EXPECT_EQ(other.header_order, (std::vector<std::string>{"Content-Length", "Date"}));
  EXPECT_EQ(other.keep_alive, iis::KeepAliveHeader::always);
  EXPECT_FALSE(other.faults_close);
  EXPECT_FALSE(other.powered_by);
  EXPECT_EQ(other.server, "Microsoft-IIS/8.0");
  EXPECT_EQ(good({"--server-keep-alive", "never"}).dress.keep_alive, iis::KeepAliveHeader::never);
}

TEST(MockOptionsLine, AProfileNamesItsIisAndThatOf2025TheAlgorithmOfDigests) {
  EXPECT_EQ(good({}).dress.iis_version, "10.0");
  auto const old = good({"--server-profile", "wsus-3.0-sp2"});
  EXPECT_EQ(old.dress.iis_version, "7.5");
  EXPECT_FALSE(old.settings.file_digest_algorithm);
  auto const newest = good({"--server-profile", "2025"});
  EXPECT_EQ(newest.dress.iis_version, "10.0");
  EXPECT_TRUE(newest.settings.file_digest_algorithm);
  EXPECT_FALSE(good({"--server-profile", "2022"}).settings.file_digest_algorithm);
  EXPECT_TRUE(good({"--server-profile", "2022", "--file-digest-algorithm"}).settings.file_digest_algorithm);
}

TEST(MockOptionsLine, RegistrationKeyIdentityAndCapacityReachTheirPlaces) {
  auto const plain = good({});
  EXPECT_TRUE(plain.settings.registration_required);
  EXPECT_FALSE(plain.cookie_key || plain.server_id);
  EXPECT_EQ(plain.settings.max_computers, 200'000U);
  auto const set = good({"--no-registration", "--cookie-key", "k", "--server-id",
                         "00000000-0000-0000-0000-000000000007", "--max-computers", "3"});
  EXPECT_FALSE(set.settings.registration_required);
  EXPECT_EQ(set.cookie_key, "k");
  EXPECT_EQ(wusp::to_string(*set.server_id), "00000000-0000-0000-0000-000000000007");
  EXPECT_EQ(set.settings.max_computers, 3U);
}

TEST(MockOptionsLine, CertsIsACommandOfItsOwn) {
  auto const certs = std::get<CertsOptions>(parse({"certs", "--out", "o", "--name", "a.lab.example", "--name",
                                                   "*.b.example", "--address", "::1", "--days", "7", "--force"}));
  EXPECT_EQ(certs.out, "o");
  EXPECT_EQ(certs.names, (std::vector<std::string>{"a.lab.example", "*.b.example"}));
  EXPECT_EQ(certs.addresses, (std::vector<std::string>{"::1"}));
  EXPECT_EQ(certs.days, 7u);
  EXPECT_TRUE(certs.force);
  auto const plain = std::get<CertsOptions>(parse({"certs", "--out", "o", "--name", "a"}));
  EXPECT_EQ(plain.days, 30u);
  EXPECT_FALSE(plain.force);
}

TEST(MockOptionsLine, GuideIsACommandOfItsOwnWithACheckedUrl) {
  auto const guide = std::get<GuideOptions>(parse({"guide", "--server", "http://wsus.lab.example:8530"}));
  EXPECT_EQ(guide.target.url(), "http://wsus.lab.example:8530");
  EXPECT_EQ(guide.format, "text");
  EXPECT_FALSE(guide.output);
  auto const files = std::get<GuideOptions>(parse({"guide", "--server", "https://w:8531", "--output", "d", "--force"}));
  EXPECT_EQ(files.output, "d");
  EXPECT_TRUE(files.force);
  EXPECT_EQ(std::get<GuideOptions>(parse({"guide", "--server", "http://w:1", "--format", "reg-undo"})).format,
            "reg-undo");
  EXPECT_THAT(bad({"guide", "--server", "http://[::1"}).text,
              HasSubstr("the bracket of its IPv6 address is not closed"));
  EXPECT_EQ(bad({"guide"}).exit_code, 2);
  EXPECT_THAT(bad({"guide", "--server", "http://w:1", "--format", "exe"}).text, HasSubstr("powershell-undo"));
  EXPECT_EQ(bad({"guide", "--server", "http://w:1", "--force"}).exit_code, 2);
  EXPECT_EQ(bad({"guide", "--server", "http://w:1", "--output", "d", "--format", "reg"}).exit_code, 2);
}

TEST(GuideCommand, PrintsOneFormOrWritesAllAndOverwritesNothing) {
  GuideOptions options{.target = std::get<guide::ClientTarget>(guide::read_client_target("https://127.0.0.1:8531"))};
  options.format = "reg";
  EXPECT_THAT(give_guide(options), testing::StartsWith("Windows Registry Editor Version 5.00\r\n"));
  auto const folder = fresh_folder("guide");
  options.output = folder / "new";
  auto const told = give_guide(options);
  EXPECT_THAT(told, testing::StartsWith("WARNING: 127.0.0.1 is the client itself"));
  EXPECT_THAT(told, HasSubstr("the scripts want lab-ca.crt beside them"));
  for (auto const* name : {"README.txt", "point.reg", "back.reg", "point.ps1", "back.ps1"})
    EXPECT_TRUE(std::filesystem::exists(folder / "new" / name)) << name;
  std::filesystem::remove(folder / "new" / "point.reg");
  std::ofstream(folder / "new" / "back.ps1") << "mine";
  EXPECT_THROW(static_cast<void>(give_guide(options)), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(folder / "new" / "point.reg")) << "nothing was written";
  options.force = true;
  static_cast<void>(give_guide(options));
  EXPECT_GT(std::filesystem::file_size(folder / "new" / "back.ps1"), 100U);
}

TEST(MockOptionsLine, HelpAndVersionEndWithZero) {
  EXPECT_EQ(bad({"--version"}).exit_code, 0);
  auto const help = bad({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.text, HasSubstr("--ports-file"));
}

}  // namespace
}  // namespace wsus::server
