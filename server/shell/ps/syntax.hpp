// PowerShell lines as trees: the small part of the language that the articles' lines need. Internal to this room.
//
//   line      := statement { ';' statement }
//   statement := [ target '=' ] pipeline               target: $name, or a property of something
//   pipeline  := element { '|' element }
//   element   := [ '&' ] name { argument } | operation
//   argument  := '-'name [ ':' ] | word | operand
//   operation := unary { operator unary }              -and -or -eq -ne -gt -ge -lt -le -like -notlike -match -notmatch
//   unary     := [ '-not' | '!' ] operand
//   operand   := $name | 'text' | "text" | number | '(' pipeline ')' | '{' line '}' | '[' type ']' operand
//                | '[' type ']' '::' name '(' ... ')' , each with { '.' name [ '(' operation, ... ')' ] }
#pragma once

#include "server/shell/ps/value.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::server_shell::ps {

struct Expression;
using ExpressionPtr = std::shared_ptr<Expression const>;
struct Statement;
/// A script block, or a whole line.
using Script = std::vector<Statement>;

struct Argument {
  std::string name{};          ///< of a parameter, without '-'; empty: a value
  bool has_own_value = false;  ///< "-Confirm:$false": the next argument is this one's value
  ExpressionPtr value{};       ///< null for a parameter's name
  std::string written{};       ///< as it was typed
};

struct Command {
  std::string name{};
  std::vector<Argument> arguments{};
};

using Element = std::variant<ExpressionPtr, Command>;
using Pipeline = std::vector<Element>;

struct Literal {
  Value value{};
};
struct Variable {
  std::string name{};  ///< without '$'
};
struct Member {
  ExpressionPtr of{};
  std::string name{};
};
struct MethodCall {
  ExpressionPtr of{};
  std::string name{};
  std::vector<ExpressionPtr> arguments{};
};
/// [System.Guid]::NewGuid()
struct StaticCall {
  std::string type{};
  std::string name{};
  std::vector<ExpressionPtr> arguments{};
};
/// [guid]'...'
struct Cast {
  std::string type{};
  ExpressionPtr value{};
};
struct Nested {
  Pipeline pipeline{};
};
struct Block {
  std::shared_ptr<Script const> script{};
};
struct Operation {
  std::string name{};  ///< in lower case, without '-'
  ExpressionPtr left{};
  ExpressionPtr right{};
};
struct Negation {
  ExpressionPtr value{};
};

struct Expression {
  std::variant<Literal, Variable, Member, MethodCall, StaticCall, Cast, Nested, Block, Operation, Negation> node{};
};

struct Statement {
  ExpressionPtr target{};  ///< Variable or Member; null: no assignment
  Pipeline pipeline{};
};

/// A line that cannot be read: the sentence and the id of PowerShell's parser.
struct SyntaxError {
  std::string sentence{};
  std::string id{};
};

[[nodiscard]] std::variant<Script, SyntaxError> parse(std::string_view line);

}  // namespace wsus::server_shell::ps
