// Pictures of a result as scripts for gnuplot, and the page that shows them. Pure: who has gnuplot runs the scripts.
#pragma once

#include "client_sim/fleet/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::fleet {

/// What gnuplot draws: `script` holds its data and writes an SVG to standard output.
struct Picture {
  std::string title{};
  std::string description{};  ///< for who cannot see it
  std::string script{};
};

/// Latency of scans over fleet time, their outcomes over fleet time, and how latency is distributed. Without scans that
/// were counted: none.
[[nodiscard]] std::vector<Picture> pictures_of(FleetResult const& result);

/// A picture that was drawn, or why it was not.
struct DrawnPicture {
  std::string title{};
  std::string description{};
  std::string svg{};      ///< the document that gnuplot wrote; empty: there is none
  std::string problem{};  ///< a sentence, when there is no SVG
};

/// One page that needs nothing else: settings, pictures, tables. Everything that a run brought is escaped.
[[nodiscard]] std::string to_html(FleetResult const& result, std::vector<DrawnPicture> const& pictures);

}  // namespace wsus::fleet
