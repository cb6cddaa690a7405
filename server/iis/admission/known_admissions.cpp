// What was decided before: see known_admissions.hpp.
#include "server/iis/admission/known_admissions.hpp"

#include "server/iis/admission/authentication.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace wsus::iis {
namespace {

/// Services have a handful of addresses; the rest is for host names.
constexpr std::size_t most_entries = 16;

/// What admission looks at in a request beside the fields of an entry has no say for such a request.
bool is_plain(RequestFacts const& facts, PathSettings const& settings) {
  return facts.query.empty() && !facts.has_client_certificate && settings.anonymous && settings.addresses.empty() &&
         settings.allow_unlisted_addresses;
}

}  // namespace

bool KnownAdmissions::Entry::is_for(RequestFacts const& facts) const {
  return facts.path == path && facts.host == host_name && facts.method == method && facts.port == port &&
         facts.secure == secure && facts.query.empty() && !facts.has_client_certificate &&
         facts.content_length <= max_content_length;
}

std::shared_ptr<KnownAdmissions::Known const> KnownAdmissions::find(RequestFacts const& facts) {
  std::shared_ptr<Entry const> entry;
  {
    std::lock_guard const lock(mutex_);
    auto const found = std::ranges::find_if(entries_, [&](auto const& one) { return one->is_for(facts); });
    if (found == entries_.end()) return nullptr;
    entry = *found;
  }
  auto const is_current = [this](windows::FileStamp const& stamp) { return files_.is_current(stamp); };
  if (!std::ranges::all_of(entry->stamps, is_current)) return nullptr;
  return {entry, &entry->known};
}

std::vector<windows::FileStamp> KnownAdmissions::stamps(std::vector<std::string> const& configuration,
                                                        Route const& route) const {
  std::vector<windows::FileStamp> all;
  for (auto const& path : configuration) all.push_back(files_.stamp(path));
  for (auto const& path : guarded_paths(route)) all.push_back(files_.stamp(path));
  return all;
}

void KnownAdmissions::remember(RequestFacts const& facts, std::shared_ptr<ConfigurationFile const> const& host,
                               Route const& route, PathSettings const& settings, Admission const& admission,
                               std::vector<windows::FileStamp> stamps) {
  auto const* const admitted = std::get_if<Admitted>(&admission);
  if (admitted == nullptr || !admitted->is_service || !is_plain(facts, settings)) return;
  auto entry = std::make_shared<Entry const>(Entry{.method = std::string(facts.method),
                                                   .path = std::string(facts.path),
                                                   .host_name = std::string(facts.host),
                                                   .port = facts.port,
                                                   .secure = facts.secure,
                                                   .max_content_length = settings.max_content_length,
                                                   .stamps = std::move(stamps),
                                                   .known = {.host = host, .site = route.site, .admitted = *admitted}});
  std::lock_guard const lock(mutex_);
  auto const same = std::ranges::find_if(entries_, [&](auto const& one) { return one->is_for(facts); });
  if (same != entries_.end())
    *same = std::move(entry);
  else if (entries_.size() < most_entries)
    entries_.push_back(std::move(entry));
  else
    entries_[oldest_++ % most_entries] = std::move(entry);
}

}  // namespace wsus::iis
