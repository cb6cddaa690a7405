// Which of a cookie's anchors a pass of SyncUpdates goes by: the passes look at different updates, so what one has told
// says nothing about the others.
#pragma once

#include "server/domain/cookie_state.hpp"
#include "server/domain/sync.hpp"

#include <cstdint>
#include <span>

namespace wsus::domain {

/// A number for a set of categories, for comparison only: order and repetition do not matter, the empty set is 0. The
/// same on every server, because nodes read each other's cookies.
[[nodiscard]] std::uint64_t filter_mark(std::span<wusp::Guid const> categories);

/// The highest change that the client was told in passes like `query`. A filtered pass goes by the full pass's anchor
/// until it has one of its own; that belongs to one set of categories, another set starts at the full pass's again.
[[nodiscard]] wusp::UtcTime anchor_of(CookieState const& cookie, SyncQuery const& query);

/// Writes down that a pass like `query` has told everything up to `told`. The anchors of other passes stay.
void move_anchor(CookieState& cookie, SyncQuery const& query, wusp::UtcTime told);

}  // namespace wsus::domain
