// What little a scenario does by itself.
#include "scenarios/model/scenario.hpp"

#include <fmt/format.h>

namespace wsus::scenario {

std::string server_url(ServerSpec const& server) {
  return server.https ? fmt::format("https://{}:{}", server_dns_name, server_https_port)
                      : fmt::format("http://{}:{}", server_dns_name, server_port);
}

std::string Place::text() const { return fmt::format("{}:{}: {}", file, line, path); }

}  // namespace wsus::scenario
