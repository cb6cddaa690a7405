// How long the queries of a call take. Pure; the figures are the lab's (docs/FIDELITY.md), their shape is that of the
// articles: what makes a WSUS slow is how many updates, above all superseded ones, its queries walk over.
#pragma once

#include "server/domain/catalogue.hpp"

#include <chrono>
#include <cstddef>
#include <string_view>

namespace wsus::susdb {

/// What queries walk over.
struct Load {
  std::size_t live = 0;        ///< updates that are not declined
  std::size_t superseded = 0;  ///< of these, those that another one supersedes
  bool operator==(Load const&) const = default;
};

/// Software and drivers, one an update. Cost: a pass over the catalogue.
[[nodiscard]] Load load_of(domain::Catalogue const& catalogue);

/// The two custom indexes of the maintenance guide, and whether the reindex script has run.
struct Indexes {
  bool localized_property = false;  ///< nclLocalizedPropertyID
  bool superseded_update = false;   ///< nclSupercededUpdateID
  bool maintained = true;           ///< false: fragmented, statistics out of date
  bool operator==(Indexes const&) const = default;
};

/// Assumption, all of it: no source gives a query's time. With these figures a server at the articles' limits (7,000
/// live updates, 1,500 of them superseded) needs 38 s for a SyncUpdates with its indexes, 75 s without, and 149 s when
/// it was not maintained either. Durations are not below 0, factors not below 1.
struct LatencyModel {
  std::chrono::milliseconds base{500};              ///< every call
  std::chrono::milliseconds live_update{1};         ///< SyncUpdates: each update that is not declined
  std::chrono::milliseconds superseded_update{20};  ///< SyncUpdates: each superseded one, beside that
  double without_superseded_index = 2.0;            ///< factor on the parts of the updates
  double fragmented = 2.0;                          ///< the same
  bool operator==(LatencyModel const&) const = default;
};

/// `operation`: local name of the body element. Only SyncUpdates walks over the updates.
[[nodiscard]] std::chrono::milliseconds query_time(LatencyModel const& model, Indexes const& indexes, Load const& load,
                                                   std::string_view operation);

}  // namespace wsus::susdb
