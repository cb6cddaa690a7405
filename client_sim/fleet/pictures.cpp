// Scripts for gnuplot 5 (Debian: gnuplot-nox).
#include "client_sim/fleet/pictures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace wsus::fleet {
namespace {

constexpr std::array<double, 4> drawn_percentiles{50, 90, 99, 100};

/// The unit of the time axis: so that there are not too many digits.
struct TimeUnit {
  std::string_view name;
  double seconds;
};

TimeUnit unit_for(double seconds) {
  constexpr double minute = 60;
  constexpr double hour = 3'600;
  if (seconds > 3 * hour) return {"hours", hour};
  if (seconds > 3 * minute) return {"minutes", minute};
  return {"seconds", 1};
}

double seconds_of(FleetTime time) { return std::chrono::duration<double>(time).count(); }

std::string head(std::string_view x_label, std::string_view y_label) {
  return fmt::format("set terminal svg size 900,340 font 'sans-serif,12' background '#ffffff'\n"
                     "set key outside right top\nset grid back linecolor '#dddddd'\nset border 3\nset tics "
                     "nomirror\nset autoscale xfix\n"
                     "set xlabel '{}'\nset ylabel '{}'\n",
                     x_label, y_label);
}

/// Rows of one number a column: the middle of a slot, then what `columns` adds.
template <typename Columns>
std::string data(Series const& series, TimeUnit const& unit, Columns const& columns) {
  std::string text = "$data << END\n";
  auto const width = seconds_of(series.width());
  for (std::size_t i = 0; i < series.slots().size(); ++i) {
    text += fmt::format("{}", (static_cast<double>(i) + 0.5) * width / unit.seconds);
    columns(series.slots()[i], text);
    text += "\n";
  }
  return text + "END\n";
}

TimeUnit unit_of(Series const& series) {
  return unit_for(seconds_of(series.width()) * static_cast<double>(series.slots().size()));
}

/// Milliseconds; a slot without scans has a gap, for logarithms have no zero.
std::string milliseconds(std::uint64_t microseconds) {
  constexpr double thousand = 1'000;
  return fmt::format("{}", static_cast<double>(std::max<std::uint64_t>(1, microseconds)) / thousand);
}

Picture latency_over_time(Series const& series) {
  auto const unit = unit_of(series);
  auto script = head(fmt::format("{} of fleet time", unit.name), "ms") + "set logscale y\nset datafile missing '?'\n";
  script += data(series, unit, [](Series::Slot const& slot, std::string& text) {
    for (auto const percent : drawn_percentiles)
      text += slot.latency.count() == 0 ? " ?" : " " + milliseconds(slot.latency.percentile(percent));
  });
  script += "plot $data using 1:2 with lines linewidth 2 linecolor '#1f77b4' title '50 %', "
            "$data using 1:3 with lines linewidth 2 linecolor '#2ca02c' title '90 %', "
            "$data using 1:4 with lines linewidth 2 linecolor '#ff7f0e' title '99 %', "
            "$data using 1:5 with lines linewidth 1 linecolor '#d62728' title 'most'\n";
  return {.title = "Latency over time",
          .description =
              "How long scans took from when they were to begin, by when that was: half of them, nine of ten, "
              "99 of 100, the slowest. Logarithmic.",
          .script = std::move(script)};
}

Picture outcomes_over_time(Series const& series) {
  auto const unit = unit_of(series);
  auto script = head(fmt::format("{} of fleet time", unit.name), "scans a second of fleet time");
  auto const width = seconds_of(series.width());
  script += data(series, unit, [width](Series::Slot const& slot, std::string& text) {
    double below = 0;  // each area stands on those before it
    for (auto const count : slot.ends) {
      below += static_cast<double>(count) / width;
      text += fmt::format(" {}", below);
    }
  });
  constexpr std::array<std::string_view, scan_ends> colours{"#2ca02c", "#1f77b4", "#ff7f0e", "#d62728", "#7f7f7f"};
  script += "set style fill solid 1.0 noborder\nset yrange [0:*]\nplot ";
  for (std::size_t i = scan_ends; i > 0; --i)  // the tallest first: the others are drawn over it
    script += fmt::format("$data using 1:{} with filledcurves y1=0 linecolor '{}' title '{}'{}", i + 1, colours[i - 1],
                          to_string(static_cast<ScanEnd>(i - 1)), i == 1 ? "\n" : ", ");
  return {.title = "Outcomes over time",
          .description = "Scans by how they ended, one area on the other, by when they were to begin.",
          .script = std::move(script)};
}

/// The axis of an HdrHistogram plot: each nine more has the same width.
Picture distribution(Tally const& tally) {
  auto script = head("percent of the scans", "ms");
  script +=
      "set logscale y\nset logscale x\nset xtics ('0 %%' 1, '90 %%' 10, '99 %%' 100, '99.9 %%' 1000, '99.99 %%' 10000, "
      "'99.999 %%' 100000)\n";
  auto const block = [](std::string_view name, Histogram const& histogram) {
    std::string text = fmt::format("${} << END\n", name);
    auto const all = static_cast<double>(histogram.count());
    double seen = 0;
    for (auto const& bucket : histogram.buckets()) {
      auto const left = all - seen;  // before this bucket
      text += fmt::format("{} {}\n", all / left, milliseconds(std::min(bucket.highest, histogram.max())));
      seen += static_cast<double>(bucket.count);
    }
    text += fmt::format("{} {}\n", all, milliseconds(histogram.max()));
    return text + "END\n";
  };
  script += block("latency", tally.latency) + block("service", tally.service);
  script += "plot $latency using 1:2 with steps linewidth 2 linecolor '#1f77b4' title 'from when it was to begin', "
            "$service using 1:2 with steps linewidth 2 linecolor '#ff7f0e' title 'from its beginning'\n";
  return {.title = "Distribution of latency",
          .description = "Which latency so many percent of the scans did not exceed. Where the two lines part, scans "
                         "waited for others.",
          .script = std::move(script)};
}

}  // namespace

std::vector<Picture> pictures_of(FleetResult const& result) {
  auto const& tally = result.tally;
  if (tally.scans() == 0) return {};
  std::vector<Picture> pictures;
  pictures.push_back(latency_over_time(tally.series));
  pictures.push_back(outcomes_over_time(tally.series));
  pictures.push_back(distribution(tally));
  return pictures;
}

}  // namespace wsus::fleet
