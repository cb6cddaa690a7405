// The last lines of a file: see last_lines.hpp.
#include "server/control/last_lines.hpp"

#include <algorithm>

namespace wsus::control {
namespace {

struct Part {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Where the last lines before `end` are, or before the end that the file is found to have.
Part find_last_lines(ReadPart const& read, std::uint64_t end, std::uint64_t lines, std::size_t block) {
  std::uint64_t found = 0;
  for (auto at = end; at != 0 && lines != 0;) {
    auto const begin = at - std::min<std::uint64_t>(at, block);
    auto const text = read(begin, static_cast<std::size_t>(at - begin));
    if (text.size() < at - begin) {
      // Shorter by now: what was seen behind this place is gone, and so the search begins anew.
      at = end = begin + text.size();
      found = 0;
      continue;
    }
    for (auto i = text.size(); i != 0; --i) {
      if (text[i - 1] != '\n' || begin + i == end) continue;  // the end of the last line begins none
      if (++found == lines) return {.begin = begin + i, .end = end};
    }
    at = begin;
  }
  return {.begin = lines == 0 ? end : 0, .end = end};
}

}  // namespace

std::string last_lines(ReadPart const& read, std::uint64_t size, std::uint64_t lines, std::size_t block) {
  // Each turn but the last has seen an end that is nearer to the beginning.
  for (auto end = size;;) {
    auto const part = find_last_lines(read, end, lines, block);
    auto text = read(part.begin, static_cast<std::size_t>(part.end - part.begin));
    if (text.size() == part.end - part.begin) return text;
    end = part.begin + text.size();
  }
}

}  // namespace wsus::control
