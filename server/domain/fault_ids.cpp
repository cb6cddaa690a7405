// Sequences of fault IDs: see fault_ids.hpp.
#include "server/domain/fault_ids.hpp"

#include "server/domain/lower.hpp"
#include "wsdl/wusp/draw.hpp"

namespace wsus::domain {
wusp::Guid FaultIds::next(std::string_view client_id) {
  auto id = lower(client_id);
  std::uint64_t n = 0;
  {
    std::scoped_lock const lock(mutex_);
    if (counts_.size() >= capacity_ && !counts_.contains(id)) id.clear();
    n = ++counts_[id];
  }
  auto const state = wusp::draw(seed_ ^ wusp::fnv1a(id));
  auto const high = wusp::draw(state + n);
  return wusp::guid_from_bits(high, wusp::draw(high ^ state));
}

}  // namespace wsus::domain
