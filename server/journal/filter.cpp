// Filters of entries: see filter.hpp.
#include "server/journal/filter.hpp"

#include <algorithm>

namespace wsus::journal {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_letter(char left, char right) { return lower(left) == lower(right); }

bool equal_caseless(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), same_letter);
}

bool holds(std::optional<std::string> const& wanted, std::string_view found) { return !wanted || *wanted == found; }

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  std::size_t in_text = 0;
  auto star = std::string_view::npos;  // the last one, and where the text that it takes has begun
  std::size_t taken_from = 0;
  while (in_text < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      taken_from = in_text;
    } else if (at < pattern.size() && (pattern[at] == '?' || same_letter(pattern[at], text[in_text]))) {
      ++at;
      ++in_text;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in_text = ++taken_from;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

bool matches_facts(Filter const& filter, FilterFacts const& facts) {
  if (facts.sequence < filter.since || facts.sequence > filter.until) return false;
  if (filter.status && *filter.status != facts.status) return false;
  if (filter.succeeding && (facts.status != 200 || !facts.error_code.empty())) return false;
  if (filter.client_id && !equal_caseless(*filter.client_id, facts.client_id)) return false;
  bool const same = holds(filter.operation, facts.operation) && holds(filter.service, facts.service) &&
                    holds(filter.error_code, facts.error_code) && holds(filter.method, facts.method);
  if (!same) return false;
  return !filter.path || matches_pattern(*filter.path, facts.target.substr(0, facts.target.find('?')));
}

bool matches(Filter const& filter, Entry const& entry) {
  FilterFacts const facts{.sequence = entry.sequence,
                          .client_id = entry.client_id,
                          .operation = entry.operation,
                          .service = entry.service,
                          .error_code = entry.error_code,
                          .status = entry.status,
                          .method = entry.method,
                          .target = entry.target};
  if (!matches_facts(filter, facts)) return false;
  return !filter.fault || std::any_of(entry.injected.begin(), entry.injected.end(), [&](InjectedFault const& fault) {
    return fault.kind == *filter.fault || fault.rule == *filter.fault;
  });
}

}  // namespace wsus::journal
