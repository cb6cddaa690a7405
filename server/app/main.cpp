// wsus-mock: starts a mock WSUS server and waits for signals.
#include "server/app/mock_config.hpp"
#include "server/app/options.hpp"
#include "server/app/ports_file.hpp"
#include "server/app/program_log.hpp"
#include "server/app/wsus_server.hpp"
#include "server/certificates/pem_files.hpp"
#include "server/config/node.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>

namespace {

using wsus::server::CertsOptions;
using wsus::server::EndProgram;
using wsus::server::MockOptions;
using wsus::server::WsusServer;

void announce(WsusServer& server, wsus::server::MockConfig const& mock) {
  auto const& config = mock.server;
  fmt::print("wsus-mock listens on {}\n", server.url());
  if (server.https_port()) fmt::print("wsus-mock listens on {}\n", server.https_url());
  if (!server.lab_authority().empty())
    fmt::print("clients trust it after: certutil -addstore Root {}\n",
               (*config.log_directory / wsus::certificates::authority_certificate_file).string());
  if (auto const admin = server.admin_port()) fmt::print("admin API on http://{}:{}\n", config.admin_address, *admin);
  fmt::print("catalogue: {} revisions, seed {}\nlogs: {}\nweb.config: {}\n", config.catalogue->revisions().size(),
             config.seed, config.log_directory->string(), config.web_config->string());
  for (auto const& note : mock.catalogue_notes) fmt::print("catalogue: {}\n", note);
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
      server.iisreset();
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
  wsus::wusp::SystemClock const clock;
  auto config = wsus::server::make_config(options, clock);
  auto const redactor = std::make_shared<wsus::journal::Redactor>();
  config.server.redactor = redactor;
  int exit_code = 1;
  try {
    WsusServer server(config.server, clock);
    wsus::server::ExchangeLog const exchanges(server.journal(), *log.exchanges, options.observing.log.format,
                                              options.observing.redact ? redactor.get() : nullptr);
    announce(server, config);
    spdlog::info("listens on {}", server.url());
    if (options.ports_file)
      wsus::server::write_ports_file(*options.ports_file, server.port(), server.admin_port(), server.https_port());
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

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  auto const parsed = wsus::server::parse_options(argc, argv);
  if (auto const* end = std::get_if<EndProgram>(&parsed)) {
    fmt::print(end->exit_code == 0 ? stdout : stderr, "{}", end->text);
    return end->exit_code;
  }
  try {
    if (auto const* certs = std::get_if<CertsOptions>(&parsed)) return make_certs(*certs);
    return run(std::get<MockOptions>(parsed));
  } catch (std::exception const& e) {
    fmt::print(stderr, "wsus-mock: {}\n", e.what());
    return 2;
  }
}
