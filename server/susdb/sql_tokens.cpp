// SQL text as words: see sql_tokens.hpp.
#include "server/susdb/sql_tokens.hpp"

#include "server/domain/lower.hpp"

#include <algorithm>

namespace wsus::susdb {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_word(char c) {
  char const small = domain::lower(c);
  return (small >= 'a' && small <= 'z') || is_digit(c) || c == '_' || c == '@' || c == '#' || c == '$';
}

class Reader {
public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool read(std::vector<SqlToken>& tokens) {
    while (skip()) {
      if (rest_.empty()) return true;
      if (!token(tokens)) return false;
    }
    return false;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

private:
  /// Blanks and comments; false for a comment without an end.
  bool skip() {
    while (!rest_.empty()) {
      if (is_blank(rest_.front())) {
        take(1);
      } else if (rest_.starts_with("--")) {
        take(std::min(rest_.find('\n'), rest_.size()));
      } else if (rest_.starts_with("/*")) {
        auto const end = rest_.find("*/", 2);
        if (end == std::string_view::npos) return false;
        take(end + 2);
      } else {
        return true;
      }
    }
    return true;
  }

  bool token(std::vector<SqlToken>& tokens) {
    char const first = rest_.front();
    bool const is_unicode_text = (first == 'N' || first == 'n') && rest_.size() > 1 && rest_[1] == '\'';
    if (is_unicode_text) take(1);
    if (rest_.front() == '\'') return enclosed(tokens, '\'', SqlTokenKind::text);
    if (first == '[') return enclosed(tokens, ']', SqlTokenKind::name);
    if (first == '"') return enclosed(tokens, '"', SqlTokenKind::name);
    if (!is_word(first)) {
      tokens.push_back({SqlTokenKind::sign, std::string(1, first), line_});
      take(1);
      return true;
    }
    auto const end = static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), is_word) - rest_.begin());
    auto const word = rest_.substr(0, end);
    bool const is_number = std::all_of(word.begin(), word.end(), is_digit);
    tokens.push_back({is_number ? SqlTokenKind::number : SqlTokenKind::name, std::string(word), line_});
    take(end);
    return true;
  }

  /// The closing character twice stands for itself.
  bool enclosed(std::vector<SqlToken>& tokens, char close, SqlTokenKind kind) {
    std::string text;
    for (std::size_t at = 1; at < rest_.size(); ++at) {
      if (rest_[at] == close && (at + 1 == rest_.size() || rest_[at + 1] != close)) {
        tokens.push_back({kind, std::move(text), line_});
        take(at + 1);
        return true;
      }
      if (rest_[at] == close) ++at;
      text += rest_[at];
    }
    return false;
  }

  void take(std::size_t length) {
    line_ += static_cast<int>(std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(length), '\n'));
    rest_.remove_prefix(length);
  }

  std::string_view rest_;
  int line_ = 1;
};

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

}  // namespace

std::optional<std::vector<SqlToken>> sql_tokens(std::string_view batch, std::string& bad) {
  std::vector<SqlToken> tokens;
  Reader reader(batch);
  if (reader.read(tokens)) return tokens;
  bad = std::string(reader.rest());
  return std::nullopt;
}

std::vector<std::string> sql_batches(std::string_view script) {
  std::vector<std::string> batches;
  std::string batch;
  auto const close = [&] {
    if (!trimmed(batch).empty()) batches.push_back(batch);
    batch.clear();
  };
  while (!script.empty()) {
    auto const end = std::min(script.find('\n'), script.size() - 1) + 1;
    auto const line = script.substr(0, end);
    if (domain::same_name(trimmed(line), "GO")) {
      close();
    } else {
      batch += line;
    }
    script.remove_prefix(end);
  }
  close();
  return batches;
}

}  // namespace wsus::susdb
