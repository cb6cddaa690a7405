// Wiring of a mock WSUS server: see wsus_server.hpp. Reading this file tells what a server is made of.
#include "server/app/wsus_server.hpp"

#include "server/app/admin_routes.hpp"
#include "server/app/drives.hpp"
#include "server/app/listener_certificates.hpp"
#include "server/app/observers.hpp"
#include "server/app/rule_keeper.hpp"
#include "server/app/state_keeper.hpp"
#include "server/app/version.hpp"
#include "server/app/wsus_parts.hpp"
#include "server/certificates/pem_files.hpp"
#include "server/control/admin_api.hpp"
#include "server/domain/decline.hpp"
#include "server/exchange/exchange.hpp"
#include "server/exchange/static_addresses.hpp"
#include "server/http/http_server.hpp"
#include "server/iis/internet_services.hpp"
#include "server/iis/server_files.hpp"
#include "server/machine/service_table.hpp"
#include "server/shell/commands.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace wsus::server {
namespace {

std::string url_of(std::string_view scheme, std::string_view address, std::uint16_t port) {
  bool const is_ipv6 = address.find(':') != std::string_view::npos;
  return is_ipv6 ? fmt::format("{}://[{}]:{}", scheme, address, port)
                 : fmt::format("{}://{}:{}", scheme, address, port);
}

/// What a client may call the listener: the given names, this machine, and the address unless it stands for all.
LabNames names_of(ServerConfig const& config) {
  auto names = config.https_names;
  names.names.emplace_back("localhost");
  auto const& address = config.https_address;
  bool const is_shown = address != "0.0.0.0" && address != "::" && address != "127.0.0.1" && address != "::1";
  if (is_shown) names.addresses.push_back(address);
  names.addresses.insert(names.addresses.end(), {"127.0.0.1", "::1"});
  return names;
}

/// The authority that signs what this server shows: of the operator's configuration, or one in its log folder.
std::optional<certificates::CertificateAndKey> given_authority_of(ServerConfig const& config) {
  if (config.https_authority || config.https_certificate || !config.https_port || !config.log_directory)
    return config.https_authority;
  return authority_in(*config.log_directory);
}

/// The key of every node; that of the first is the server's own.
std::vector<cookies::Key> keys_of(ServerConfig const& config, cookies::Key const& own) {
  std::vector<cookies::Key> keys{own};
  keys.insert(keys.end(), config.further_nodes.begin(), config.further_nodes.end());
  return keys;
}

windows::Session session_of(windows::FileSystem& files, bool elevated) {
  windows::Session session{.files = files};
  session.identity.elevated = elevated;
  if (!elevated) session.cwd = R"(C:\Users\administrator)";
  return session;
}

}  // namespace

struct WsusServer::Parts {
  Parts(ServerConfig const& config, wusp::Clock const& clock)
      : drives(config),
        application(files, std::string(iis::client_web_config), config.web_config_reload),
        internet(files, config.dress.iis_version),
        logs(files, config.dress.iis_version),
        journal(config.journal_entries, config.journal_body_bytes),
        redactor(config.redactor ? config.redactor : std::make_shared<journal::Redactor>()),
        own_key(config.cookie_key ? *config.cookie_key : cookies::random_key()),
        state(clock, config.catalogue, config.settings, own_key, config.seed, config.server_id),
        keeper(config.state, state, own_key),
        wsus_parts(state, config.database, keys_of(config, own_key), config.balance, config.seed),
        content({.directory = config.content_directory,
                 .told = [](std::string_view what) { spdlog::warn("{}", what); },
                 .flaws = wsus_parts.content()}),
        files_of_site(exchange::make_static_files(config.self_update, clock.now())),
        rules(config.faults, clock),
        rule_keeper(config.state, config.faults, rules),
        exchange(state, application, logs, journal, &rules, {},
                 {.content = &content,
                  .files = &files_of_site,
                  .xpress = config.xpress,
                  .iis_version = config.dress.iis_version,
                  .internet = &internet,
                  .database = &wsus_parts.database(),
                  .farm = &wsus_parts.farm(),
                  .http_port = bound_port(config.shown_port, config.port, 8530),
                  .https_port = bound_port(config.shown_https_port, config.https_port.value_or(0), 8531)}),
        given_authority(given_authority_of(config)),
        listener_certificates(config.https_certificate, given_authority, names_of(config), clock),
        elevated(session_of(files, true), commands()),
        plain(session_of(files, false), commands()),
        http(plain_options(config, clock), exchange) {
    exchange.set_content_port(config.shown_port.value_or(http.port()));
    if (config.https_port) listen_for_https(config, clock);
    url = url_of("http", config.address, http.port());
    if (https) https_url = url_of("https", config.https_address, https->port());
    if (config.admin_port) listen_for_admin(config, clock);  // the last one: it tells of the others
  }

  /// What both listeners have in common.
  http::ServerOptions options_of(ServerConfig const& config, wusp::Clock const& clock) {
    http::ServerOptions options;
    options.threads = config.threads;
    options.idle_timeout = config.connection_timeout;
    options.request_timeout = config.request_timeout;
    options.dress = config.dress;
    options.clock = &clock;
    options.timeline = config.timeline;
    options.certificates = [this](std::optional<faults::CertificateFlaw> flaw) -> http::CertificatePem {
      auto const shown = flaw ? listener_certificates.flawed(*flaw) : listener_certificates.good();
      return {.chain = shown.certificate, .key = shown.key};
    };
    return options;
  }

  http::ServerOptions plain_options(ServerConfig const& config, wusp::Clock const& clock) {
    auto options = options_of(config, clock);
    options.address = config.address;
    options.port = config.port;
    options.shown_port = config.shown_port;
    return options;
  }

  void listen_for_admin(ServerConfig const& config, wusp::Clock const& clock) {
    observers = std::make_unique<Observers>(Watched{journal, rules, state, internet, http, https.get()}, config.events);
    AdminGround ground{.application = application,
                       .journal = journal,
                       .state = state,
                       .rules = rules,
                       .watch = watch,
                       .iisreset = [this] { return type("iisreset", true).exit_code == 0; },
                       .observed = {.journal = journal,
                                    .redactor = *redactor,
                                    .always_redacted = config.redact,
                                    .site_url = [this] { return url; },
                                    .version = std::string(version())},
                       .events = observers->events(),
                       .metrics = [this] { return observers->metrics().text(); },
                       .internet = internet,
                       .database = wsus_parts.database(),
                       .files = files,
                       .clock = clock};
    ground.movable_clock = config.movable_clock;
    ground.seed = config.seed;
    ground.http_url = url;
    ground.https_url = https_url;
    http::ServerOptions const options{.address = config.admin_address, .port = *config.admin_port};
    control::RequestLimits const limits{.head_bytes = options.header_limit, .body_bytes = options.body_limit};
    admin_api = std::make_unique<control::AdminApi>(admin_routes(ground), config.admin_token, limits);
    admin = std::make_unique<http::HttpServer>(options, *admin_api);
    observers->watch_admin(*admin);
  }

  void listen_for_https(ServerConfig const& config, wusp::Clock const& clock) {
    auto const shown = listener_certificates.good();
    if (!config.https_certificate) {
      lab_authority = listener_certificates.authority();
      if (config.log_directory && !given_authority)
        certificates::write_certificate(*config.log_directory / certificates::authority_certificate_file,
                                        lab_authority);
    }
    auto options = options_of(config, clock);
    options.address = config.https_address;
    options.port = *config.https_port;
    options.shown_port = config.shown_https_port;
    options.tls.emplace();
    options.tls->certificate_chain = shown.certificate;
    options.tls->private_key = shown.key;
    options.tls->handshake_timeout = std::min(options.tls->handshake_timeout, config.connection_timeout);
    https = std::make_unique<http::HttpServer>(options, exchange);
  }

  std::vector<windows::Command> commands() {
    return server_shell::server_commands(
        {.iisreset = [this] { iisreset(); },
         .computers = [this] { return state.computers().all(); },
         .delete_computer = [this](std::string const& id) { return state.computers().erase(id); },
         .damage_computer = [this](std::string const& id) { return state.computers().damage(id); },
         .decline_superseded = [this](server_shell::DeclineRequest const& request) { return decline(request); },
         .move_content = [this] { move_content(); },
         .internet = &internet,
         .services = &services,
         .service_changed = [this](std::string_view name, bool running) { service_changed(name, running); },
         .now = [this] { return state.now(); },
         .wsus = wsus_control()});
  }

  server_shell::WsusControl wsus_control() {
    auto control = wsus_parts.control();
    control.web_services_answer = [this] {
      auto const pool = internet.pool("WsusPool");
      return internet.is_running() && (!pool || pool->state() == iis::ApplicationPool::State::started);
    };
    return control;
  }

  /// From any thread: two lines at a time would stop and start services past each other.
  windows::CommandResult type(std::string_view line, bool as_administrator) {
    std::scoped_lock const lock(typing);
    return (as_administrator ? elevated : plain).run(line);
  }

  void iisreset() {
    application.iisreset();
    wsus_parts.web_services_started();
  }

  void service_changed(std::string_view name, bool running) {
    if (!windows::equal_caseless(name, susdb::service_name)) return;
    wsus_parts.database().change([running](susdb::SusDb& database) {
      database.availability = running ? susdb::Availability::running : susdb::Availability::stopped;
    });
  }

  void move_content() {
    auto settings = *state.settings();
    ++settings.content_generation;
    state.replace_settings(std::move(settings));
  }

  domain::SupersedenceSummary decline(server_shell::DeclineRequest const& request) {
    domain::DeclineOptions options{.last_level_only = request.last_level_only};
    if (request.exclusion_period.count() > 0) options.until = state.now() - request.exclusion_period;
    auto const catalogue = state.catalogue();
    auto summary = domain::summarise_supersedence(*catalogue, options);
    if (!request.skip_decline) {
      state.replace_catalogue(
          std::make_shared<domain::Catalogue const>(domain::decline_superseded(*catalogue, options)));
    }
    return summary;
  }

  Drives drives;
  windows::FileSystem& files = drives.files;
  iis::Application application;
  iis::InternetServices internet;
  server_machine::ServiceTable services;
  iis::LogWriter logs;
  journal::Journal journal;
  expectations::Watch watch{journal};
  std::shared_ptr<journal::Redactor> const redactor;
  cookies::Key const own_key;
  services::WsusState state;
  StateKeeper keeper;
  WsusParts wsus_parts;
  content::ContentStore content;
  content::StaticFiles const files_of_site;
  faults::RuleBook rules;
  RuleKeeper rule_keeper;
  exchange::Exchange exchange;
  std::optional<certificates::CertificateAndKey> const given_authority;
  ListenerCertificates listener_certificates;
  // What calls of the admin API look at or type with comes before the listeners, which end before it.
  std::mutex typing;
  windows::Prompt elevated;
  windows::Prompt plain;
  std::string url;
  std::string https_url;
  std::string lab_authority;
  http::HttpServer http;
  std::unique_ptr<http::HttpServer> https;
  std::unique_ptr<Observers> observers;
  std::unique_ptr<control::AdminApi> admin_api;
  std::unique_ptr<http::HttpServer> admin;
};

WsusServer::WsusServer(ServerConfig config, wusp::Clock const& clock)
    : parts_(std::make_unique<Parts>(config, clock)) {}

WsusServer::~WsusServer() = default;

std::uint16_t WsusServer::port() const { return parts_->http.port(); }

std::optional<std::uint16_t> WsusServer::admin_port() const {
  if (!parts_->admin) return std::nullopt;
  return parts_->admin->port();
}

control::AdminApi const* WsusServer::admin_api() const { return parts_->admin_api.get(); }

std::string WsusServer::url() const { return parts_->url; }

std::optional<std::uint16_t> WsusServer::https_port() const {
  if (!parts_->https) return std::nullopt;
  return parts_->https->port();
}

std::string WsusServer::https_url() const { return parts_->https_url; }

std::string const& WsusServer::lab_authority() const { return parts_->lab_authority; }

windows::CommandResult WsusServer::type_command(std::string_view line, bool elevated) {
  return parts_->type(line, elevated);
}

void WsusServer::iisreset() { parts_->iisreset(); }

void WsusServer::stop() {
  if (parts_->admin) parts_->admin->stop();
  if (parts_->https) parts_->https->stop();
  parts_->http.stop();
}

journal::Journal& WsusServer::journal() { return parts_->journal; }
faults::RuleBook& WsusServer::fault_rules() { return parts_->rules; }
expectations::Watch& WsusServer::expectations() { return parts_->watch; }
services::WsusState& WsusServer::state() { return parts_->state; }
iis::Application& WsusServer::application() { return parts_->application; }
windows::FileSystem& WsusServer::files() { return parts_->files; }
iis::InternetServices& WsusServer::internet_services() { return parts_->internet; }

std::string WsusServer::software_distribution_log() const {
  return parts_->files.read_as_system(iis::software_distribution_log).value_or("");
}

std::string WsusServer::http_error_log() const {
  return parts_->files.read_as_system(iis::http_error_log).value_or("");
}

std::string WsusServer::iis_log() const {
  std::string text;
  for (auto const& file : parts_->files.list(iis::iis_log_directory)) {
    if (file.find("u_ex") != std::string::npos) text += parts_->files.read_as_system(file).value_or("");
  }
  return text;
}

}  // namespace wsus::server
