// Lines in and out: see talk.hpp.
#include "scenarios/teaching/talk.hpp"

#include <istream>
#include <ostream>

namespace wsus::lab {

void Talk::say(std::string_view text) const { *partners_.out << text << std::flush; }

std::optional<std::string> Talk::ask(std::string_view question) {
  say(question);
  std::string line;
  if (stopped() || partners_.in == nullptr || !std::getline(*partners_.in, line) || stopped()) {
    say("\n");
    return std::nullopt;
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (partners_.echo) say(line + "\n");
  return line;
}

}  // namespace wsus::lab
