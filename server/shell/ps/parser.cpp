// Reads PowerShell lines: see syntax.hpp. Sentences and ids of mistakes are PowerShell's.
#include "server/shell/ps/syntax.hpp"

#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace wsus::server_shell::ps {
namespace {

using windows::equal_caseless;

constexpr std::array<std::string_view, 12> operators{"eq",  "ne", "gt",   "ge",      "lt",    "le",
                                                     "and", "or", "like", "notlike", "match", "notmatch"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
/// What ends a bare word of a command.
bool ends_word(char c) { return is_blank(c) || std::string_view("|;(){}'\",").find(c) != std::string_view::npos; }

template <typename Node>
ExpressionPtr make(Node node) {
  return std::make_shared<Expression const>(Expression{std::move(node)});
}

/// Thrown inside the parser only.
struct Stop {
  SyntaxError error;
};

class Parser {
public:
  explicit Parser(std::string_view text) : rest_(text) {}

  Script whole() {
    auto script = statements();
    if (!rest_.empty()) unexpected();
    return script;
  }

private:
  static constexpr int deepest = 60;

  Script statements() {
    Script script;
    while (true) {
      skip();
      while (takes(';')) skip();
      if (rest_.empty() || rest_.front() == '}') return script;
      script.push_back(statement());
      skip();
      if (!rest_.empty() && rest_.front() != ';' && rest_.front() != '}') unexpected();
    }
  }

  Statement statement() {
    if (rest_.front() != '$' && rest_.front() != '(') return {.target = {}, .pipeline = pipeline()};
    auto first = operation();
    skip();
    if (!rest_.starts_with('=')) return {.target = {}, .pipeline = pipeline(Element{std::move(first)})};
    if (!std::holds_alternative<Variable>(first->node) && !std::holds_alternative<Member>(first->node)) {
      throw Stop{{"The assignment expression is not valid. The input to an assignment operator must be an object that "
                  "is able to accept assignments, such as a variable or a property.",
                  "InvalidLeftHandSide"}};
    }
    rest_.remove_prefix(1);
    return {.target = std::move(first), .pipeline = pipeline()};
  }

  /// `first`: an element that has been read already.
  Pipeline pipeline(std::optional<Element> first = std::nullopt) {
    Pipeline made;
    skip();
    if (first) {
      made.push_back(*std::move(first));
      if (!takes('|')) return made;
    }
    do {
      skip();
      if (rest_.empty() && made.empty())
        throw Stop{{"You must provide a value expression.", "ExpectedValueExpression"}};
      if (rest_.empty() || rest_.front() == '|')
        throw Stop{{"An empty pipe element is not allowed.", "EmptyPipeElement"}};
      made.push_back(element());
      skip();
    } while (takes('|'));
    return made;
  }

  Element element() {
    bool const calls = takes('&');
    skip();
    if (rest_.empty()) unexpected();
    char const first = rest_.front();
    bool const is_command = calls || is_letter(first) || first == '.' || first == '\\' || first == '?' || first == '%';
    if (!is_command) return operation();
    Command command;
    if (calls && (first == '\'' || first == '"')) {
      command.name = quoted();
    } else {
      command.name = word();
    }
    command.arguments = arguments();
    return command;
  }

  std::vector<Argument> arguments() {
    std::vector<Argument> list;
    while (true) {
      skip();
      takes(',');  // lists of values are taken one by one
      skip();
      if (rest_.empty() || std::string_view("|;)}").find(rest_.front()) != std::string_view::npos) return list;
      list.push_back(argument());
    }
  }

  Argument argument() {
    auto const begin = rest_;
    Argument made;
    char const first = rest_.front();
    bool const is_name = first == '-' && rest_.size() > 1 && is_letter(rest_[1]);
    if (is_name) {
      rest_.remove_prefix(1);
      made.name = identifier();
      made.has_own_value = takes(':');
    } else if (std::string_view("$'\"({[").find(first) != std::string_view::npos) {
      made.value = operand();
    } else {
      auto const bare = word();
      if (bare.empty()) unexpected();
      made.value = make(Literal{number_or_text(bare)});
    }
    made.written = std::string(begin.substr(0, begin.size() - rest_.size()));
    return made;
  }

  /// All operators have one rank but -and and -or, which come last (PowerShell's own order).
  ExpressionPtr operation() {
    auto left = comparison();
    while (true) {
      auto const name = logical();
      if (!name) return left;
      left = make(Operation{*name, std::move(left), comparison()});
    }
  }

  ExpressionPtr comparison() {
    auto left = unary();
    while (true) {
      skip();
      auto const name = operator_at();
      if (!name || *name == "and" || *name == "or") return left;
      rest_.remove_prefix(name->size() + 1);
      left = make(Operation{*name, std::move(left), unary()});
    }
  }

  std::optional<std::string> logical() {
    skip();
    auto name = operator_at();
    if (!name || (*name != "and" && *name != "or")) return std::nullopt;
    rest_.remove_prefix(name->size() + 1);
    return name;
  }

  /// The operator here; an unknown "-word" is a mistake.
  std::optional<std::string> operator_at() const {
    if (rest_.size() < 2 || rest_.front() != '-' || !is_letter(rest_[1])) return std::nullopt;
    auto const end = std::find_if_not(rest_.begin() + 1, rest_.end(), is_letter);
    auto const typed = rest_.substr(1, static_cast<std::size_t>(end - rest_.begin()) - 1);
    for (auto const name : operators) {
      if (equal_caseless(typed, name)) return std::string(name);
    }
    throw Stop{{fmt::format("Unexpected token '-{}' in expression or statement.", typed), "UnexpectedToken"}};
  }

  ExpressionPtr unary() {
    bool negated = false;
    bool twice = false;
    while (takes_not()) {
      twice = negated || twice;
      negated = !negated;
    }
    auto value = operand();
    if (twice) value = make(Negation{make(Negation{std::move(value)})});  // what was turned is a truth value now
    return negated ? make(Negation{std::move(value)}) : value;
  }

  bool takes_not() {
    skip();
    if (takes('!')) return true;
    bool const has_word = rest_.size() > 4 && equal_caseless(rest_.substr(0, 4), "-not") && !is_letter(rest_[4]);
    if (has_word) rest_.remove_prefix(4);
    return has_word;
  }

  ExpressionPtr operand() {
    if (++depth_ > deepest) throw Stop{{"The script is nested too deeply.", "ScriptTooComplicated"}};
    auto value = simple_operand();
    while (rest_.starts_with('.') && rest_.size() > 1 && is_letter(rest_[1])) {
      rest_.remove_prefix(1);
      auto name = identifier();
      if (rest_.starts_with('(')) {
        value = make(MethodCall{std::move(value), std::move(name), call_arguments()});
      } else {
        value = make(Member{std::move(value), std::move(name)});
      }
    }
    --depth_;
    return value;
  }

  ExpressionPtr simple_operand() {
    skip();
    if (rest_.empty()) throw Stop{{"You must provide a value expression.", "ExpectedValueExpression"}};
    char const first = rest_.front();
    if (first == '$') return variable();
    if (first == '\'' || first == '"') return make(Literal{Value{quoted()}});
    if (first == '(') return nested();
    if (first == '{') return block();
    if (first == '[') return typed();
    bool const is_number = is_digit(first) || (first == '-' && rest_.size() > 1 && is_digit(rest_[1]));
    if (!is_number) unexpected();
    return make(Literal{number_or_text(word())});
  }

  ExpressionPtr variable() {
    rest_.remove_prefix(1);
    if (rest_.empty() || !is_letter(rest_.front()))
      throw Stop{{"Unexpected token '$' in expression or statement.", "UnexpectedToken"}};
    auto name = identifier();
    if (equal_caseless(name, "true")) return make(Literal{Value{true}});
    if (equal_caseless(name, "false")) return make(Literal{Value{false}});
    if (equal_caseless(name, "null")) return make(Literal{});
    return make(Variable{std::move(name)});
  }

  ExpressionPtr nested() {
    rest_.remove_prefix(1);
    auto inner = pipeline();
    skip();
    if (!takes(')')) throw Stop{{"Missing closing ')' in expression.", "MissingEndParenthesisInExpression"}};
    return make(Nested{std::move(inner)});
  }

  ExpressionPtr block() {
    rest_.remove_prefix(1);
    if (++depth_ > deepest) throw Stop{{"The script is nested too deeply.", "ScriptTooComplicated"}};
    auto inner = std::make_shared<Script const>(statements());
    --depth_;
    if (!takes('}')) throw Stop{{"Missing closing '}' in statement block or type definition.", "MissingEndCurlyBrace"}};
    return make(Block{std::move(inner)});
  }

  ExpressionPtr typed() {
    auto const end = rest_.find(']');
    if (end == std::string_view::npos)
      throw Stop{{"Missing ] at end of attribute or type literal.", "EndSquareBracketExpectedAtEndOfAttribute"}};
    auto type = std::string(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);
    if (!rest_.starts_with("::")) return make(Cast{std::move(type), operand()});
    rest_.remove_prefix(2);
    auto name = identifier();
    if (name.empty() || !rest_.starts_with('(')) unexpected();
    return make(StaticCall{std::move(type), std::move(name), call_arguments()});
  }

  std::vector<ExpressionPtr> call_arguments() {
    rest_.remove_prefix(1);
    std::vector<ExpressionPtr> list;
    skip();
    if (takes(')')) return list;
    do {
      list.push_back(operation());
      skip();
    } while (takes(','));
    if (!takes(')')) throw Stop{{"Missing ')' in method call.", "MissingEndParenthesisInMethodCall"}};
    return list;
  }

  /// The quote twice stands for itself. Variables inside "..." are not replaced (docs: the lines have none).
  std::string quoted() {
    char const quote = rest_.front();
    std::string text;
    for (std::size_t at = 1; at < rest_.size(); ++at) {
      if (rest_[at] == quote && (at + 1 == rest_.size() || rest_[at + 1] != quote)) {
        rest_.remove_prefix(at + 1);
        return text;
      }
      if (rest_[at] == quote) ++at;
      text += rest_[at];
    }
    throw Stop{{fmt::format("The string is missing the terminator: {}.", quote), "TerminatorExpectedAtEndOfString"}};
  }

  std::string identifier() {
    auto const end = std::find_if_not(rest_.begin(), rest_.end(), [](char c) { return is_letter(c) || is_digit(c); });
    return take(static_cast<std::size_t>(end - rest_.begin()));
  }

  std::string word() {
    auto const end = std::find_if(rest_.begin(), rest_.end(), ends_word);
    return take(static_cast<std::size_t>(end - rest_.begin()));
  }

  std::string take(std::size_t length) {
    std::string taken(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return taken;
  }

  static Value number_or_text(std::string const& word) {
    std::int64_t number = 0;
    auto const* const end = word.data() + word.size();
    auto const [stop, error] = std::from_chars(word.data(), end, number);
    if (error == std::errc{} && stop == end) return Value{number};
    return Value{word};
  }

  void skip() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  }
  bool takes(char c) {
    bool const there = rest_.starts_with(c);
    if (there) rest_.remove_prefix(1);
    return there;
  }

  [[noreturn]] void unexpected() const {
    auto const end = std::find_if(rest_.begin(), rest_.end(), is_blank);
    throw Stop{{fmt::format("Unexpected token '{}' in expression or statement.", std::string(rest_.begin(), end)),
                "UnexpectedToken"}};
  }

  std::string_view rest_;
  int depth_ = 0;
};

}  // namespace

std::variant<Script, SyntaxError> parse(std::string_view line) {
  try {
    return Parser(line).whole();
  } catch (Stop const& stop) {
    return stop.error;
  }
}

}  // namespace wsus::server_shell::ps
