// Parsing with the checks that yaml-cpp leaves out.
#include "server/config/document.hpp"

#include "server/config/node.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>

#include <cstddef>
#include <sstream>
#include <utility>
#include <vector>

namespace wsus::config {
namespace {

constexpr std::size_t max_bytes = 4u << 20;
constexpr int max_depth = 64;
constexpr std::size_t max_values = 500'000;  // aliases counted where they are used, so that they cannot multiply

[[noreturn]] void refuse(std::string const& file, int line, std::string const& path, std::string_view sentence) {
  throw ConfigError(fmt::format("{}:{}: {}: {}", file, line, path.empty() ? "/" : path, sentence));
}

/// Walks the whole document once. Aliases are followed, so the walk is bounded in depth and in number of values.
class Checker {
public:
  explicit Checker(std::string const& file) : file_(file) {}

  void check(YAML::Node const& node, std::string const& path, int depth) {
    if (depth > max_depth) {
      refuse(file_, line_of(node), path, fmt::format("found more than {0} levels; allowed: at most {0}", max_depth));
    }
    if (++values_ > max_values) {
      refuse(file_, line_of(node), path, fmt::format("found more than {0} values; allowed: at most {0}", max_values));
    }
    if (node.IsMap()) check_map(node, path, depth);
    if (node.IsSequence()) check_sequence(node, path, depth);
  }

private:
  void check_map(YAML::Node const& map, std::string const& path, int depth) {
    std::map<std::string, int> lines;
    for (auto const& entry : map) {
      if (!entry.first.IsScalar()) {
        refuse(file_, line_of(entry.first), path,
               fmt::format("found {} as key; allowed: a text", describe(entry.first)));
      }
      auto const& key = entry.first.Scalar();
      auto const child_path = fmt::format("{}/{}", path, key);
      auto const [first, is_new] = lines.emplace(key, line_of(entry.first));
      if (!is_new) {
        refuse(file_, line_of(entry.first), child_path,
               fmt::format("found the key '{}' a second time (first in line {}); allowed: every key once", key,
                           first->second));
      }
      check(entry.second, child_path, depth + 1);
    }
  }

  void check_sequence(YAML::Node const& sequence, std::string const& path, int depth) {
    std::size_t index = 0;
    for (auto const& item : sequence) check(item, fmt::format("{}/{}", path, index++), depth + 1);
  }

  std::string const& file_;
  std::size_t values_ = 0;
};

/// Refuses a second document where it starts. YAML::LoadAll would collect documents first, and for some ill-formed
/// texts
/// ("#", a new line, ",") it finds one more without end (yaml-cpp 0.7).
class DocumentCounter final : public YAML::EventHandler {
public:
  explicit DocumentCounter(std::string const& file) : file_(file) {}
  void OnDocumentStart(YAML::Mark const& mark) override {
    if (++documents_ > 1) refuse(file_, mark.line + 1, "", "found a second document; allowed: one document a file");
  }
  void OnDocumentEnd() override {}
  void OnNull(YAML::Mark const&, YAML::anchor_t) override {}
  void OnAlias(YAML::Mark const&, YAML::anchor_t) override {}
  void OnScalar(YAML::Mark const&, std::string const&, YAML::anchor_t, std::string const&) override {}
  void OnSequenceStart(YAML::Mark const&, std::string const&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(YAML::Mark const&, std::string const&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

private:
  std::string const& file_;
  int documents_ = 0;
};

YAML::Node parse_single(std::string_view text, std::string const& file) {
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    DocumentCounter counter(file);
    while (parser.HandleNextDocument(counter)) continue;
    return YAML::Load(std::string(text));
  } catch (YAML::Exception const& error) {
    refuse(file, error.mark.is_null() ? 1 : error.mark.line + 1, "",
           fmt::format("found ill-formed YAML ({}); allowed: a YAML document", error.msg));
  }
}

}  // namespace

int line_of(YAML::Node const& node) {
  auto const mark = node.Mark();
  return mark.is_null() ? 1 : mark.line + 1;
}

std::string describe(YAML::Node const& node) {
  if (node.IsMap()) return "a map";
  if (node.IsSequence()) return "a list";
  if (node.IsScalar()) return fmt::format("'{}'", node.Scalar());
  return "nothing";
}

std::shared_ptr<Document> parse_document(std::string_view text, std::string file) {
  if (text.size() > max_bytes) {
    refuse(file, 1, "", fmt::format("found {} bytes; allowed: at most {}", text.size(), max_bytes));
  }
  auto document = std::make_shared<Document>();
  document->file = std::move(file);
  document->root = parse_single(text, document->file);
  Checker(document->file).check(document->root, "", 1);
  return document;
}

}  // namespace wsus::config
