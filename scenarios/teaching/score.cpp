// Counting: see score.hpp.
#include "scenarios/teaching/score.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::lab {

unsigned Tries::points() const {
  if (!right) return 0;
  auto const spent = hints + (choices ? 1U : 0U) + wrong;
  return spent >= most_points ? 1U : std::max(1U, most_points - spent);
}

void Score::add(Tries const& tries) {
  ++questions;
  if (tries.right) ++right;
  points += tries.points();
}

std::string Score::text() const {
  return fmt::format("{} of {} right, {} of {} points", right, questions, points, questions * most_points);
}

}  // namespace wsus::lab
