// The line of progress: see progress.hpp.
#include "scenarios/app/progress.hpp"

#include <fmt/format.h>

#include <ostream>
#include <utility>

namespace wsus::lab {

Progress::Progress(std::ostream& out, bool live, std::size_t total, Elapsed elapsed)
    : out_(out), live_(live), total_(total), elapsed_(std::move(elapsed)) {
  show();
}

Progress::~Progress() { clear(); }

void Progress::print(std::string const& text) {
  clear();
  out_ << text << std::flush;
  show();
}

void Progress::done(bool held) {
  ++done_;
  if (!held) ++failed_;
  clear();
  show();
}

/// To the first column, and the line is empty.
void Progress::clear() {
  if (live_) out_ << "\r\x1b[K" << std::flush;
}

/// Without a newline, and short: a line that the terminal wraps cannot be rewritten.
void Progress::show() {
  if (!live_) return;
  out_ << fmt::format("[{}{}] {} did not hold, {:.0f} s", done_, total_ == 0 ? "" : fmt::format("/{}", total_), failed_,
                      elapsed_())
       << std::flush;
}

}  // namespace wsus::lab
