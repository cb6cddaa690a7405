// Names to addresses: hosts file, the machine's DNS cache, the DNS server of the network.
#pragma once

#include "windows/prompt/prompt.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::machine {

/// An A record.
struct DnsRecord {
  std::string address{};            ///< dotted IPv4
  std::chrono::seconds ttl{3'600};  ///< how long a cache may keep it
};

/// What the DNS server of a network knows. Names are compared without regard to case. A value.
class DnsZone {
public:
  void set(std::string_view name, DnsRecord record);
  [[nodiscard]] DnsRecord const* find(std::string_view name) const;

private:
  std::map<std::string, DnsRecord, windows::CaselessLess> records_;
};

/// The resolver cache of the service dnscache. A value: part of snapshots. Names the DNS server does not know are not
/// kept (assumption: Windows keeps them for 15 minutes, which no scenario needs).
class DnsCache {
public:
  struct Entry {
    std::string name{};  ///< as it was asked for
    std::string address{};
    wusp::UtcTime expires{};
  };

  void put(std::string_view name, std::string_view address, wusp::UtcTime expires);
  /// The address, unless the entry is missing or its time has come.
  [[nodiscard]] std::optional<std::string> find(std::string_view name, wusp::UtcTime now) const;
  [[nodiscard]] std::vector<Entry> entries(wusp::UtcTime now) const;  ///< by name, those that have not expired
  void flush() { entries_.clear(); }

private:
  std::map<std::string, Entry, windows::CaselessLess> entries_;
};

/// The address of a name in the text of a hosts file ("127.0.0.1 name alias  # comment"); the first line wins.
[[nodiscard]] std::optional<std::string> find_in_hosts(std::string_view hosts_file, std::string_view name);

}  // namespace wsus::machine
