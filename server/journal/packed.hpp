// Entries without their bodies as the journal keeps them: numbers, and shared texts by their ids. Internal to this
// room.
#pragma once

#include "server/journal/entry.hpp"
#include "server/journal/filter.hpp"
#include "server/journal/names.hpp"
#include "wsdl/wusp/guid.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace wsus::journal {

/// The texts of an entry that are kept as they are.
inline constexpr std::array shared_texts{
    &Entry::client_address, &Entry::method,         &Entry::target,          &Entry::service,       &Entry::operation,
    &Entry::client_id,      &Entry::user_agent,     &Entry::error_code,      &Entry::error_message, &Entry::refused,
    &Entry::log_failure,    &Entry::request_coding, &Entry::response_coding, &Entry::content_range};

/// About 150 bytes, where an Entry has 600 and the memory of its texts.
struct Packed {
  wusp::UtcTime time{};
  std::uint64_t request_bytes = 0;
  std::uint64_t response_bytes = 0;
  std::uint64_t wire_bytes = 0;
  std::uint64_t duration_us = 0;
  std::uint32_t installed_non_leaf_ids = 0;
  std::uint32_t other_cached_ids = 0;
  std::uint32_t cached_driver_ids = 0;
  std::uint32_t status = 0;
  std::uint32_t sub_status = 0;
  std::array<Names::Id, shared_texts.size()> texts{};
  Names::Id injected = Names::empty;      ///< names and kinds as one text
  Names::Id hresults = Names::empty;      ///< the numbers as one text
  Names::Id odd_fault_id = Names::empty;  ///< one that is no GUID as the server writes it
  wusp::Guid fault_id{};                  ///< nil: none, or an odd one
};

/// Each text of it is taken from `names`.
[[nodiscard]] Packed pack(Entry const& entry, Names& names);
/// Lets go of them.
void release(Packed const& packed, Names& names);
/// Without bodies.
[[nodiscard]] Entry unpack(Packed const& packed, std::uint64_t sequence, Names const& names);
[[nodiscard]] bool matches(Filter const& filter, Packed const& packed, std::uint64_t sequence, Names const& names);

}  // namespace wsus::journal
