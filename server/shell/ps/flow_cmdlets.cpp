// Where-Object, ForEach-Object, Measure-Object, Out-Null.
//
//   Where-Object { CONDITION }
//   Where-Object [-Property] NAME -eq|-ne|-like|... [-Value] VALUE
//   ForEach-Object { STATEMENTS }
//   Measure-Object
#include "server/shell/ps/cmdlets.hpp"
#include "server/shell/ps/interpreter.hpp"
#include "server/shell/ps/objects.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::server_shell::ps {
namespace {

using windows::equal_caseless;

Script const* block_of(Argument const& argument) {
  if (argument.value == nullptr) return nullptr;
  auto const* const block = std::get_if<Block>(&argument.value->node);
  return block == nullptr ? nullptr : block->script.get();
}

/// The one block of the command; throws Failure for anything else.
Script const& only_block(Command const& command, std::string_view cmdlet) {
  // "-FilterScript {...}" and "-Process {...}" name what is meant anyway.
  auto const& given = command.arguments;
  if (!given.empty() && given.size() <= 2) {
    auto const* const script = block_of(given.back());
    bool const is_named = given.size() == 2 && given.front().value == nullptr;
    if (script != nullptr && (given.size() == 1 || is_named)) return *script;
  }
  fail_cmdlet(cmdlet, "Cannot bind parameter: a script block is wanted.", "InvalidArgument", "CannotConvertArgument",
              fmt::format("{} takes {{ ... }}", cmdlet));
}

/// "Property -op value".
struct Condition {
  std::string property{};
  std::string name{};
  Value value{};
};

Condition condition_of(Context& context, Command const& command) {
  Condition condition;
  bool has_value = false;
  for (auto const& argument : command.arguments) {
    if (argument.value == nullptr) {
      bool const is_label = equal_caseless(argument.name, "Property") || equal_caseless(argument.name, "Value");
      if (!is_label) condition.name = windows::to_lower(argument.name);
    } else if (condition.property.empty()) {
      condition.property = text_of(evaluate(context, *argument.value));
    } else {
      condition.value = evaluate(context, *argument.value);
      has_value = true;
    }
  }
  if (condition.property.empty() || (!condition.name.empty() && !has_value))
    fail_cmdlet("Where-Object", "Cannot process command because of one or more missing mandatory parameters.",
                "InvalidArgument", "MissingMandatoryParameter",
                "Where-Object takes { CONDITION }, or a property, an operator and a value");
  return condition;
}

}  // namespace

List where_object(Context& context, Command const& command, List input) {
  List kept;
  auto const& given = command.arguments;
  bool const has_block = !given.empty() && block_of(given.back()) != nullptr;
  if (has_block) {
    auto const& script = only_block(command, "Where-Object");
    for (auto& item : input) {
      if (is_true(run_block(context, script, item))) kept.push_back(std::move(item));
    }
    return kept;
  }
  auto const condition = condition_of(context, command);
  for (auto& item : input) {
    auto const value = get_member(context, item, condition.property);
    bool const fits =
        condition.name.empty() ? is_true(value) : compare(context, condition.name, value, condition.value);
    if (fits) kept.push_back(std::move(item));
  }
  return kept;
}

List for_each_object(Context& context, Command const& command, List input) {
  auto const& script = only_block(command, "ForEach-Object");
  List left;
  for (auto const& item : input) {
    for (auto& value : items_of(run_block(context, script, item))) left.push_back(std::move(value));
  }
  return left;
}

List measure_object(Context&, Command const& command, List input) {
  if (!command.arguments.empty())
    fail_cmdlet(
        "Measure-Object",
        fmt::format("A parameter cannot be found that matches parameter name '{}'.", command.arguments.front().written),
        "InvalidArgument", "NamedParameterNotFound", "Measure-Object counts, and takes no parameters");
  return {Value{Printed{fmt::format("\nCount    : {}\n\n", input.size())}}};
}

List out_null(Context&, Command const&, List) { return {}; }

}  // namespace wsus::server_shell::ps
