// A command line as text: %variables% and words, by the rules of cmd.exe.
#include "windows/prompt/prompt.hpp"

namespace wsus::windows {

std::vector<std::string> split_words(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  bool in_quotes = false;
  for (char const c : line) {
    if (!in_quotes && (c == ' ' || c == '\t')) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;  // set by a quote as well: "" is a word without letters
    if (c == '"') {
      in_quotes = !in_quotes;
    } else {
      words.back() += c;
    }
  }
  return words;
}

// At an interactive prompt the '%' of an unknown name is taken as written, and the search goes on behind it: the '%'
// that would have ended the unknown name may begin a known one.
std::string expand_variables(std::string_view line, Session const& session) {
  std::string result;
  while (!line.empty()) {
    auto const end = line.front() == '%' ? line.find('%', 1) : std::string_view::npos;
    auto const variable =
        end == std::string_view::npos ? session.environment.end() : session.environment.find(line.substr(1, end - 1));
    if (variable == session.environment.end()) {
      result += line.front();
      line.remove_prefix(1);
    } else {
      result += variable->second;
      line.remove_prefix(end + 1);
    }
  }
  return result;
}

}  // namespace wsus::windows
