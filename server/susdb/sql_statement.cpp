// The parser of the known statements: see sql_statement.hpp.
#include "server/susdb/sql_statement.hpp"

#include "server/config/values.hpp"
#include "server/domain/lower.hpp"
#include "server/susdb/sql_tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace wsus::susdb {
namespace {

constexpr std::array<std::string_view, 2> index_tables{"tbLocalizedPropertyForRevision", "tbRevisionSupersedesUpdate"};
constexpr std::array<std::string_view, 3> configuration_columns{"MaxCoreUpdatesPerRequest",
                                                                "MaxExtendedUpdatesPerRequest", "MaxXMLPerRequest"};
constexpr std::array<std::string_view, 3> procedures{"spDeleteUpdate", "spGetObsoleteUpdatesToCleanup",
                                                     "sp_updatestats"};
constexpr std::array<std::string_view, 10> forms{
    "CREATE NONCLUSTERED INDEX name ON [dbo].[tbRevisionSupersedesUpdate | tbLocalizedPropertyForRevision] (column)",
    "DROP INDEX name ON table",
    "UPDATE tbConfigurationC SET MaxXMLPerRequest | MaxCoreUpdatesPerRequest | MaxExtendedUpdatesPerRequest = n",
    "SELECT column FROM tbConfigurationC",
    "SELECT COUNT(UpdateID) FROM vwMinimalUpdate WHERE IsSuperseded=1 AND Declined=0",
    "EXEC spDeleteUpdate @localUpdateID = n",
    "EXEC spGetObsoleteUpdatesToCleanup",
    "EXEC sp_updatestats",
    "BACKUP DATABASE SUSDB TO DISK = 'path'; RESTORE DATABASE SUSDB FROM DISK = 'path'",
    "ALTER DATABASE SUSDB SET SINGLE_USER | MULTI_USER"};

/// Thrown inside the parser only.
struct Stop {
  SqlError error;
};

template <std::size_t N>
std::string list_of(std::array<std::string_view, N> const& names) {
  std::string text;
  for (auto const name : names) text += fmt::format("{}{}", text.empty() ? "" : ", ", name);
  return text;
}

template <std::size_t N>
std::string nearest_of(std::string_view typed, std::array<std::string_view, N> const& names) {
  auto const near = config::nearest(typed, {names.begin(), names.end()});
  auto const hint = near.empty() ? std::string() : fmt::format("'{}' is the nearest name; ", near);
  return fmt::format("{}the lab has {}", hint, list_of(names));
}

class Parser {
public:
  explicit Parser(std::vector<SqlToken> tokens) : tokens_(std::move(tokens)) {}

  std::vector<SqlStatement> statements() {
    std::vector<SqlStatement> list;
    while (at_ < tokens_.size()) {
      if (is_sign(";")) {
        ++at_;
        continue;
      }
      list.push_back(statement());
    }
    return list;
  }

private:
  SqlStatement statement() {
    if (takes("CREATE")) return create_index();
    if (takes("DROP")) return drop_index();
    if (takes("UPDATE")) return update();
    if (takes("SELECT")) return select();
    if (takes("EXEC") || takes("EXECUTE")) return execute();
    if (takes("BACKUP")) return BackupDatabase{disk_path("TO")};
    if (takes("RESTORE")) return RestoreDatabase{disk_path("FROM")};
    if (takes("ALTER")) return alter();
    if (takes("USE")) {
      susdb();
      return NothingToDo{};
    }
    if (takes("SET")) {
      name();
      if (!takes("ON")) expect("OFF");
      return NothingToDo{};
    }
    wrong_syntax();
  }

  SqlStatement create_index() {
    takes("NONCLUSTERED");
    expect("INDEX");
    CreateIndex index{.name = name(), .table = {}};
    expect("ON");
    index.table = table();
    column_list();
    if (takes("WITH")) options();
    if (takes("ON")) name();
    return index;
  }

  SqlStatement drop_index() {
    expect("INDEX");
    DropIndex index{.name = name(), .table = {}};
    expect("ON");
    index.table = table();
    return index;
  }

  SqlStatement update() {
    object("tbConfigurationC");
    expect("SET");
    SetConfiguration set{.column = column()};
    expect_sign("=");
    set.value = number();
    return set;
  }

  SqlStatement select() {
    if (takes("COUNT")) return count();
    SelectConfiguration selected{.column = column()};
    expect("FROM");
    object("tbConfigurationC");
    return selected;
  }

  SqlStatement count() {
    expect_sign("(");
    if (!is_sign("*")) {
      expect("UpdateID");
    } else {
      ++at_;
    }
    expect_sign(")");
    expect("FROM");
    object("vwMinimalUpdate");
    CountUpdates counted;
    if (!takes("WHERE")) return counted;
    do {
      bool const superseded = takes("IsSuperseded");
      if (!superseded) expect("Declined");
      expect_sign("=");
      (superseded ? counted.is_superseded : counted.declined) = number() != 0 ? 1 : 0;
    } while (takes("AND"));
    return counted;
  }

  SqlStatement execute() {
    auto const line = here();
    auto const typed = object_name();
    if (domain::same_name(typed, procedures[1])) return ListObsolete{};
    if (domain::same_name(typed, procedures[2])) return UpdateStatistics{};
    if (!domain::same_name(typed, procedures[0])) {
      throw Stop{{.number = 2812,
                  .level = 16,
                  .line = line,
                  .sentence = fmt::format("Could not find stored procedure '{}'.", typed),
                  .known = nearest_of(typed, procedures)}};
    }
    if (takes("@localUpdateID")) expect_sign("=");
    return DeleteUpdate{number()};
  }

  std::string disk_path(std::string_view direction) {
    expect("DATABASE");
    susdb();
    expect(direction);
    expect("DISK");
    expect_sign("=");
    if (!is(SqlTokenKind::text)) wrong_syntax();
    auto path = tokens_[at_++].text;
    if (takes("WITH")) {
      do {
        name();
        if (is_sign("=")) {
          ++at_;
          number();
        }
      } while (takes_sign(","));
    }
    return path;
  }

  SqlStatement alter() {
    expect("DATABASE");
    susdb();
    expect("SET");
    bool const single = takes("SINGLE_USER");
    if (!single) expect("MULTI_USER");
    if (takes("WITH")) {
      expect("ROLLBACK");
      expect("IMMEDIATE");
    }
    return SetAccess{single};
  }

  void susdb() {
    auto const line = here();
    auto const typed = name();
    if (domain::same_name(typed, "SUSDB")) return;
    throw Stop{
        {.number = 911,
         .level = 16,
         .line = line,
         .sentence = fmt::format("Database '{}' does not exist. Make sure that the name is entered correctly.", typed),
         .known = "the lab has the database SUSDB"}};
  }

  /// A table of an index; in the spelling of the database.
  std::string table() {
    auto const line = here();
    auto const typed = object_name();
    for (auto const known : index_tables) {
      if (domain::same_name(typed, known)) return std::string(known);
    }
    throw Stop{{.number = 1088,
                .level = 16,
                .line = line,
                .sentence = fmt::format("Cannot find the object \"{}\" because it does not exist or you do not have "
                                        "permissions.",
                                        typed),
                .known = nearest_of(typed, index_tables)}};
  }

  std::string column() {
    auto const line = here();
    auto const typed = name();
    for (auto const known : configuration_columns) {
      if (domain::same_name(typed, known)) return std::string(known);
    }
    throw Stop{{.number = 207,
                .level = 16,
                .line = line,
                .sentence = fmt::format("Invalid column name '{}'.", typed),
                .known = nearest_of(typed, configuration_columns)}};
  }

  void object(std::string_view known) {
    auto const line = here();
    auto const typed = object_name();
    if (domain::same_name(typed, known)) return;
    throw Stop{{.number = 208,
                .level = 16,
                .line = line,
                .sentence = fmt::format("Invalid object name '{}'.", typed),
                .known = fmt::format("the lab has {} here", known)}};
  }

  /// The last part of "susdb.dbo.name".
  std::string object_name() {
    auto part = name();
    while (takes_sign(".")) part = name();
    return part;
  }

  void column_list() {
    expect_sign("(");
    do {
      name();
      if (!takes("ASC")) takes("DESC");
    } while (takes_sign(","));
    expect_sign(")");
  }

  void options() {
    expect_sign("(");
    while (at_ < tokens_.size() && !is_sign(")")) ++at_;
    expect_sign(")");
  }

  std::string name() {
    if (!is(SqlTokenKind::name)) wrong_syntax();
    return tokens_[at_++].text;
  }

  std::int64_t number() {
    bool const negative = takes_sign("-");
    if (!is(SqlTokenKind::number)) wrong_syntax();
    auto const& text = tokens_[at_].text;
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value > std::numeric_limits<std::int32_t>::max()) {
      throw Stop{{.number = 248,
                  .level = 16,
                  .line = here(),
                  .sentence = fmt::format("The conversion of the varchar value '{}' overflowed an int column.", text)}};
    }
    ++at_;
    return negative ? -value : value;
  }

  [[nodiscard]] bool is(SqlTokenKind kind) const { return at_ < tokens_.size() && tokens_[at_].kind == kind; }
  [[nodiscard]] bool is_sign(std::string_view sign) const {
    return is(SqlTokenKind::sign) && tokens_[at_].text == sign;
  }
  bool takes(std::string_view word) {
    bool const there = is(SqlTokenKind::name) && domain::same_name(tokens_[at_].text, word);
    if (there) ++at_;
    return there;
  }
  bool takes_sign(std::string_view sign) {
    bool const there = is_sign(sign);
    if (there) ++at_;
    return there;
  }
  void expect(std::string_view word) {
    if (!takes(word)) wrong_syntax();
  }
  void expect_sign(std::string_view sign) {
    if (!takes_sign(sign)) wrong_syntax();
  }

  [[nodiscard]] int here() const {
    if (tokens_.empty()) return 1;
    return tokens_[std::min(at_, tokens_.size() - 1)].line;
  }

  [[noreturn]] void wrong_syntax() const {
    auto const near = tokens_.empty() ? std::string() : tokens_[std::min(at_, tokens_.size() - 1)].text;
    throw Stop{{.number = 102,
                .level = 15,
                .line = here(),
                .sentence = fmt::format("Incorrect syntax near '{}'.", near),
                .known = "the lab knows a few statements only; 'sqlcmd -?' lists them"}};
  }

  std::vector<SqlToken> tokens_;
  std::size_t at_ = 0;
};

}  // namespace

std::variant<std::vector<SqlStatement>, SqlError> parse_sql(std::string_view batch) {
  std::string bad;
  auto tokens = sql_tokens(batch, bad);
  if (!tokens) {
    return SqlError{.number = 105,
                    .sentence = fmt::format("Unclosed quotation mark after the character string '{}'.", bad),
                    .known = {}};
  }
  try {
    return Parser(*std::move(tokens)).statements();
  } catch (Stop const& stop) {
    return stop.error;
  }
}

std::vector<std::string_view> known_sql() { return {forms.begin(), forms.end()}; }

}  // namespace wsus::susdb
