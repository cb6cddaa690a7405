// Looks updates up in the cache.
#include "client_sim/metadata/cache_search.hpp"

#include "client_sim/agent/supersedence.hpp"
#include "client_sim/metadata/comparison.hpp"
#include "client_sim/metadata/core.hpp"
#include "client_sim/metadata/fragment.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace wsus::metadata {
namespace {

using machine::CachedUpdate;

std::vector<CachedUpdate const*> find_by_title(machine::DataStore const& store, std::string_view words) {
  std::map<wusp::Guid, CachedUpdate const*> newest;
  auto const wanted = windows::to_lower(words);
  for (auto const& [id, update] : store.updates) {
    if (!update.details || windows::to_lower(update.details->title).find(wanted) == std::string::npos) continue;
    auto& entry = newest[update.update_id];
    if (entry == nullptr || entry->revision_number < update.revision_number) entry = &update;
  }
  std::vector<CachedUpdate const*> found;
  found.reserve(newest.size());
  for (auto const& [id, update] : newest) found.push_back(update);
  // Children of bundles often have the bundle's words: they are meant only where nothing else is.
  auto const is_child = [](CachedUpdate const* update) { return update->action == "Bundle"; };
  if (!std::ranges::all_of(found, is_child)) std::erase_if(found, is_child);
  return found;
}

/// The cached updates whose fragment has the GUID, by where it stands.
struct References {
  std::vector<std::string> prerequisite_of{};
  std::vector<std::string> child_of{};
  std::vector<std::string> superseded_in{};
};

References find_references(machine::DataStore const& store, wusp::Guid const& id) {
  References found;
  auto const text = wusp::to_string(id);
  for (auto const& [revision, update] : store.updates) {
    if (!update.core_xml || windows::to_lower(*update.core_xml).find(text) == std::string::npos) continue;
    Fragment const fragment(*update.core_xml);
    auto const root = fragment.root();
    auto const names = [&](auto const& ids) { return std::ranges::find(ids, id) != ids.end(); };
    auto const name = subject_of(store, update.update_id);
    if (std::ranges::any_of(prerequisites_of(root), [&](auto const& clause) { return names(clause.any_of); }))
      found.prerequisite_of.push_back(name);
    if (names(bundled_updates_of(root))) found.child_of.push_back(name);
    if (names(superseded_updates_of(root))) found.superseded_in.push_back(name);
  }
  return found;
}

void add_references(Verdict& verdict, std::string_view what, std::vector<std::string> const& names) {
  if (names.empty()) return;
  auto detail = fmt::format("{} {}", what, names.front());
  if (names.size() > 1) detail += fmt::format(" and {} more", names.size() - 1);
  verdict.steps.push_back({"known", Truth::yes, std::move(detail)});
}

}  // namespace

CachedUpdate const* find_cached(machine::DataStore const& store, wusp::Guid const& id) {
  CachedUpdate const* newest = nullptr;
  for (auto const& [revision, update] : store.updates) {
    if (update.update_id != id) continue;
    if (newest == nullptr || newest->revision_number < update.revision_number) newest = &update;
  }
  return newest;
}

std::vector<CachedUpdate const*> find_updates(machine::DataStore const& store, std::string_view words) {
  if (words.empty()) return {};
  if (auto const id = wusp::parse_guid(words)) {
    if (auto const* update = find_cached(store, *id)) return {update};
    return {};
  }
  auto const number = number_of(words);
  auto const revision = number
                            ? std::ranges::find(store.updates, *number, [](auto const& entry) { return entry.first; })
                            : store.updates.end();
  if (revision != store.updates.end()) return {&revision->second};
  return find_by_title(store, words);
}

std::string subject_of(machine::DataStore const& store, wusp::Guid const& id) {
  auto const* update = find_cached(store, id);
  if (update == nullptr || !update->details || update->details->title.empty()) return wusp::to_string(id);
  return fmt::format("{} ({})", update->details->title, wusp::to_string(id));
}

bool is_installed_here(machine::DataStore const& store, wusp::Guid const& id) {
  auto const* update = find_cached(store, id);
  return store.installed_updates.contains(id) || (update != nullptr && agent::is_installed(store, *update));
}

std::string state_of(machine::DataStore const& store, wusp::Guid const& id) {
  auto const* update = find_cached(store, id);
  if (is_installed_here(store, id)) return subject_of(store, id) + ", installed";
  return subject_of(store, id) + (update == nullptr ? ", not in the cache" : ", in the cache and not installed");
}

Verdict not_cached(machine::DataStore const& store, std::string const& subject, wusp::Guid const& id) {
  Verdict verdict{.outcome = Outcome::not_cached, .subject = subject, .update_id = id};
  verdict.sentence = fmt::format("{} is not offered: it is not in the cache.", subject);
  auto const detail = store.updates.empty()
                          ? std::string("the cache is empty: no scan has brought an update")
                          : fmt::format("none of the {} cached revisions is it", store.updates.size());
  verdict.steps.push_back({"in the cache", Truth::no, detail});
  verdict.steps.push_back({"possible", Truth::unknown,
                           "a server delivers what is approved for a group of the machine, or what such an update "
                           "depends on: not approved, declined or not synchronised it never comes"});
  verdict.steps.push_back({"possible", Truth::unknown,
                           "a server holds back an update until all its prerequisites are installed; which ones these "
                           "are is not known here"});
  if (id.is_nil())
    verdict.steps.push_back({"possible", Truth::unknown, "titles are known of needed updates only; ask by GUID"});
  return verdict;
}

void add_references(machine::DataStore const& store, Verdict& verdict) {
  auto const& id = verdict.update_id;
  if (id.is_nil()) return;
  auto const references = find_references(store, id);
  add_references(verdict, "it is a prerequisite of", references.prerequisite_of);
  add_references(verdict, "it is a child of the bundle", references.child_of);
  add_references(verdict, "it is superseded by", references.superseded_in);
}

}  // namespace wsus::metadata
