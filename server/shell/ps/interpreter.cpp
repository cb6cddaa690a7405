// The interpreter: see interpreter.hpp.
#include "server/shell/ps/interpreter.hpp"

#include "server/shell/ps/cmdlets.hpp"
#include "server/shell/ps/objects.hpp"
#include "server/shell/wildcard.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::server_shell::ps {
namespace {

using windows::equal_caseless;

List run_pipeline(Context& context, Pipeline const& pipeline);

class Evaluator {
public:
  explicit Evaluator(Context& context) : context_(context) {}

  Value operator()(Literal const& literal) const { return literal.value; }

  Value operator()(Variable const& variable) const {
    auto const found = context_.variables.find(variable.name);
    return found == context_.variables.end() ? Value{} : found->second;
  }

  Value operator()(Member const& member) const {
    return get_member(context_, evaluate(context_, *member.of), member.name);
  }

  Value operator()(MethodCall const& call) const {
    auto const object = evaluate(context_, *call.of);
    return call_method(context_, object, call.name, values(call.arguments));
  }

  Value operator()(StaticCall const& call) const {
    return call_static(context_, call.type, call.name, values(call.arguments));
  }

  Value operator()(Cast const& wanted) const { return cast(context_, wanted.type, evaluate(context_, *wanted.value)); }

  /// What a pipeline leaves: nothing, one value, or a list.
  Value operator()(Nested const& nested) const {
    auto list = run_pipeline(context_, nested.pipeline);
    if (list.empty()) return {};
    if (list.size() == 1) return std::move(list.front());
    return {std::move(list)};
  }

  Value operator()(Block const&) const {
    fail(context_, "A script block is no value here.", "InvalidOperation", "ScriptBlockHasNoValue",
         "script blocks belong to Where-Object and ForEach-Object");
  }

  Value operator()(Operation const& operation) const {
    auto const left = evaluate(context_, *operation.left);
    if (operation.name == "and") return {is_true(left) && is_true(evaluate(context_, *operation.right))};
    if (operation.name == "or") return {is_true(left) || is_true(evaluate(context_, *operation.right))};
    return {compare(context_, operation.name, left, evaluate(context_, *operation.right))};
  }

  Value operator()(Negation const& negation) const { return {!is_true(evaluate(context_, *negation.value))}; }

private:
  List values(std::vector<ExpressionPtr> const& expressions) const {
    List list;
    list.reserve(expressions.size());
    for (auto const& expression : expressions) list.push_back(evaluate(context_, *expression));
    return list;
  }

  Context& context_;
};

List run_pipeline(Context& context, Pipeline const& pipeline) {
  List flow;
  for (std::size_t at = 0; at < pipeline.size(); ++at) {
    if (auto const* const command = std::get_if<Command>(&pipeline[at])) {
      flow = run_command(context, *command, std::move(flow), at == 0);
    } else if (at == 0) {
      flow = items_of(evaluate(context, *std::get<ExpressionPtr>(pipeline[at])));
    } else {
      fail(context, "Expressions are only allowed as the first element of a pipeline.", "ParserError",
           "ExpressionsMustBeFirstInPipeline");
    }
  }
  return flow;
}

void assign(Context& context, Expression const& target, Value value) {
  if (auto const* const variable = std::get_if<Variable>(&target.node)) {
    context.variables.insert_or_assign(variable->name, std::move(value));
    return;
  }
  auto const& member = std::get<Member>(target.node);
  set_member(context, evaluate(context, *member.of), member.name, value);
}

/// What the statement leaves for the console; an assignment leaves nothing.
List run_statement(Context& context, Statement const& statement) {
  auto values = run_pipeline(context, statement.pipeline);
  if (statement.target == nullptr) return values;
  Value value;
  if (values.size() == 1) value = std::move(values.front());
  if (values.size() > 1) value = Value{std::move(values)};
  assign(context, *statement.target, std::move(value));
  return {};
}

bool equal(Value const& left, Value const& right) {
  if (std::holds_alternative<Null>(left.held) || std::holds_alternative<Null>(right.held))
    return std::holds_alternative<Null>(left.held) && std::holds_alternative<Null>(right.held);
  // The right side takes the type of the left one.
  if (auto const* const flag = std::get_if<bool>(&left.held)) return *flag == is_true(right);
  return equal_caseless(text_of(left), text_of(right));
}

bool is_less(Value const& left, Value const& right) {
  auto const* const a = std::get_if<std::int64_t>(&left.held);
  auto const* const b = std::get_if<std::int64_t>(&right.held);
  if (a != nullptr && b != nullptr) return *a < *b;
  return windows::CaselessLess{}(text_of(left), text_of(right));
}

}  // namespace

Value evaluate(Context& context, Expression const& expression) {
  return std::visit(Evaluator(context), expression.node);
}

Value run_block(Context& context, Script const& script, Value const& item) {
  context.variables.insert_or_assign("_", item);
  context.variables.insert_or_assign("PSItem", item);
  List left;
  for (auto const& statement : script) {
    for (auto& value : run_statement(context, statement)) left.push_back(std::move(value));
  }
  if (left.empty()) return {};
  if (left.size() == 1) return std::move(left.front());
  return {std::move(left)};
}

bool compare(Context& context, std::string_view name, Value const& left, Value const& right) {
  // A list on the left: does any item fit? PowerShell gives those that do, which is true or not in the same cases.
  if (auto const* const list = std::get_if<List>(&left.held)) {
    for (auto const& item : *list) {
      if (compare(context, name, item, right)) return true;
    }
    return false;
  }
  if (name == "eq") return equal(left, right);
  if (name == "ne") return !equal(left, right);
  if (name == "lt") return is_less(left, right);
  if (name == "ge") return !is_less(left, right);
  if (name == "gt") return is_less(right, left);
  if (name == "le") return !is_less(right, left);
  if (name == "like") return fits_wildcard(text_of(left), text_of(right));
  if (name == "notlike") return !fits_wildcard(text_of(left), text_of(right));
  // -match: regular expressions are not known, a text that has the pattern in it is.
  bool const has_it = windows::to_lower(text_of(left)).find(windows::to_lower(text_of(right))) != std::string::npos;
  if (name == "match") return has_it;
  if (name == "notmatch") return !has_it;
  fail(context, fmt::format("Unexpected token '-{}' in expression or statement.", name), "ParserError",
       "UnexpectedToken");
}

windows::CommandResult run_line(Context& context) {
  auto const parsed = parse(context.line);
  windows::CommandResult result;
  try {
    if (auto const* const error = std::get_if<SyntaxError>(&parsed))
      fail(context, error->sentence, "ParserError", error->id, "'powershell -?' lists what it can run");
    for (auto const& statement : std::get<Script>(parsed))
      result.output += printed(context, run_statement(context, statement));
  } catch (Failure const& failure) {
    result.output += failure.text;
    result.exit_code = 1;
  }
  return result;
}

}  // namespace wsus::server_shell::ps
