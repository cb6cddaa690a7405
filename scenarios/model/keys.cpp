// Refusing keys that the language does not have.
#include "scenarios/model/keys.hpp"

namespace wsus::scenario::keys {

void allow_only(config::Node const& map, std::span<Key const> known) {
  for (auto const key : known) (void)map.child(key);  // asking for a key makes it known
  map.done();
}

}  // namespace wsus::scenario::keys
