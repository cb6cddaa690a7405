// Matching of fragments in log lines: see log_fragments.hpp.
#include "scenarios/runner/log_fragments.hpp"

namespace wsus::lab {

std::variant<std::string, NoValue> fill_in(std::string_view fragment, Placeholders const& placeholders) {
  std::string text;
  while (!fragment.empty()) {
    auto const open = fragment.find('{');
    text += fragment.substr(0, open);
    if (open == std::string_view::npos) break;
    fragment.remove_prefix(open);
    auto const close = fragment.find('}');
    auto const found =
        close == std::string_view::npos ? placeholders.end() : placeholders.find(fragment.substr(1, close - 1));
    if (found == placeholders.end()) {
      text += '{';
      fragment.remove_prefix(1);
      continue;
    }
    if (!found->second) return NoValue{found->first};
    text += *found->second;
    fragment.remove_prefix(close + 1);
  }
  return text;
}

std::optional<std::size_t> match_in_line(std::string_view line, std::string_view fragment, std::size_t from) {
  // Pieces between stars, each at its first place behind the one before: for fragments that is as good as any other.
  while (true) {
    auto const star = fragment.find('*');
    auto const piece = fragment.substr(0, star);
    auto const at = line.find(piece, from);
    if (at == std::string_view::npos) return std::nullopt;
    from = at + piece.size();
    if (star == std::string_view::npos) return from;
    fragment.remove_prefix(star + 1);
  }
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    auto const end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
  }
  return lines;
}

std::optional<std::size_t> first_missing(std::string_view text, std::vector<std::string> const& fragments) {
  auto const lines = lines_of(text);
  auto line = lines.begin();
  std::size_t from = 0;
  for (std::size_t i = 0; i < fragments.size(); ++i) {
    std::optional<std::size_t> behind;
    for (; line != lines.end(); ++line, from = 0) {
      behind = match_in_line(*line, fragments[i], from);
      if (behind) break;
    }
    if (!behind) return i;
    from = *behind;
  }
  return std::nullopt;
}

std::optional<std::string> find_line(std::string_view text, std::string_view fragment) {
  for (auto const line : lines_of(text)) {
    if (match_in_line(line, fragment)) return std::string(line);
  }
  return std::nullopt;
}

}  // namespace wsus::lab
