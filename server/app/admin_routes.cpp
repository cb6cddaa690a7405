// The list of resources: see admin_routes.hpp.
#include "server/app/admin_routes.hpp"

#include "server/app/version.hpp"

#include <spdlog/spdlog.h>

#include <iterator>
#include <memory>
#include <utility>

namespace wsus::server {
namespace {

control::ServerGround server_ground(AdminGround const& ground) {
  auto& state = ground.state;
  control::ServerGround server;
  server.version = version();
  server.seed = ground.seed;
  server.http_url = ground.http_url;
  server.https_url = ground.https_url;
  server.server_id = [&state] { return state.server_id(); };
  server.now = [&state] { return state.now(); };
  server.settings = [&state] { return state.settings(); };
  server.journal = [&journal = ground.journal] { return journal.bounds(); };
  return server;
}

control::CatalogueGround catalogue_ground(services::WsusState& state) {
  control::CatalogueGround catalogue;
  catalogue.current = [&state] { return state.catalogue(); };
  catalogue.replace = [&state](std::shared_ptr<domain::Catalogue const> with) {
    state.replace_catalogue(std::move(with));
  };
  catalogue.now = [&state] { return state.now(); };
  return catalogue;
}

/// What never happens is likely a mistake; what waits for another rule may be meant.
void log_remark(faults::RuleRemark const& remark) {
  bool const never = remark.gravity == faults::RuleRemark::Gravity::unreachable;
  spdlog::log(never ? spdlog::level::warn : spdlog::level::info, "faults: {}:{}: {}", remark.place.file,
              remark.place.line, remark.text);
}

}  // namespace

control::Routes admin_routes(AdminGround const& ground) {
  control::Routes all;
  auto const add = [&all](control::Routes routes) {
    all.insert(all.end(), std::make_move_iterator(routes.begin()), std::make_move_iterator(routes.end()));
  };
  add(control::health_routes(ground.application, ground.journal, ground.state.computers()));
  add(control::iisreset_routes(ground.application, ground.iisreset));
  add(control::computer_routes(ground.state.computers()));
  add(control::fault_routes(ground.rules, log_remark));
  add(control::expectation_routes(ground.watch));
  add(control::reset_routes({.journal = ground.journal,
                             .rules = ground.rules,
                             .watch = ground.watch,
                             .computers = ground.state.computers(),
                             .clock = ground.movable_clock}));
  add(control::ready_routes(ground.application, ground.internet, ground.database));
  add(control::server_routes(ground.application, server_ground(ground)));
  add(control::catalogue_routes(catalogue_ground(ground.state)));
  add(control::pool_routes(ground.internet));
  add(control::log_routes(ground.files));
  add(control::clock_routes(ground.clock, ground.movable_clock));
  add(control::journal_routes(ground.observed));
  add(control::counter_routes(ground.journal));
  add(control::event_routes(ground.events, ground.observed));
  add(control::metrics_routes(ground.metrics));
  add(control::openapi_routes());
  return all;
}

}  // namespace wsus::server
