// Writes man(7) macros: see man_page.hpp.
#include "wsdl/command_line/man_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace wsus::command_line {
namespace {

/// Text that roff takes literally: hyphens stay ASCII hyphens (options are copied from man pages), and a line that
/// begins with a dot is no request.
std::string literal(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (char const c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    line_begins = c == '\n';
    switch (c) {
    case '\\': out += "\\e"; break;
    case '-': out += "\\-"; break;
    case '\'': out += "\\(aq"; break;
    case '`': out += "\\(ga"; break;
    case '^': out += "\\(ha"; break;
    case '~': out += "\\(ti"; break;
    default: out += c;
    }
  }
  return out;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", literal(text)); }
std::string italic(std::string_view text) { return fmt::format("\\fI{}\\fR", literal(text)); }

/// "\fB-h\fR, \fB--help\fR" or "\fB--http\fR \fIADDR:PORT\fR"
std::string head_of(Option const& option, bool positional) {
  std::string head;
  for (auto const& name : option.names)
    head += fmt::format("{}{}", head.empty() ? "" : ", ", positional ? italic(name) : bold(name));
  if (!positional && option.value != Value::none) head += fmt::format(" {}", italic(option.value_name));
  return head;
}

/// The description, with what CLI11 knows beside it.
std::string body_of(Option const& option) {
  std::string remarks;
  auto const remark = [&remarks](std::string_view text) {
    remarks += fmt::format("{}{}", remarks.empty() ? "" : "; ", text);
  };
  if (option.required) remark("required");
  if (!option.limits.empty()) remark(option.limits);
  if (!option.needs.empty()) remark(fmt::format("needs {}", fmt::join(option.needs, ", ")));
  if (!option.default_value.empty()) remark(fmt::format("default: {}", option.default_value));
  auto const text = remarks.empty() ? option.description : fmt::format("{} [{}]", option.description, remarks);
  return literal(text);
}

std::string entries(std::vector<Option> const& options, bool positional) {
  std::string out;
  for (auto const& option : options) out += fmt::format(".TP\n{}\n{}\n", head_of(option, positional), body_of(option));
  return out;
}

/// What is typed: "wsus-lab run [OPTION]... [WHAT]..."
std::string synopsis_of(Command const& command, std::string const& typed) {
  auto line = fmt::format("{} [{}]...", bold(typed), italic("OPTION"));
  for (auto const& positional : command.positionals) {
    auto const word = fmt::format("{}{}", italic(positional.names.front()), positional.repeated ? "..." : "");
    line += positional.required ? fmt::format(" {}", word) : fmt::format(" [{}]", word);
  }
  return line + "\n";
}

/// Each line of the help's end is a line here.
std::string footer_lines(std::string const& footer) {
  std::string lines;
  for (char const c : literal(footer)) {
    lines += c;
    if (c == '\n') lines += ".br\n";
  }
  return fmt::format(".PP\n{}\n", lines);
}

void add_synopses(Command const& command, std::string const& typed, std::string& out) {
  if (!out.empty()) out += ".br\n";
  out += synopsis_of(command, typed);
  for (auto const& below : command.commands) add_synopses(below, fmt::format("{} {}", typed, below.name), out);
}

void add_commands(Command const& command, std::string const& typed, std::string& out) {
  for (auto const& below : command.commands) {
    auto const name = typed.empty() ? below.name : fmt::format("{} {}", typed, below.name);
    out += fmt::format(".SS {}\n{}\n", literal(name), literal(below.description));
    out += entries(below.positionals, true) + entries(below.options, false);
    if (!below.footer.empty()) out += footer_lines(below.footer);
    add_commands(below, name, out);
  }
}

/// "a mock WSUS server: speaks the real protocol": a name section has no capital and no full stop.
std::string short_description(std::string text) {
  if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && (text[1] == ' ' || (text[1] >= 'a' && text[1] <= 'z')))
    text.front() = static_cast<char>(text.front() + 32);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

std::string man_page(Command const& program) {
  std::string synopses;
  add_synopses(program, program.name, synopses);
  auto page = fmt::format(".TH {} 1 \"\" \"{}\" \"WSUS Fault Lab\"\n.SH NAME\n{} \\- {}\n.SH SYNOPSIS\n{}",
                          upper(program.name), literal(program.version), literal(program.name),
                          literal(short_description(program.description)), synopses);
  page += fmt::format(".SH DESCRIPTION\n{}\n.SH OPTIONS\n", literal(program.description));
  page += entries(program.positionals, true) + entries(program.options, false);
  if (!program.commands.empty()) {
    page += ".SH COMMANDS\n";
    add_commands(program, "", page);
  }
  if (!program.footer.empty()) page += fmt::format(".SH NOTES\n{}", footer_lines(program.footer));
  return page;
}

}  // namespace wsus::command_line
