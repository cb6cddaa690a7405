// Drawing: see diagram.hpp. Units are those of the view box; the page scales it to its width.
#include "scenarios/report/html/diagram.hpp"

#include "scenarios/report/columns.hpp"
#include "scenarios/report/html/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace wsus::lab::html {
namespace {

constexpr int margin = 110;      // left and right of the outer lifelines: half of a name
constexpr int head_height = 44;  // names
constexpr int call_height = 56;
constexpr int note_height = 32;
constexpr int back_after = 17;  // from an arrow to the one back
constexpr std::size_t note_columns = 46;
constexpr std::size_t label_columns = 52;
constexpr std::size_t name_columns = 28;
constexpr int note_width = 300;

/// At most so many columns, the last one "…".
std::string clipped(std::string_view text, std::size_t most) {
  if (columns_of(text) <= most) return std::string(text);
  return fmt::format("{}…", text.substr(0, bytes_within(text, most - 1)));
}

class Drawing {
public:
  Drawing(Sequence const& sequence, std::function<std::string(std::size_t)> const& link_of)
      : sequence_(sequence), link_of_(link_of), gap_(sequence.participants.size() > 3 ? 210 : 330) {
    for (auto const& row : sequence.rows) draw(row);
  }

  [[nodiscard]] std::string svg(std::string_view id, std::string_view title) const {
    return fmt::format("<svg class=\"seq\" role=\"group\" aria-labelledby=\"{0}-t\" aria-describedby=\"{0}-d\" "
                       "viewBox=\"0 0 {1} {2}\" width=\"{1}\" "
                       "height=\"{2}\"><title id=\"{0}-t\">{3}</title><desc id=\"{0}-d\">{4}</desc>{5}{6}</svg>\n",
                       id, width(), y_ + 12, escaped(title), escaped(description()), lifelines(), body_);
  }

private:
  /// One that is alone stands on the right: what it is told to do comes from the left.
  [[nodiscard]] int x_of(std::size_t participant) const {
    return margin + (sequence_.participants.size() == 1 ? gap_ : static_cast<int>(participant) * gap_);
  }
  [[nodiscard]] int width() const { return x_of(sequence_.participants.size() - 1) + margin; }

  [[nodiscard]] std::string lifelines() const {
    std::string text;
    for (std::size_t i = 0; i < sequence_.participants.size(); ++i) {
      auto const& one = sequence_.participants[i];
      auto const x = x_of(i);
      text +=
          fmt::format("<path class=\"life\" d=\"M{0} 34V{1}\"/><rect class=\"who{2}\" x=\"{3}\" y=\"6\" width=\"200\" "
                      "height=\"28\" rx=\"5\"/><text class=\"name\" x=\"{0}\" y=\"25\">{4}</text>",
                      x, y_ + 6, one.kind == Participant::Kind::server ? " server" : "", x - 100,
                      escaped(clipped(one.name, name_columns)));
    }
    return text;
  }

  /// For those who cannot see it: every call in words, as far as anybody wants to hear.
  [[nodiscard]] std::string description() const {
    constexpr std::size_t most = 30;
    std::string text;
    std::size_t told = 0;
    for (auto const& row : sequence_.rows) {
      if (row.kind != Row::Kind::call) continue;
      if (++told > most) return text + " And so on: see the list below.";
      text += fmt::format("{} from {}: {}{}. ", label_of(row), sequence_.participants[row.path.front()].name, row.end,
                          row.count > 1 ? fmt::format(", {} times", row.count) : "");
    }
    return text;
  }

  static std::string label_of(Row const& row) {
    return row.count > 1 ? fmt::format("{} ×{}", row.label, row.count) : row.label;
  }

  void draw(Row const& row) {
    if (row.kind == Row::Kind::call)
      draw_call(row);
    else
      draw_note(row);
  }

  void draw_call(Row const& row) {
    auto const there = y_ + 18;
    auto const back = there + back_after;
    std::string lines;
    std::set<std::pair<std::size_t, std::size_t>> drawn;  // a loop of redirects goes one way many times
    for (std::size_t i = 0; i + 1 < row.path.size(); ++i) {
      if (!drawn.insert(std::minmax(row.path[i], row.path[i + 1])).second) continue;
      lines += leg(x_of(row.path[i]), x_of(row.path[i + 1]), there, back, row.lost);
    }
    if (row.path.size() < 2)
      lines += fmt::format("<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"4\"/>", x_of(row.path[0]), there);
    auto const middle = middle_of(row);
    body_ += fmt::format(
        "<a href=\"{}\" class=\"call{}\"><rect class=\"hit\" x=\"0\" y=\"{}\" width=\"{}\" height=\"{}\"/>"
        "{}<text class=\"op\" x=\"{}\" y=\"{}\">{}</text><text class=\"end\" x=\"{}\" y=\"{}\">{}</text></a>",
        link_of_(row.event), row.bad ? " bad" : "", y_, width(), call_height, lines, middle, there - 5,
        escaped(clipped(label_of(row), label_columns)), middle, back + 12, escaped(clipped(row.end, label_columns)));
    y_ += call_height;
  }

  /// In the middle of the first leg. A call that is known from the server alone has none, and is told left of it; so
  /// has one that broke off before anything was sent, which is told right of its machine.
  [[nodiscard]] int middle_of(Row const& row) const {
    auto const from = x_of(row.path.front());
    if (row.path.size() > 1) return (from + x_of(row.path[1])) / 2;
    return from + (from > margin ? -gap_ : gap_) / 2;
  }

  /// A request and what came back; where nobody answered a cross at the far end.
  static std::string leg(int from, int to, int there, int back, bool lost) {
    auto const side = to > from ? 1 : -1;
    auto text = fmt::format("<path class=\"go\" d=\"M{0} {1}H{2}\"/><path class=\"tip\" d=\"M{2} {1}l{3} -4v8z\"/>",
                            from, there, to - side, -8 * side);
    if (lost)
      return text +
             fmt::format("<path class=\"cross\" d=\"M{0} {1}l10 10m0 -10l-10 10\"/>", to - side * 16 - 5, back - 8);
    return text + fmt::format("<path class=\"come\" d=\"M{0} {1}H{2}\"/><path class=\"tip\" d=\"M{2} {1}l{3} -4v8z\"/>",
                              to, back, from + side, 8 * side);
  }

  void draw_note(Row const& row) {
    auto const x = x_of(row.path.front());
    auto const left = std::clamp(x - note_width / 2, 4, std::max(4, width() - note_width - 4));
    auto const* const kind = row.kind == Row::Kind::typed ? "typed" : row.bad ? "scan bad" : "scan";
    body_ +=
        fmt::format("<g class=\"{0}\"><rect class=\"note\" x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"22\" rx=\"4\"/>"
                    "<text class=\"say\" x=\"{4}\" y=\"{5}\">{6}</text></g>",
                    kind, left, y_ + 4, note_width, left + 8, y_ + 19, escaped(clipped(row.label, note_columns)));
    y_ += note_height;
  }

  Sequence const& sequence_;
  std::function<std::string(std::size_t)> const& link_of_;
  int gap_;
  int y_ = head_height;
  std::string body_{};
};

}  // namespace

std::string diagram(Sequence const& sequence, std::string_view id, std::string_view title,
                    std::function<std::string(std::size_t event)> const& link_of) {
  return Drawing(sequence, link_of).svg(id, title);
}

}  // namespace wsus::lab::html
