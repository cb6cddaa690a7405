// Shared values of fault readers: see values.hpp.
#include "server/faults/values.hpp"

#include <string>
#include <vector>

namespace wsus::faults {

void allow_only(config::Node const& map, std::initializer_list<std::string_view> keys) {
  for (auto const key : keys) (void)map.child(key);
  map.done();
}

wusp::Service read_service(config::Node const& node) {
  std::vector<std::string> names;
  names.reserve(wusp::services().size());
  for (auto const& service : wusp::services()) names.emplace_back(service.name);
  auto const name = node.word(names);
  for (auto const& service : wusp::services()) {
    if (service.name == name) return service.service;
  }
  node.fail("a name without a service", "a name of the table");  // word() lets no other pass
}

}  // namespace wsus::faults
