// Name tables of a machine: see resolver.hpp.
#include "client_sim/machine/resolver.hpp"

#include "windows/fs/caseless.hpp"

#include <sstream>

namespace wsus::machine {

void DnsZone::set(std::string_view name, DnsRecord record) {
  records_.insert_or_assign(std::string(name), std::move(record));
}

DnsRecord const* DnsZone::find(std::string_view name) const {
  auto const found = records_.find(std::string(name));
  return found == records_.end() ? nullptr : &found->second;
}

void DnsCache::put(std::string_view name, std::string_view address, wusp::UtcTime expires) {
  entries_.insert_or_assign(std::string(name), Entry{std::string(name), std::string(address), expires});
}

std::optional<std::string> DnsCache::find(std::string_view name, wusp::UtcTime now) const {
  auto const found = entries_.find(std::string(name));
  if (found == entries_.end() || found->second.expires <= now) return std::nullopt;
  return found->second.address;
}

std::vector<DnsCache::Entry> DnsCache::entries(wusp::UtcTime now) const {
  std::vector<Entry> alive;
  for (auto const& [name, entry] : entries_) {
    if (entry.expires > now) alive.push_back(entry);
  }
  return alive;
}

std::optional<std::string> find_in_hosts(std::string_view hosts_file, std::string_view name) {
  std::istringstream lines{std::string(hosts_file)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string address;
    if (!(words >> address)) continue;
    for (std::string alias; words >> alias;) {
      if (windows::equal_caseless(alias, name)) return address;
    }
  }
  return std::nullopt;
}

}  // namespace wsus::machine
