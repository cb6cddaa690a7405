// Exports of the journal: see journal_export.hpp.
#include "server/control/journal_export.hpp"

#include <algorithm>
#include <utility>

namespace wsus::control {
namespace {

constexpr std::size_t entries_a_piece = 64;

}  // namespace

JournalExport::JournalExport(journal::Journal const& journal, journal::Filter filter, ExportFormat format)
    : journal_(journal), filter_(std::move(filter)), format_(std::move(format)) {
  // What comes while it is sent would keep it from ending.
  filter_.until = std::min(filter_.until, journal.last_sequence());
}

faults::BodySource::Piece JournalExport::next() {
  Piece piece;
  if (!std::exchange(begun_, true)) piece.bytes = format_.begin;
  do {
    auto const page = journal_.page(filter_, after_, entries_a_piece);
    after_ = page.looked_at;
    piece.last = !page.next;
    for (auto const& entry : page.entries) {
      auto const text = format_.one(entry);
      if (text.empty()) continue;
      if (!std::exchange(is_first_, false)) piece.bytes += format_.between;
      piece.bytes += text;
    }
  } while (piece.bytes.empty() && !piece.last);
  if (piece.last) piece.bytes += format_.end;
  return piece;
}

}  // namespace wsus::control
