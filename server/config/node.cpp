// Typed access to a place in a YAML document.
#include "server/config/node.hpp"

#include "server/config/document.hpp"
#include "server/config/json_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace wsus::config {

struct Node::Data {
  std::shared_ptr<Document> document{};
  YAML::Node value{};
  std::string path{};  ///< empty at the top
  int line = 1;

  [[noreturn]] void raise(int at_line, std::string_view at_path, std::string_view sentence) const {
    throw ConfigError(fmt::format("{}:{}: {}: {}", document->file, at_line, at_path.empty() ? "/" : at_path, sentence));
  }
};

namespace {

/// The key's value together with the line of the key, which is where a reader looks.
struct Found {
  YAML::Node value{};
  int line = 1;
};

std::optional<Found> lookup(YAML::Node const& map, std::string_view key) {
  for (auto const& entry : map) {
    if (entry.first.Scalar() == key) return Found{entry.second, line_of(entry.first)};
  }
  return std::nullopt;
}

template <typename Number>
std::optional<Number> parse_decimal(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  Number number{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  if (!text.starts_with("0x") && !text.starts_with("0X")) return parse_decimal<std::int64_t>(text);
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), number, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Node::Node(std::shared_ptr<Data> data) : data_(std::move(data)) {}
Node::~Node() = default;
Node::Node(Node const&) = default;
Node& Node::operator=(Node const&) = default;

Node Node::parse(std::string_view text, std::string file) {
  auto document = parse_document(text, std::move(file));
  auto data = std::make_shared<Data>();
  data->value = document->root;
  data->line = line_of(document->root);
  data->document = std::move(document);
  return Node(std::move(data));
}

Node Node::parse_json(std::string_view json, std::string file) { return parse(yaml_of_json(json), std::move(file)); }

Node Node::load(std::string const& file) {
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (stream.is_open() && stream.peek() != std::ifstream::traits_type::eof()) text << stream.rdbuf();
  if (!stream.is_open() || stream.bad() || text.bad()) {
    auto const code = std::error_code(errno, std::generic_category());
    throw ConfigError(fmt::format("{}:1: /: found no readable file ({}); allowed: a YAML file", file, code.message()));
  }
  return parse(std::move(text).str(), file);
}

bool Node::is_map() const { return data_->value.IsMap(); }
bool Node::is_sequence() const { return data_->value.IsSequence(); }
bool Node::is_scalar() const { return data_->value.IsScalar(); }
int Node::line() const { return data_->line; }
std::string const& Node::file() const { return data_->document->file; }

std::string const& Node::path() const {
  static std::string const top = "/";
  return data_->path.empty() ? top : data_->path;
}

std::optional<Node> Node::child(std::string_view key) const {
  data_->document->asked[data_->path].emplace(key);
  if (data_->value.IsNull()) return std::nullopt;
  if (!is_map()) fail(describe(data_->value), "a map");
  auto const found = lookup(data_->value, key);
  if (!found || found->value.IsNull()) return std::nullopt;
  return Node(
      std::make_shared<Data>(Data{data_->document, found->value, fmt::format("{}/{}", data_->path, key), found->line}));
}

Node Node::required(std::string_view key) const {
  if (auto found = child(key)) return *found;
  data_->raise(data_->line, fmt::format("{}/{}", data_->path, key),
               "found nothing; allowed: a value, it must be given");
}

std::vector<Node> Node::items() const {
  if (!is_sequence()) fail(describe(data_->value), "a list");
  std::vector<Node> items;
  items.reserve(data_->value.size());
  for (auto const& item : data_->value) {
    auto path = fmt::format("{}/{}", data_->path, items.size());
    items.push_back(Node(std::make_shared<Data>(Data{data_->document, item, std::move(path), line_of(item)})));
  }
  return items;
}

std::vector<std::string> Node::keys() const {
  std::vector<std::string> keys;
  if (data_->value.IsNull()) return keys;
  if (!is_map()) fail(describe(data_->value), "a map");
  for (auto const& entry : data_->value) keys.push_back(entry.first.Scalar());
  data_->document->asked[data_->path].insert(keys.begin(), keys.end());
  return keys;
}

void Node::done() const {
  if (!is_map()) return;
  auto const& known = data_->document->asked[data_->path];
  for (auto const& entry : data_->value) {
    auto const& key = entry.first.Scalar();
    if (known.contains(key)) continue;
    data_->raise(line_of(entry.first), fmt::format("{}/{}", data_->path, key),
                 fmt::format("found the unknown key '{}'; known: {}", key, fmt::join(known, ", ")));
  }
}

std::string Node::text() const {
  if (!is_scalar()) fail(describe(data_->value), "a text");
  return data_->value.Scalar();
}

std::int64_t Node::integer(std::int64_t low, std::int64_t high) const {
  auto const number = is_scalar() ? parse_integer(data_->value.Scalar()) : std::nullopt;
  if (!number || *number < low || *number > high) {
    fail(describe(data_->value), fmt::format("a whole number from {} to {}", low, high));
  }
  return *number;
}

double Node::number(double low, double high) const {
  auto const number = is_scalar() ? parse_decimal<double>(data_->value.Scalar()) : std::nullopt;
  if (!number || std::isnan(*number) || *number < low || *number > high) {
    fail(describe(data_->value), fmt::format("a number from {} to {}", low, high));
  }
  return *number;
}

bool Node::boolean() const {
  static constexpr std::array<std::string_view, 3> yes{"true", "yes", "on"};
  static constexpr std::array<std::string_view, 3> no{"false", "no", "off"};
  if (is_scalar()) {
    if (std::ranges::find(yes, data_->value.Scalar()) != yes.end()) return true;
    if (std::ranges::find(no, data_->value.Scalar()) != no.end()) return false;
  }
  fail(describe(data_->value), "true or false");
}

std::string Node::word(std::vector<std::string> const& allowed) const {
  if (is_scalar() && std::ranges::find(allowed, data_->value.Scalar()) != allowed.end()) return data_->value.Scalar();
  fail(describe(data_->value), fmt::format("{}", fmt::join(allowed, ", ")));
}

std::string Node::json_text() const { return json_text_of(data_->value); }

void Node::fail(std::string_view found, std::string_view allowed) const {
  fail(fmt::format("found {}; allowed: {}", found, allowed));
}

void Node::fail(std::string_view sentence) const { data_->raise(data_->line, data_->path, sentence); }

}  // namespace wsus::config
