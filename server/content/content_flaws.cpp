// Flaws of content files: see content_flaws.hpp.
#include "server/content/content_flaws.hpp"

#include "server/catalogue/fragments.hpp"
#include "windows/fs/caseless.hpp"
#include "windows/fs/path.hpp"

#include <algorithm>

namespace wsus::content {
namespace {

/// "XX\SHA1.ext" of "/Content/XX/SHA1.ext".
std::string path_on_disk(domain::File const& file) {
  auto path = catalogue::content_path(file).substr(std::string_view("/Content/").size());
  std::replace(path.begin(), path.end(), '/', '\\');
  return path;
}

}  // namespace

void ContentFlaws::set(Sha1 const& digest, FileFlaw const& flaw) {
  std::scoped_lock const lock(mutex_);
  flaws_.insert_or_assign(digest, flaw);
}

std::optional<FileFlaw> ContentFlaws::find(Sha1 const& digest) const {
  std::scoped_lock const lock(mutex_);
  auto const found = flaws_.find(digest);
  if (found == flaws_.end()) return std::nullopt;
  return found->second;
}

bool ContentFlaws::mend(Sha1 const& digest) {
  std::scoped_lock const lock(mutex_);
  return flaws_.erase(digest) != 0;
}

std::size_t ContentFlaws::count() const {
  std::scoped_lock const lock(mutex_);
  return flaws_.size();
}

std::vector<ListedFile> list_files(domain::Catalogue const& catalogue, ContentFlaws const& flaws) {
  std::map<Sha1, ListedFile> files;
  auto const add = [&](domain::File const& file, bool is_eula) {
    files.try_emplace(file.sha1, ListedFile{.file = file, .is_eula = is_eula});
  };
  for (auto const& revision : catalogue.revisions()) {
    for (auto const& file : revision.files) add(file, false);
    for (auto const& eula : revision.eulas) add(eula.file, true);
  }
  std::vector<ListedFile> list;
  list.reserve(files.size());
  for (auto& [digest, entry] : files) {
    entry.path = path_on_disk(entry.file);
    entry.flaw = flaws.find(digest);
    list.push_back(std::move(entry));
  }
  std::sort(list.begin(), list.end(), [](ListedFile const& a, ListedFile const& b) { return a.path < b.path; });
  return list;
}

std::vector<ListedFile> verify_and_mend(domain::Catalogue const& catalogue, ContentFlaws& flaws) {
  std::vector<ListedFile> mended;
  for (auto& entry : list_files(catalogue, flaws)) {
    if (!entry.flaw || !flaws.mend(entry.file.sha1)) continue;
    mended.push_back(std::move(entry));
  }
  return mended;
}

std::optional<ListedFile> file_at(std::vector<ListedFile> const& files, std::string_view content_folder,
                                  std::string_view path) {
  for (auto const& entry : files) {
    if (windows::equal_caseless(windows::join_path(content_folder, entry.path), path)) return entry;
  }
  return std::nullopt;
}

}  // namespace wsus::content
