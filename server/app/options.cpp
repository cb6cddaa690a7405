// Parsing and checking of the command line: see options.hpp.
#include "server/app/options.hpp"

#include "server/app/admin_options.hpp"
#include "server/app/dress_options.hpp"
#include "server/app/guide_options.hpp"
#include "server/app/version.hpp"
#include "server/app/words.hpp"
#include "server/certificates/certificates.hpp"
#include "wsdl/command_line/page_options.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include <charconv>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

namespace wsus::server {
namespace {

std::string check_endpoint(std::string const& text) {
  if (parse_endpoint(text)) return {};
  return fmt::format("'{}' is no ADDR:PORT; allowed: a numeric address and a port from 0 to 65535, as in "
                     "127.0.0.1:8530 or [::1]:8530 (port 0: the system chooses)",
                     text);
}

std::string check_dns_name(std::string const& text) {
  if (certificates::is_dns_name(text)) return {};
  return fmt::format("'{}' is no DNS name; allowed: letters, digits, hyphens and dots, as in wsus.lab.example", text);
}

std::string check_address(std::string const& text) {
  if (certificates::is_address(text)) return {};
  return fmt::format("'{}' is no address; allowed: numeric IPv4 or IPv6", text);
}

/// The options as CLI11 fills them, before they become MockOptions.
struct Raw {
  MockOptions options{};
  std::string http = "127.0.0.1:8530";
  std::string https{};
  std::string tls_certificate{};
  std::string tls_key{};
  DressOptions dress{};
  bool page_updates_given = false;
  std::string admin{};
  AdminOptions admin_options{};
  std::string ports_file{};
  std::string web_config{};
  std::string catalogue{};
  std::string faults{};
  std::string log_dir = "wsus-mock-logs";
  long cookie_minutes = 60;
  bool no_registration = false;
  std::string server_id{};
  std::string content_dir{};
  std::string self_update{};
  std::string state{};
  bool no_xpress = false;
  CLI::Option* require_ssl = nullptr;  ///< may be given without a value
  std::vector<std::string> ssl_applications{};
};

std::string check_ssl_application(std::string const& name) {
  if (name.empty()) return {};  // how CLI11 gives an option without a value
  try {
    iis::SslRequirement const checked({&name, 1});
    return {};
  } catch (std::invalid_argument const& e) {
    return e.what();
  }
}

void add_hosting(CLI::App& app, Raw& raw) {
  app.add_option("--content-dir", raw.content_dir, "folder that keeps made content files (default: in memory)")
      ->type_name("DIR");
  app.add_option("--selfupdate", raw.self_update, "folder whose files lie below /SelfUpdate (default: one marked file)")
      ->type_name("DIR");
  app.add_option("--state", raw.state,
                 "keep computers, decisions, settings and identity in this file over restarts (docs/STATE.md; default: "
                 "in memory)")
      ->type_name("FILE");
  app.add_flag("--no-xpress", raw.no_xpress, "answers are never coded, whatever a request offers");
  raw.require_ssl = app.add_option("--require-ssl", raw.ssl_applications,
                                   "these applications answer over TLS only; without a name all five that can")
                        ->type_name("NAME,...")
                        ->expected(0, 5)
                        ->delimiter(',')
                        ->check(check_ssl_application);
}

void add_places(CLI::App& app, Raw& raw) {
  app.add_option("--http", raw.http, "where the web services listen")
      ->type_name("ADDR:PORT")
      ->check(check_endpoint)
      ->capture_default_str();
  app.add_option("--admin", raw.admin, "where the admin API listens (none by default)")
      ->type_name("ADDR:PORT")
      ->check(check_endpoint);
  app.add_option("--ports-file", raw.ports_file,
                 R"(write {"http": N, "https": N, "admin": N, "token": TEXT} here once it listens; mode 0600)")
      ->type_name("FILE");
  app.add_option("--web-config", raw.web_config, "web.config of ClientWebService (default: one in the log folder)")
      ->type_name("FILE");
  app.add_option("--catalog", raw.catalogue, "catalogue as YAML (default: 3,000 generated revisions)")
      ->type_name("FILE");
  app.add_option("--faults", raw.faults, "faults to inject as YAML (docs/FAULTS.md; none by default)")
      ->type_name("FILE");
  app.add_option("--log-dir", raw.log_dir, "folder of SoftwareDistribution.log and the IIS logs")
      ->type_name("DIR")
      ->capture_default_str();
}

void add_operations(CLI::App& app, domain::Settings& settings) {
  app.add_flag("--live-operations", settings.live_operations,
               "offer GetConfig2 and GetTimestamps, which the public Windows Update has and a WSUS does not");
  app.add_flag("--offer-ping", settings.offer_ping, "answer IMonitorable/Ping at every service");
  app.add_flag("--file-digest-algorithm", settings.file_digest_algorithm,
               "name the algorithm (SHA1) in file locations, as servers from 2025 on");
}

void add_https(CLI::App& app, Raw& raw) {
  auto* const https = app.add_option("--https", raw.https, "where the web services listen for HTTPS (none by default)")
                          ->type_name("ADDR:PORT")
                          ->check(check_endpoint);
  auto* const certificate =
      app.add_option("--tls-certificate", raw.tls_certificate,
                     "PEM chain of the HTTPS listener (default: made at start; its authority is lab-ca.crt in the log "
                     "folder)")
          ->type_name("FILE")
          ->needs(https);
  auto* const key = app.add_option("--tls-key", raw.tls_key, "PEM private key of --tls-certificate, no password")
                        ->type_name("FILE")
                        ->needs(certificate);
  certificate->needs(key);
  app.add_option("--tls-name", raw.options.tls_names, "DNS name of the certificate made at start, beside localhost")
      ->type_name("NAME")
      ->check(check_dns_name)
      ->needs(https)
      ->excludes(certificate);
}

std::string check_server_id(std::string const& text) {
  if (wusp::parse_guid(text)) return {};
  return fmt::format("'{}' is no GUID; allowed: 8-4-4-4-12 hex digits", text);
}

void add_identity(CLI::App& app, Raw& raw) {
  app.add_flag("--no-registration", raw.no_registration,
               "clients need not register: GetConfig says so, and RegisterComputer is refused");
  app.add_option("--cookie-key", raw.options.cookie_key,
                 "key of the cookies: 64 hex digits, or a file that holds them (default: a new one at each start); "
                 "servers with one key and one identity take each other's cookies")
      ->type_name("HEX|FILE");
  app.add_option("--server-id", raw.server_id,
                 "identity of the database; cookies of another one get ServerChanged (default: from the seed)")
      ->type_name("GUID")
      ->check(check_server_id);
  app.add_option("--max-computers", raw.options.settings.max_computers,
                 "computers that are kept; of more, the one heard of the longest ago is forgotten")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000'000}))
      ->capture_default_str();
}

CLI::App* add_certs(CLI::App& app, CertsOptions& certs) {
  auto* const command = app.add_subcommand("certs", "make certificate files for HTTPS, and end");
  command->add_option("--out", certs.out, "folder of the files")->type_name("DIR")->required();
  command->add_option("--name", certs.names, "DNS name of the server, any number of times")
      ->type_name("NAME")
      ->check(check_dns_name);
  command->add_option("--address", certs.addresses, "numeric address of the server, any number of times")
      ->type_name("ADDR")
      ->check(check_address);
  command->add_option("--days", certs.days, "how long they are good")
      ->check(CLI::Range(1u, 3650u))
      ->capture_default_str();
  command->add_flag("--force", certs.force, "write over files that are there");
  return command;
}

void add_settings(CLI::App& app, Raw& raw) {
  auto& options = raw.options;
  std::map<std::string, iis::WebConfigReload> const reloads{{"on_change", iis::WebConfigReload::on_change},
                                                            {"iisreset", iis::WebConfigReload::iisreset}};
  std::map<std::string, domain::CachedCount> const counts{{"other", domain::CachedCount::other},
                                                          {"union", domain::CachedCount::union_of_both}};
  app.add_option("--seed", options.seed, "seed of catalogue, identity and fault IDs")->capture_default_str();
  app.add_option("--threads", options.threads, "worker threads")->check(CLI::Range(1u, 64u))->capture_default_str();
  app.add_option("--web-config-reload", options.web_config_reload,
                 "on_change: an edit restarts the application; iisreset: only iisreset reads web.config again")
      ->transform(words_of(reloads));
  app.add_option("--cached-count", options.settings.cached_count,
                 "what maxCachedUpdates counts: OtherCachedUpdateIDs alone (other), or both lists (union)")
      ->transform(words_of(counts));
  app.add_option("--page-updates", options.settings.page.updates, "updates in one SyncUpdates answer; 0: no limit")
      ->check(CLI::Range(std::size_t{0}, std::size_t{100'000}))
      ->capture_default_str();
  app.add_option("--page-bytes", options.settings.page.xml_bytes, "bytes of metadata in one answer; 0: no limit")
      ->capture_default_str();
  app.add_option("--max-concurrent-syncs", options.settings.max_concurrent_syncs,
                 "SyncUpdates calls at a time; more are answered with ServerBusy; 0: no limit")
      ->capture_default_str();
  app.add_option("--cookie-minutes", raw.cookie_minutes, "life of a cookie")
      ->check(CLI::Range(1L, 525'600L))
      ->capture_default_str();
}

MockOptions finished(Raw raw) {
  auto options = std::move(raw.options);
  auto const http = parse_endpoint(raw.http);
  options.http_address = http->address;
  options.http_port = http->port;
  if (!raw.https.empty()) {
    auto const https = parse_endpoint(raw.https);
    options.https_address = https->address;
    options.https_port = https->port;
  }
  if (!raw.tls_certificate.empty()) {
    options.tls_certificate = raw.tls_certificate;
    options.tls_key = raw.tls_key;
  }
  apply(raw.dress, raw.page_updates_given, options);
  if (!raw.admin.empty()) {
    auto const admin = parse_endpoint(raw.admin);
    options.admin_address = admin->address;
    options.admin_port = admin->port;
    apply(raw.admin_options, options);
  }
  if (!raw.ports_file.empty()) options.ports_file = raw.ports_file;
  if (!raw.web_config.empty()) options.web_config = raw.web_config;
  if (!raw.catalogue.empty()) options.catalogue_file = raw.catalogue;
  if (!raw.faults.empty()) options.faults_file = raw.faults;
  options.log_directory = raw.log_dir;
  if (!raw.content_dir.empty()) options.content_directory = raw.content_dir;
  if (!raw.self_update.empty()) options.self_update = raw.self_update;
  if (!raw.state.empty()) options.state_file = raw.state;
  options.xpress = !raw.no_xpress;
  if (raw.require_ssl->count() > 0) {
    std::erase(raw.ssl_applications, std::string());
    options.require_ssl =
        raw.ssl_applications.empty() ? iis::SslRequirement::whole_server() : iis::SslRequirement(raw.ssl_applications);
  }
  options.settings.registration_required = !raw.no_registration;
  if (!raw.server_id.empty()) options.server_id = wusp::parse_guid(raw.server_id);
  options.settings.cookie_lifetime = std::chrono::minutes(raw.cookie_minutes);
  return options;
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view text) {
  auto const colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  Endpoint endpoint;
  auto const digits = text.substr(colon + 1);
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), endpoint.port);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  auto address = text.substr(0, colon);
  bool const bracketed = address.size() > 2 && address.front() == '[' && address.back() == ']';
  if (bracketed) address = address.substr(1, address.size() - 2);
  if (address.empty()) return endpoint;
  boost::system::error_code bad;
  auto const parsed = boost::asio::ip::make_address(address, bad);
  if (bad || parsed.is_v6() != bracketed) return std::nullopt;
  endpoint.address = address;
  return endpoint;
}

Request parse_options(int argc, char const* const* argv) {
  CLI::App app("A mock WSUS server: speaks the real protocol, breaks on demand.", "wsus-mock");
  app.set_version_flag("--version", fmt::format("wsus-mock {}", version()));
  app.footer("SIGHUP is iisreset; SIGTERM and Ctrl-C stop. Exit codes: 0 stopped, 1 could not serve, 2 wrong usage.");
  Raw raw;
  CertsOptions certs;
  ExportStateOptions exported;
  ImportStateOptions imported;
  GuideLine guide_line;
  add_places(app, raw);
  add_admin(app, raw.admin_options);
  add_https(app, raw);
  add_dress(app, raw.dress);
  add_identity(app, raw);
  add_settings(app, raw);
  add_hosting(app, raw);
  add_operations(app, raw.options.settings);
  add_observing(app, raw.options.observing);
  add_timeouts(app, raw.options.timeouts);
  auto const* const certs_command = add_certs(app, certs);
  auto const state_commands = add_state_commands(app, exported, imported);
  auto const* const guide_command = add_guide(app, guide_line);
  command_line::add_page_options(app);
  try {
    app.parse(argc, argv);
    if (certs_command->parsed() && certs.names.empty() && certs.addresses.empty())
      throw CLI::RequiredError("certs: --name or --address");
    if (auto const problem = problem_of(raw.dress); !problem.empty()) throw CLI::ValidationError(problem);
    auto const admin = parse_endpoint(raw.admin).value_or(Endpoint{});
    if (auto const problem = problem_of(raw.admin_options, admin.address); !problem.empty())
      throw CLI::ValidationError(problem);
  } catch (CLI::ParseError const& e) {
    std::ostringstream out;
    std::ostringstream err;
    int const code = app.exit(e, out, err);
    return EndProgram{.exit_code = code == 0 ? 0 : 2, .text = out.str() + err.str()};
  }
  if (certs_command->parsed()) return certs;
  if (state_commands.export_command->parsed()) return exported;
  if (state_commands.import_command->parsed()) return imported;
  if (guide_command->parsed()) return guide_options(guide_line);
  raw.page_updates_given = app.count("--page-updates") > 0;
  return finished(std::move(raw));
}

}  // namespace wsus::server
