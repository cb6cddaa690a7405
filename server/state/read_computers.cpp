// Computers out of the tables of a state file: see computer_table.hpp.
#include "server/state/computer_table.hpp"

#include "server/state/json_fields.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace wsus::state {
namespace {

namespace json = boost::json;

wusp::UtcTime time_at(Statement const& row, int column) { return wusp::UtcTime(wusp::Ticks(row.integer(column))); }

[[noreturn]] void bad_row(std::string_view table, std::string_view computer, std::string_view what) {
  throw JsonError(fmt::format("table {}, computer '{}': {}", table, computer, what));
}

/// JSON of a column; `table` and `computer` name the row.
template <typename T>
T value_of(std::string_view text, std::string_view table, std::string_view computer) {
  json::error_code error;
  auto const value = json::parse(text, error);
  if (error) bad_row(table, computer, error.message());
  try {
    return from_json<T>(value);
  } catch (JsonError const& e) {
    bad_row(table, computer, e.what());
  }
}

/// Reads rows that belong to computers into them.
class Reader {
public:
  explicit Reader(Connection& connection) : connection_(connection) {}

  std::vector<domain::Computer> read() {
    read_entries();
    read_events();
    read_status();
    read_inventories();
    return std::move(computers_);
  }

private:
  void read_entries() {
    auto row = connection_.prepare("SELECT key, client_id, target_group, dns_name, registered, info, first_seen, "
                                   "last_sync, last_contact, last_report, last_status, damaged FROM computers "
                                   "ORDER BY id");
    while (row.step()) {
      by_key_.emplace(row.integer(0), computers_.size());
      auto& computer = computers_.emplace_back();
      computer.client_id = row.text(1);
      computer.target_group = row.text(2);
      computer.dns_name = row.text(3);
      computer.registered = row.integer(4) != 0;
      computer.info = value_of<domain::ComputerInfo>(row.text(5), "computers", computer.client_id);
      computer.first_seen = time_at(row, 6);
      computer.last_sync = time_at(row, 7);
      computer.last_contact = time_at(row, 8);
      computer.last_report = time_at(row, 9);
      computer.last_status = time_at(row, 10);
      computer.damaged = row.integer(11) != 0;
    }
  }

  void read_events() {
    auto row = connection_.prepare("SELECT computer, event FROM events ORDER BY computer, number");
    while (row.step()) {
      auto& computer = owner(row, "events");
      computer.events.push_back(value_of<domain::ReportedEvent>(row.text(1), "events", computer.client_id));
    }
  }

  void read_status() {
    auto row = connection_.prepare("SELECT computer, update_id, state FROM status ORDER BY computer, update_id");
    while (row.step()) {
      auto& computer = owner(row, "status");
      wusp::Guid update;
      auto const bytes = row.text(1);
      if (bytes.size() != update.bytes.size()) bad_row("status", computer.client_id, "an update_id without 16 bytes");
      std::ranges::copy(bytes, update.bytes.begin());
      auto const state = row.integer(2);
      if (state < 0 || state > static_cast<int>(domain::InstallationState::installed_pending_reboot))
        bad_row("status", computer.client_id, fmt::format("{} is no state", state));
      computer.status.emplace_hint(computer.status.end(), update, static_cast<domain::InstallationState>(state));
    }
  }

  void read_inventories() {
    auto row = connection_.prepare("SELECT computer, received, compressed, document FROM inventories");
    while (row.step()) {
      auto& inventory = owner(row, "inventories").inventory.emplace();
      inventory.received = time_at(row, 1);
      inventory.compressed = row.integer(2) != 0;
      inventory.document = row.text(3);
    }
  }

  domain::Computer& owner(Statement const& row, std::string_view table) {
    auto const found = by_key_.find(row.integer(0));
    if (found == by_key_.end())
      throw JsonError(fmt::format("table {}: a row of computer {}, which is not there", table, row.integer(0)));
    return computers_[found->second];
  }

  Connection& connection_;
  std::vector<domain::Computer> computers_{};
  std::unordered_map<std::int64_t, std::size_t> by_key_{};
};

}  // namespace

std::vector<domain::Computer> read_computers(Connection& connection) { return Reader(connection).read(); }

}  // namespace wsus::state
