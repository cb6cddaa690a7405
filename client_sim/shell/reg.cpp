// reg query|add|delete|import|export: each operation in a file of its own.
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/reg_parts.hpp"

namespace wsus::client_shell {

namespace {

windows::CommandResult run(machine::Machine& machine, windows::Session const& session,
                           std::span<std::string const> words) {
  if (words.empty()) return reg_parts::invalid_syntax("");
  auto const& operation = words.front();
  auto const rest = words.subspan(1);
  if (windows::equal_caseless(operation, "query")) return reg_parts::query(machine, rest);
  if (windows::equal_caseless(operation, "add")) return reg_parts::add(machine, session, rest);
  if (windows::equal_caseless(operation, "delete")) return reg_parts::remove(machine, session, rest);
  if (windows::equal_caseless(operation, "import")) return reg_parts::import_file(machine, session, rest);
  if (windows::equal_caseless(operation, "export")) return reg_parts::export_file(machine, session, rest);
  return reg_parts::invalid_syntax("");
}

}  // namespace

windows::Command reg(machine::Machine& machine) {
  return {.name = "reg",
          .summary = "reg query|add|delete KEY [/v NAME] ..., reg import FILE, reg export KEY FILE",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session, arguments.words);
          }};
}

}  // namespace wsus::client_shell
