// findstr: shows the lines of files that contain one of some literal strings.
#include "windows/commands/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace wsus::windows {
namespace {

constexpr int found_exit = 0;
constexpr int not_found_exit = 1;  // also when a file cannot be opened (assumption: public notes on findstr)
constexpr int syntax_exit = 2;

struct Search {
  bool ignore_case = false;
  bool number_lines = false;
  bool invert = false;
  std::vector<std::string> strings{};
  std::vector<std::string> files{};
  std::string complaints{};  ///< about switches that are not known
};

/// Assumption: switches may stand together and anywhere, and an unknown one is named and left out.
/// Takes the letters of one switch word, "/in" or "/i/n" or "-i"; `/c:` takes the rest of the word as one literal.
void take_switches(Search& search, std::string_view word) {
  for (std::size_t i = 1; i < word.size(); ++i) {
    auto const letter = to_lower(word.substr(i, 1)).front();
    if (letter == 'c' && word.substr(i + 1).starts_with(':')) {
      search.strings.emplace_back(word.substr(i + 2));
      return;
    }
    switch (letter) {
    case 'i': search.ignore_case = true; break;
    case 'n': search.number_lines = true; break;
    case 'v': search.invert = true; break;
    case 'l':
    case 'r':  // the lab searches for literals only
    case '/': break;
    default: search.complaints += fmt::format("FINDSTR: /{} ignored\n", word[i]);
    }
  }
}

std::optional<Search> parse(std::vector<std::string> const& words) {
  Search search;
  for (auto const& word : words) {
    bool const is_switch = word.size() > 1 && (word[0] == '/' || word[0] == '-');
    if (is_switch) {
      take_switches(search, word);
    } else {
      search.files.push_back(word);
    }
  }
  if (search.strings.empty()) {
    if (search.files.empty()) return std::nullopt;
    // Without /c: the first word holds the strings, with blanks between them; any of them will do.
    search.strings = split_words(search.files.front());
    search.files.erase(search.files.begin());
  }
  // findstr would read its standard input when no file is named; this prompt has none.
  if (search.files.empty()) return std::nullopt;
  if (search.ignore_case) std::ranges::transform(search.strings, search.strings.begin(), to_lower);
  return search;
}

bool is_hit(Search const& search, std::string_view line) {
  auto const folded = search.ignore_case ? to_lower(line) : std::string{};
  if (search.ignore_case) line = folded;
  // Assumption: an empty string, /c:"", is in no line.
  bool const found = std::ranges::any_of(search.strings, [&](std::string const& wanted) {
    return !wanted.empty() && line.find(wanted) != std::string_view::npos;
  });
  return found != search.invert;
}

/// The lines of `content` that are hits, each with `prefix` and, if wanted, its number in front.
std::string hits_in(Search const& search, std::string_view content, std::string_view prefix) {
  std::string hits;
  for (std::size_t number = 1; !content.empty(); ++number) {
    auto const end = std::min(content.find('\n'), content.size());
    auto line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!is_hit(search, line)) continue;
    hits += prefix;
    if (search.number_lines) hits += fmt::format("{}:", number);
    hits += line;
    hits += '\n';
  }
  return hits;
}

CommandResult run_findstr(Session& session, Arguments const& arguments) {
  auto const search = parse(arguments.words);
  // Assumption: the text of a call without strings or files.
  if (!search) return {syntax_exit, "FINDSTR: Bad command line\n"};

  bool found = false;
  std::string output = search->complaints;
  for (auto const& name : search->files) {
    auto const file = session.files.read(session.resolve(name), session.identity);
    if (file.error) {
      output += fmt::format("FINDSTR: Cannot open {}\n", name);
      continue;
    }
    auto const hits = hits_in(*search, file.content, search->files.size() > 1 ? name + ":" : "");
    found = found || !hits.empty();
    output += hits;
  }
  return {found ? found_exit : not_found_exit, std::move(output)};
}

}  // namespace

Command findstr() { return {"findstr", "Searches for strings in files.", run_findstr}; }

}  // namespace wsus::windows
