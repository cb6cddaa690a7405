// wua-sim shell: the machine's prompt on streams. README.md says what a transcript looks like.
#include "client_sim/app/cli.hpp"
#include "client_sim/app/pc_setup.hpp"

#include <charconv>
#include <fmt/format.h>
#include <istream>
#include <ostream>

namespace wsus::client {

namespace {

bool is_exit(std::vector<std::string> const& words) {
  return !words.empty() && windows::equal_caseless(words.front(), "exit");
}

/// `exit`, `exit N`, `exit /b N`; without a number the code stays what it was, as in cmd.exe.
int exit_code_of(std::vector<std::string> const& words, int last) {
  if (words.size() < 2) return last;
  auto const& text = words.back();
  int code = last;
  std::from_chars(text.data(), text.data() + text.size(), code);
  return code;
}

std::string ended_with(std::string_view what, agent::Hresult code) {
  return fmt::format("(wua-sim) {} ended with {} {}\n", what, agent::to_hex(code), agent::symbol_of(code));
}

/// What the real commands keep to themselves; of an update the lines that `wua-sim update` prints, too.
void print_new_scans(SimulatedPc const& pc, std::size_t from, std::ostream& out) {
  for (auto i = from; i < pc.scans().size(); ++i) {
    auto const& report = pc.scans()[i];
    out << ended_with("the scan", report.result.hresult);
    if (!report.update_result) continue;
    out << ended_with("the update", report.update_result->hresult) << report::to_text(*report.update_result);
  }
}

}  // namespace

int run_shell(SimulatedPc& pc, Options const& options, std::istream& in, std::ostream& out, bool input_is_terminal) {
  int last = 0;
  std::string line;
  while (out << pc.prompt().text() << std::flush, std::getline(in, line)) {
    if (line.ends_with('\r')) line.pop_back();
    if (!input_is_terminal) out << line << "\n";
    auto const words = windows::split_words(line);
    if (is_exit(words)) return exit_code_of(words, last);
    if (words.empty()) continue;

    auto const scans = pc.scans().size();
    auto const result = pc.type_command(line);
    last = result.exit_code;
    out << result.output;
    print_new_scans(pc, scans, out);
    out << "\n";
    save(pc, options);
  }
  out << "\n";  // the prompt that was not answered
  return last;
}

}  // namespace wsus::client
