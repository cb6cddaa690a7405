// wsus-mock: starts a mock WSUS server and waits for signals.
#include "server/app/mock_config.hpp"
#include "server/app/options.hpp"
#include "server/app/ports_file.hpp"
#include "server/app/program_log.hpp"
#include "server/app/wsus_server.hpp"
#include "server/certificates/pem_files.hpp"
#include "server/config/node.hpp"
#include "server/state/export_json.hpp"
#include "server/state/state_error.hpp"
#include "wsdl/wusp/offset_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

namespace {

using wsus::server::CertsOptions;
using wsus::server::EndProgram;
using wsus::server::ExportStateOptions;
using wsus::server::GuideOptions;
using wsus::server::ImportStateOptions;
using wsus::server::MockOptions;
using wsus::server::WsusServer;

/// Who has no ports file to read the token from is told it here.
void announce_admin(wsus::server::ServerConfig const& config, std::uint16_t port,
                    std::optional<std::filesystem::path> const& ports_file) {
  auto const& address = config.admin_address;
  bool const is_ipv6 = address.find(':') != std::string::npos;
  fmt::print("admin API on http://{}:{}", is_ipv6 ? fmt::format("[{}]", address) : address, port);
  if (!config.admin_token)
    fmt::print(", without a token\n");
  else if (ports_file)
    fmt::print(", its token is in {}\n", ports_file->string());
  else
    fmt::print(", token {}\n", *config.admin_token);
}

void announce(WsusServer& server, wsus::server::MockConfig const& mock,
              std::optional<std::filesystem::path> const& ports_file) {
  auto const& config = mock.server;
  fmt::print("wsus-mock listens on {}\n", server.url());
  if (server.https_port()) fmt::print("wsus-mock listens on {}\n", server.https_url());
  if (!server.lab_authority().empty())
    fmt::print("clients trust it after: certutil -addstore Root {}\n",
               (*config.log_directory / wsus::certificates::authority_certificate_file).string());
  if (auto const admin = server.admin_port()) announce_admin(config, *admin, ports_file);
  fmt::print("catalogue: {} revisions, seed {}\nlogs: {}\nweb.config: {}\n", config.catalogue->revisions().size(),
             config.seed, config.log_directory->string(), config.web_config->string());
  for (auto const& note : mock.catalogue_notes) fmt::print("catalogue: {}\n", note);
  for (auto const& note : mock.state_notes) fmt::print("state: {}\n", note);
  for (auto const& rule : config.faults)
    fmt::print("injects {} '{}' ({}:{})\n", rule.kind, rule.name, rule.place.file, rule.place.line);
  for (auto const& remark : mock.rule_remarks)
    fmt::print("faults: {}:{}: {}\n", remark.place.file, remark.place.line, remark.text);
  std::fflush(stdout);
}

/// The signals of the program, taken over from construction on: none that arrives while the server starts is lost.
class Signals {
public:
  Signals() : set_(io_, SIGTERM, SIGINT, SIGHUP) {}

  /// Returns when a signal asks to stop.
  void serve(WsusServer& server) {
    wait(server);
    io_.run();
  }

private:
  void wait(WsusServer& server) {
    set_.async_wait([this, &server](boost::system::error_code const& error, int signal) {
      if (error || signal != SIGHUP) return;
      static_cast<void>(server.type_command("iisreset"));
      spdlog::info("iisreset: web.config was read again");
      wait(server);
    });
  }

  boost::asio::io_context io_;
  boost::asio::signal_set set_;
};

int run(MockOptions const& options) {
  Signals signals;
  auto const log = wsus::server::start_program_log(options.observing.log);
  wsus::wusp::SystemClock const system_clock;
  wsus::wusp::OffsetClock clock(system_clock);  // its operator may move it
  auto config = wsus::server::make_config(options, clock);
  config.server.movable_clock = &clock;
  auto const redactor = std::make_shared<wsus::journal::Redactor>();
  config.server.redactor = redactor;
  int exit_code = 1;
  try {
    WsusServer server(config.server, clock);
    wsus::server::ExchangeLog const exchanges(server.journal(), *log.exchanges, options.observing.log.format,
                                              options.observing.redact ? redactor.get() : nullptr);
    announce(server, config, options.ports_file);
    spdlog::info("listens on {}", server.url());
    if (options.ports_file)
      wsus::server::write_ports_file(*options.ports_file, {.http = server.port(),
                                                           .https = server.https_port(),
                                                           .admin = server.admin_port(),
                                                           .token = config.server.admin_token});
    signals.serve(server);
    server.stop();
    spdlog::info("stopped after {} requests", server.journal().counter("requests"));
    fmt::print("stopped after {} requests\n", server.journal().counter("requests"));
    exit_code = 0;
  } catch (std::exception const& e) {
    fmt::print(stderr, "wsus-mock: {}\n", e.what());
  }
  wsus::server::end_program_log();
  return exit_code;
}

int make_certs(CertsOptions const& options) {
  fmt::print("{}", wsus::server::make_certs(options, wsus::wusp::SystemClock{}));
  return 0;
}

int export_state(ExportStateOptions const& options) {
  fmt::print("{}", wsus::server::export_state(options, std::cout));
  return 0;
}

int import_state(ImportStateOptions const& options) {
  try {
    fmt::print("{}", wsus::server::import_state(options, std::cin));
    return 0;
  } catch (wsus::state::ImportError const& e) {
    fmt::print(stderr, "wsus-mock: import {}: {}\n", options.input.string(), e.what());
    return 2;
  }
}

int perform(wsus::server::Request const& request) {
  if (auto const* const end = std::get_if<EndProgram>(&request)) {
    fmt::print(end->exit_code == 0 ? stdout : stderr, "{}", end->text);
    return end->exit_code;
  }
  if (auto const* const certs = std::get_if<CertsOptions>(&request)) return make_certs(*certs);
  if (auto const* const exported = std::get_if<ExportStateOptions>(&request)) return export_state(*exported);
  if (auto const* const imported = std::get_if<ImportStateOptions>(&request)) return import_state(*imported);
  if (auto const* const guide = std::get_if<GuideOptions>(&request)) {
    fmt::print("{}", wsus::server::give_guide(*guide));
    return 0;
  }
  return run(std::get<MockOptions>(request));
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is met as a full disk is: by whoever writes
  spdlog::set_default_logger(spdlog::stderr_logger_mt("wsus-mock"));
  try {
    return perform(wsus::server::parse_options(argc, argv));
  } catch (wsus::state::StateError const& e) {
    fmt::print(stderr, "wsus-mock: {}\n", e.what());
    return 1;
  } catch (std::exception const& e) {
    fmt::print(stderr, "wsus-mock: {}\n", e.what());
    return 2;
  }
}
