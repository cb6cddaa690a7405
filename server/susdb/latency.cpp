// The latency model: see latency.hpp.
#include "server/susdb/latency.hpp"

#include "server/domain/decline.hpp"

#include <algorithm>

namespace wsus::susdb {

Load load_of(domain::Catalogue const& catalogue) {
  auto const summary = domain::summarise_supersedence(catalogue);
  return {.live = summary.updates - summary.declined, .superseded = summary.superseded.size()};
}

std::chrono::milliseconds query_time(LatencyModel const& model, Indexes const& indexes, Load const& load,
                                     std::string_view operation) {
  if (operation != "SyncUpdates") return model.base;
  using Milliseconds = std::chrono::duration<double, std::milli>;
  auto updates = Milliseconds(model.live_update) * static_cast<double>(load.live) +
                 Milliseconds(model.superseded_update) * static_cast<double>(load.superseded);
  if (!indexes.superseded_update) updates *= model.without_superseded_index;
  if (!indexes.maintained) updates *= model.fragmented;
  // A week is longer than anybody waits; what is above it could not be counted in milliseconds.
  auto const bounded = std::min(updates, Milliseconds(std::chrono::hours(24 * 7)));
  return model.base + std::chrono::round<std::chrono::milliseconds>(bounded);
}

}  // namespace wsus::susdb
