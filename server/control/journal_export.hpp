// The journal as a body that is made while it is sent: never more than a page of it at a time.
#pragma once

#include "server/faults/body_source.hpp"
#include "server/journal/journal.hpp"

#include <functional>
#include <string>

namespace wsus::control {

/// How entries become a text. `one` may be empty for entries that the format has no form for; they are left out.
struct ExportFormat {
  std::string begin{};
  std::function<std::string(journal::Entry const&)> one{};
  std::string between{};
  std::string end{};
};

/// Entries that are there when it is made, as the filter wants them. Lifetime: `journal` must outlive it.
class JournalExport final : public faults::BodySource {
public:
  JournalExport(journal::Journal const& journal, journal::Filter filter, ExportFormat format);
  [[nodiscard]] Piece next() override;

private:
  journal::Journal const& journal_;
  journal::Filter filter_;
  ExportFormat format_;
  std::uint64_t after_ = 0;
  bool begun_ = false;
  bool is_first_ = true;
};

}  // namespace wsus::control
