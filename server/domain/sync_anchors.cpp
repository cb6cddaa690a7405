// The anchors of a cookie: see sync_anchors.hpp.
#include "server/domain/sync_anchors.hpp"

#include <algorithm>
#include <vector>

namespace wsus::domain {

std::uint64_t filter_mark(std::span<wusp::Guid const> categories) {
  if (categories.empty()) return 0;
  std::vector<wusp::Guid> sorted(categories.begin(), categories.end());
  std::ranges::sort(sorted);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  // FNV-1a: cookies are sealed, so nobody but the server chooses what is compared.
  std::uint64_t mark = 14'695'981'039'346'656'037u;
  for (auto const& category : sorted) {
    for (auto const byte : category.bytes) mark = (mark ^ byte) * 1'099'511'628'211u;
  }
  return mark;
}

wusp::UtcTime anchor_of(CookieState const& cookie, SyncQuery const& query) {
  if (query.skip_software) return cookie.driver_anchor;
  if (query.filter_categories.empty()) return cookie.anchor;
  if (cookie.filter_mark != filter_mark(query.filter_categories)) return cookie.anchor;
  return std::max(cookie.anchor, cookie.filter_anchor);
}

void move_anchor(CookieState& cookie, SyncQuery const& query, wusp::UtcTime told) {
  if (query.skip_software) {
    cookie.driver_anchor = told;
  } else if (query.filter_categories.empty()) {
    cookie.anchor = told;
  } else {
    cookie.filter_anchor = told;
    cookie.filter_mark = filter_mark(query.filter_categories);
  }
}

}  // namespace wsus::domain
