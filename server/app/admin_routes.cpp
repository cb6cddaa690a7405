// The list of resources: see admin_routes.hpp.
#include "server/app/admin_routes.hpp"

#include <iterator>
#include <utility>

namespace wsus::server {

control::Routes admin_routes(AdminGround const& ground) {
  control::Routes all;
  auto const add = [&all](control::Routes routes) {
    all.insert(all.end(), std::make_move_iterator(routes.begin()), std::make_move_iterator(routes.end()));
  };
  add(control::health_routes(ground.application, ground.journal, ground.state.computers()));
  add(control::iisreset_routes(ground.application, ground.iisreset));
  add(control::computer_routes(ground.state.computers()));
  add(control::fault_routes(ground.rules));
  add(control::journal_routes(ground.observed));
  add(control::counter_routes(ground.journal));
  add(control::event_routes(ground.events, ground.observed));
  add(control::metrics_routes(ground.metrics));
  add(control::openapi_routes());
  return all;
}

}  // namespace wsus::server
