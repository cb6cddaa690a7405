// The list of resources: see admin_routes.hpp.
#include "server/app/admin_routes.hpp"

#include "server/control/resources/resources.hpp"

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
  add(control::openapi_routes());
  return all;
}

}  // namespace wsus::server
