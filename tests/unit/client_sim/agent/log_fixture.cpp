// Reading of WindowsUpdate.log: see log_fixture.hpp.
#include "tests/unit/client_sim/agent/log_fixture.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace wsus::agent::testing {

std::vector<std::string> lines_of(std::string const& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> golden(std::string_view name) {
  auto const path = std::string(WSUS_SOURCE_DIR) + "/tests/unit/client_sim/agent/" + std::string(name);
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::stringstream content;
  content << file.rdbuf();
  return lines_of(content.str());
}

std::vector<std::string> without_ids(std::vector<std::string> lines, machine::Profile profile) {
  for (auto& line : lines) {
    if (traits_of(profile).log == machine::LogForm::text) {
      for (int column = 0; column < 4; ++column) line.erase(0, line.find('\t') + 1);
      continue;
    }
    line.erase(0, std::string_view("2026/10/04 16:00:00.0000000 5000  5160  ").size());
    auto component = line.substr(0, 16);
    component.erase(component.find(' '));
    line = component + "\t" + line.substr(16);
  }
  return lines;
}

std::vector<std::string> block(std::vector<std::string> const& lines, std::string_view from, std::string_view to) {
  auto const holds = [](std::string_view part) {
    return [part](std::string const& line) { return line.find(part) != std::string::npos; };
  };
  auto const first = std::ranges::find_if(lines, holds(from));
  auto last = lines.end();
  while (last != first && !holds(to)(*std::prev(last))) --last;
  return {first, last};
}

}  // namespace wsus::agent::testing
