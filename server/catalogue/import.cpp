// A folder of update documents: read in the order of names, then looked at together.
#include "server/catalogue/import.hpp"

#include "server/config/node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <system_error>
#include <unordered_set>
#include <utility>

namespace wsus::catalogue {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;

[[noreturn]] void refuse(fs::path const& path, std::string_view found, std::string_view allowed) {
  throw config::ConfigError(fmt::format("{}:1: /: found {}; allowed: {}", path.string(), found, allowed));
}

bool is_document(fs::path const& path) {
  auto extension = path.extension().string();
  for (auto& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return extension == ".xml";
}

Paths documents_in(fs::path const& folder, std::size_t limit) {
  Paths documents;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;  // what cannot be looked at is no document, nor is a pipe or a device
    if (!is_document(entry->path()) || !entry->is_regular_file(ignored)) continue;
    documents.push_back(entry->path());
    if (documents.size() > limit)
      refuse(folder, fmt::format("more than {} documents", limit), fmt::format("at most {}", limit));
  }
  if (error) refuse(folder, fmt::format("no readable folder ({})", error.message()), "a folder of update documents");
  if (documents.empty()) refuse(folder, "no *.xml in it", "a folder of update documents");
  std::ranges::sort(documents);
  return documents;
}

/// Not more than tells that the document is too large: import_document() refuses it then.
std::string text_of(fs::path const& path) {
  constexpr std::size_t piece = 64U << 10U;
  std::ifstream stream(path, std::ios::binary);
  std::string text;
  while (stream && text.size() <= max_document_size) {
    auto const before = text.size();
    text.resize(before + piece);
    stream.read(text.data() + before, static_cast<std::streamsize>(piece));
    text.resize(before + static_cast<std::size_t>(stream.gcount()));
  }
  if (!stream.is_open() || stream.bad()) refuse(path, "no readable file", "an update document");
  return text;
}

void check_identities(ImportedUpdates const& imported, Paths const& documents) {
  std::map<domain::UpdateIdentity, std::size_t> seen;
  for (std::size_t i = 0; i < imported.revisions.size(); ++i) {
    auto const& identity = imported.revisions[i].identity;
    auto const [first, is_new] = seen.emplace(identity, i);
    if (is_new) continue;
    refuse(documents[i],
           fmt::format("{} revision {} a second time (first in {})", to_string(identity.update_id),
                       identity.revision_number, documents[first->second].string()),
           "every revision of an update once");
  }
}

/// Looks at revisions together: what bundles contain, and what is named but not there.
class Relations {
public:
  explicit Relations(ImportedUpdates& imported) : imported_(imported) {
    for (auto const& revision : imported.revisions) {
      updates_.insert(revision.identity.update_id);
      identities_.push_back(revision.identity);
      for (auto const& clause : revision.bundled_updates)
        children_.insert(children_.end(), clause.begin(), clause.end());
    }
    std::ranges::sort(identities_);
    std::ranges::sort(children_);
  }

  void settle(domain::Revision& revision, fs::path const& document) {
    if (std::ranges::binary_search(children_, revision.identity)) {
      revision.deployment.action = domain::DeploymentAction::bundle;
    }
    auto const name = document.filename().string();
    for (auto const& clause : revision.prerequisites) {
      auto const known = [&](wusp::Guid const& update) { return updates_.contains(update); };
      if (std::any_of(clause.any_of.begin(), clause.any_of.end(), known)) continue;
      note(fmt::format("document {}: no update of the prerequisite {} is in the folder: it cannot hold", name,
                       clause.any_of.empty() ? "without members" : to_string(clause.any_of.front())));
    }
    for (auto const& clause : revision.bundled_updates) {
      for (auto const& child : clause) {
        if (std::ranges::binary_search(identities_, child)) continue;  // bundles name exact revisions
        note(fmt::format("document {}: the bundled update {} revision {} is not in the folder", name,
                         to_string(child.update_id), child.revision_number));
      }
    }
  }

private:
  void note(std::string sentence) { imported_.notes.push_back(std::move(sentence)); }

  ImportedUpdates& imported_;
  std::unordered_set<wusp::Guid> updates_{};
  std::vector<domain::UpdateIdentity> identities_{};
  std::vector<domain::UpdateIdentity> children_{};
};

}  // namespace

ImportedUpdates import_folder(fs::path const& folder, ImportOptions const& options) {
  auto const documents = documents_in(folder, options.max_documents);
  if (documents.size() > static_cast<std::size_t>(std::numeric_limits<int>::max() - options.first_id)) {
    refuse(folder, fmt::format("{} documents from id {} on", documents.size(), options.first_id),
           "ids up to 2147483647");
  }
  ImportedUpdates imported;
  auto next = options;
  for (auto const& path : documents) {
    auto one = import_document(text_of(path), path.string(), next);
    imported.revisions.push_back(std::move(one.revisions.front()));
    std::ranges::move(one.notes, std::back_inserter(imported.notes));
    ++next.first_id;
  }
  check_identities(imported, documents);
  Relations relations(imported);
  for (std::size_t i = 0; i < documents.size(); ++i) relations.settle(imported.revisions[i], documents[i]);
  return imported;
}

}  // namespace wsus::catalogue
