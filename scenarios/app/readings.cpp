// Showing a reading on a terminal: see readings.hpp.
#include "scenarios/app/readings.hpp"

#include "scenarios/report/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::lab {
namespace {

enum class Kind { none, heading, paragraph, entry, verbatim };

/// Collects the lines of a block and writes it when the next one begins.
class Writer {
public:
  explicit Writer(std::size_t width) : width_(width) {}

  void take(std::string_view line);
  std::string finish() {
    write();
    return std::move(out_);
  }

private:
  void begin(Kind kind, std::string_view text) {
    write();
    kind_ = kind;
    block_ = text;
  }
  void go_on(std::string_view text) {
    if (kind_ != Kind::paragraph && kind_ != Kind::entry) return begin(Kind::paragraph, text);
    block_ += fmt::format(" {}", text);
  }
  void write();
  [[nodiscard]] std::string block_text() const;
  [[nodiscard]] bool wants_gap() const;

  std::size_t width_;
  std::string out_{};
  std::string block_{};
  Kind kind_ = Kind::none;      ///< of the block that is being read
  Kind previous_ = Kind::none;  ///< of the one that was written last
};

std::string_view after_mark(std::string_view line) { return line.substr(std::min<std::size_t>(2, line.size())); }

void Writer::take(std::string_view line) {
  if (line.empty()) return write();
  switch (line.front()) {
  case ';': return write();
  case '#': return begin(Kind::heading, after_mark(line));
  case '-': return begin(Kind::entry, after_mark(line));
  case '|': return begin(Kind::verbatim, after_mark(line));
  case ' ': return go_on(line.substr(std::min(line.find_first_not_of(' '), line.size())));
  default: break;
  }
  if (kind_ == Kind::paragraph) return go_on(line);
  begin(Kind::paragraph, line);
}

std::string Writer::block_text() const {
  switch (kind_) {
  case Kind::heading: return fmt::format("{}\n", block_);
  case Kind::paragraph: return wrapped(block_, width_, {.first = "  ", .next = "  "});
  case Kind::entry: return wrapped(block_, width_, {.first = "    - ", .next = "      "});
  case Kind::verbatim: return fmt::format("      {}\n", block_);
  case Kind::none: break;
  }
  return {};
}

/// Lists and shown lines stand close to what announces them.
bool Writer::wants_gap() const {
  if (previous_ == Kind::none || previous_ == Kind::heading) return false;
  if (kind_ == Kind::heading || kind_ == Kind::paragraph) return true;
  return kind_ == Kind::entry && previous_ == Kind::verbatim;
}

void Writer::write() {
  if (kind_ == Kind::none) return;
  if (wants_gap()) out_ += '\n';
  out_ += block_text();
  previous_ = std::exchange(kind_, Kind::none);
}

}  // namespace

Reading const* find_reading(agent::Hresult code) {
  auto const readings = all_readings();
  auto const found = std::ranges::find(readings, code, &Reading::code);
  return found == readings.end() ? nullptr : &*found;
}

std::string shown(Reading const& reading, std::size_t width) {
  Writer writer(width);
  auto rest = reading.text;
  while (!rest.empty()) {
    auto const end = std::min(rest.find('\n'), rest.size());
    writer.take(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return writer.finish();
}

}  // namespace wsus::lab
