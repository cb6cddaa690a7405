// What GetExtendedUpdateInfo and GetFileLocations say about cached updates.
#include "client_sim/agent/update_cache.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace wsus::agent {
namespace {

constexpr std::size_t sha1_size = 20;  // the server refuses others (wusp-protocol 3.2)

}  // namespace

void UpdateCache::apply(ExtendedReply const& reply, FragmentReaders const& readers) {
  for (auto const& [id, xml] : reply.extended) {
    if (!readers.details || store_.updates.find(id) == store_.updates.end()) continue;
    auto& update = store_.updates.edit().at(id);
    auto details = readers.details(xml);
    if (update.details) details.title = update.details->title;
    update.details = std::move(details);
  }
  for (auto const& [id, xml] : reply.localized) {
    if (!readers.title || store_.updates.find(id) == store_.updates.end()) continue;
    auto& details = store_.updates.edit().at(id).details;
    if (!details) details.emplace();
    auto title = readers.title(xml);
    if (!title.empty()) details->title = std::move(title);
  }
  for (auto const& [id, xml] : reply.licenses) {
    if (!readers.license || store_.updates.find(id) == store_.updates.end()) continue;
    auto& details = store_.updates.edit().at(id).details;
    if (!details) details.emplace();
    std::erase_if(details->files, [](machine::UpdateFile const& file) { return file.is_license; });
    details->files.insert(details->files.begin(), readers.license(xml));  // it is fetched first
  }
  set_locations(reply.file_locations);
  drop(reply.out_of_scope);  // one that has left supersedes nothing any more
}

void UpdateCache::apply(FileLocationsReply const& reply) { set_locations(reply.file_locations); }

void UpdateCache::set_locations(std::vector<FileLocation> const& locations) {
  if (locations.empty()) return;
  std::map<std::string_view, std::string_view> urls;
  for (auto const& location : locations) urls.insert_or_assign(location.file_digest, location.url);
  for (auto& [id, update] : store_.updates.edit()) {
    if (!update.details) continue;
    for (auto& file : update.details->files) {
      auto const found = urls.find(file.sha1);
      if (found != urls.end()) file.url = found->second;
    }
  }
}

bool UpdateCache::has_license(std::vector<int> const& revision_ids, FragmentReaders const& readers) const {
  if (!readers.has_license || !readers.license) return false;
  return std::ranges::any_of(revision_ids, [&](int id) {
    auto const found = store_.updates.find(id);
    return found != store_.updates.end() && found->second.core_xml && readers.has_license(*found->second.core_xml);
  });
}

void UpdateCache::forget_locations() {
  for (auto& [id, update] : store_.updates.edit()) {
    if (!update.details) continue;
    for (auto& file : update.details->files) file.url.clear();
  }
}

std::vector<std::string> UpdateCache::known_files() const {
  std::set<std::string> digests;
  for (auto const& [id, update] : store_.updates) {
    if (!update.details) continue;
    for (auto const& file : update.details->files) {
      if (file.sha1.size() == sha1_size) digests.insert(file.sha1);
    }
  }
  return {digests.begin(), digests.end()};
}

std::vector<std::string> UpdateCache::files_without_location() const {
  std::vector<std::string> digests;
  for (int const id : extended_info_ids()) {
    auto const& details = store_.updates.at(id).details;
    if (!details) continue;
    for (auto const& file : details->files) {
      bool const wanted = file.url.empty() && file.sha1.size() == sha1_size;
      if (wanted && std::ranges::find(digests, file.sha1) == digests.end()) digests.push_back(file.sha1);
    }
  }
  return digests;
}

}  // namespace wsus::agent
