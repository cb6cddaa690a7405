// The journal's counters. Internal to this room.
#pragma once

#include "server/journal/entry.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace wsus::journal {

/// Names are those of Journal. Thread safety: none.
class Counters {
public:
  using Values = std::map<std::string, std::uint64_t, std::less<>>;

  void note(Entry const& entry);
  void add(std::string_view name, std::uint64_t by = 1);
  [[nodiscard]] std::uint64_t value(std::string_view name) const;
  [[nodiscard]] Values const& all() const { return values_; }
  void clear() { values_.clear(); }

private:
  void add_named(std::string_view family, std::string_view name);

  Values values_;
  std::string scratch_;  ///< names are put together here: counting takes no new memory
};

}  // namespace wsus::journal
