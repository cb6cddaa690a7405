// The computers a WSUS server knows: entry, registration, reported events.
#pragma once

#include "server/domain/computer_changes.hpp"
#include "server/domain/reporting_event.hpp"
#include "server/domain/reporting_status.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::domain {

/// What RegisterComputer tells, as far as an administrator looks at it.
struct ComputerInfo {
  std::string dns_name{};
  std::string os_description{};
  std::string os_version{};  ///< "10.0.26200"
  std::string client_version{};
};

/// What ReportInventory left: the document as it was sent.
struct StoredInventory {
  wusp::UtcTime received{};
  bool compressed = false;
  std::string document{};  ///< RawXml, or the bytes of CompressedXml
};

struct Computer {
  std::string client_id{};  ///< as sent; compared without regard to case
  std::string target_group{};
  std::string dns_name{};
  bool registered = false;
  ComputerInfo info{};
  wusp::UtcTime first_seen{};
  wusp::UtcTime last_sync{};
  wusp::UtcTime last_contact{};  ///< last authorisation or accepted cookie
  wusp::UtcTime last_report{};   ///< last batch of events
  wusp::UtcTime last_status{};   ///< last batch with an event 156
  std::vector<ReportedEvent> events{};
  StatusRows status{};
  std::optional<StoredInventory> inventory{};
  bool damaged = false;  ///< the row of its authorisation is missing: GetAuthorizationCookie fails for this id alone
};

/// Which events are asked for; what is not set does not matter.
struct EventFilter {
  std::optional<std::string> client_id{};  ///< compared without regard to case
  std::optional<int> event_id{};
  std::optional<wusp::Guid> update_id{};
};

/// An event with the computer that reported it.
struct EventOfComputer {
  std::string client_id{};
  ReportedEvent event{};
};

/// The computers table. Thread safety: every call may be made from any thread; each is atomic.
class Computers {
public:
  /// `capacity`: entries kept, at least 1. One more, and the computer that was heard of the longest ago is forgotten.
  explicit Computers(std::size_t capacity = 200'000) : capacity_(capacity == 0 ? 1 : capacity) {}

  /// From now on `listener` is told of every change; empty: nobody is. Calls that change something may throw then what
  /// the listener throws. The listener must not call the table.
  void watch(ComputerListener listener);

  /// Creates the entry at the first authorisation, renews group and name later (wusp-protocol 3.1).
  /// False, and nothing changes, when the entry is damaged.
  bool authorise(std::string const& client_id, std::string const& dns_name, std::string const& target_group,
                 wusp::UtcTime now);
  /// False when there is no such entry.
  bool register_computer(std::string const& client_id, ComputerInfo info);
  [[nodiscard]] bool is_registered(std::string const& client_id) const;
  void synced(std::string const& client_id, wusp::UtcTime now);
  /// Any call of this client that was let in.
  void contacted(std::string const& client_id, wusp::UtcTime now);
  /// Stores events and applies them to the status rows (reporting_status.hpp). Of a computer the newest `max_events`
  /// and of these as many as take `max_event_bytes` (kept_bytes) are kept; the newest one always. False, and nothing
  /// is kept, when there is no such entry.
  bool add_events(std::string const& client_id, std::vector<ReportedEvent> const& events, wusp::UtcTime now = {});
  /// Replaces the inventory document. False when there is no such entry. The caller bounds its size.
  bool store_inventory(std::string const& client_id, StoredInventory inventory);
  /// Stored events by computer, oldest first.
  [[nodiscard]] std::vector<EventOfComputer> events(EventFilter const& filter) const;
  /// Empty for a computer that is not known.
  [[nodiscard]] std::string dns_name_of(std::string const& client_id) const;
  [[nodiscard]] std::optional<Computer> find(std::string const& client_id) const;
  /// Sorted by id, without regard to case.
  [[nodiscard]] std::vector<Computer> all() const;
  [[nodiscard]] std::size_t size() const;

  /// Deletes the entry, damaged or not; the computer starts anew. False when there is no such entry.
  bool erase(std::string const& client_id);
  /// Takes the authorisation away from a known id, as a partly restored SUSDB does (assumption). It stays so until the
  /// entry is deleted. False when there is no such entry.
  bool damage(std::string const& client_id);
  /// Replaces the whole table by what all() gave. Of entries with one id the last one stays; of more than the capacity
  /// those that were heard of last.
  void restore(std::vector<Computer> computers);
  /// Entries that the capacity has cost, since the start.
  [[nodiscard]] std::uint64_t forgotten() const;

  static constexpr std::size_t max_events = 300;
  static constexpr std::size_t max_event_bytes = 4u << 20;

private:
  using Table = std::map<std::string, Computer>;

  /// Those below are called with the mutex held.
  [[nodiscard]] Table::iterator at(std::string const& client_id);
  void tell(ComputerChange const& change) const;
  void tell_events(Table::const_iterator entry, std::vector<ReportedEvent> const& events, std::size_t kept,
                   wusp::UtcTime now) const;
  void heard_of(Table::iterator entry, wusp::UtcTime now);
  void remove(Table::iterator entry);
  void make_room();

  std::size_t const capacity_;
  mutable std::mutex mutex_;
  Table by_lower_id_;
  /// Time of the last contact and key of each entry, the longest ago first. Views into the keys of the table.
  std::set<std::pair<wusp::UtcTime, std::string_view>> by_contact_;
  std::uint64_t forgotten_ = 0;
  ComputerListener listener_{};
};

}  // namespace wsus::domain
