// Packed entries: see packed.hpp.
#include "server/journal/packed.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::journal {
namespace {

/// The id of a member of `shared_texts`.
constexpr std::size_t index_of(std::string Entry::*member) {
  std::size_t i = 0;
  while (shared_texts[i] != member) ++i;
  return i;
}

template <typename Number>
void append(std::string& text, Number number) {
  std::array<char, sizeof number> bytes{};
  std::memcpy(bytes.data(), &number, sizeof number);
  text.append(bytes.data(), bytes.size());
}

template <typename Number>
Number take(std::string_view& text) {
  Number number{};
  std::memcpy(&number, text.data(), sizeof number);
  text.remove_prefix(sizeof number);
  return number;
}

/// Each text with its length before it: names of rules may hold anything.
std::string injected_text(std::vector<InjectedFault> const& injected) {
  std::string text;
  for (auto const& fault : injected) {
    for (auto const& part : {fault.rule, fault.kind}) {
      append(text, part.size());
      text += part;
    }
  }
  return text;
}

std::string taken_part(std::string_view& text) {
  auto const size = take<std::size_t>(text);
  std::string part(text.substr(0, size));
  text.remove_prefix(size);
  return part;
}

std::vector<InjectedFault> injected_of(std::string_view text) {
  std::vector<InjectedFault> injected;
  while (!text.empty()) {
    auto rule = taken_part(text);
    injected.push_back({.rule = std::move(rule), .kind = taken_part(text)});
  }
  return injected;
}

std::string hresults_text(std::vector<std::int32_t> const& hresults) {
  std::string text;
  for (auto const hresult : hresults) append(text, hresult);
  return text;
}

std::vector<std::int32_t> hresults_of(std::string_view text) {
  std::vector<std::int32_t> hresults;
  while (!text.empty()) hresults.push_back(take<std::int32_t>(text));
  return hresults;
}

/// Lists of a request are never so long: a request of 30 MB has no room for them.
std::uint32_t narrow(std::size_t number) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(number, std::numeric_limits<std::uint32_t>::max()));
}

void pack_fault_id(std::string const& id, Packed& packed, Names& names) {
  if (id.empty()) return;
  auto const guid = wusp::parse_guid(id);
  if (guid && !guid->is_nil() && wusp::to_string(*guid) == id)
    packed.fault_id = *guid;
  else
    packed.odd_fault_id = names.take(id);
}

}  // namespace

Packed pack(Entry const& entry, Names& names) {
  Packed packed;
  packed.time = entry.time;
  packed.request_bytes = entry.request_bytes;
  packed.response_bytes = entry.response_bytes;
  packed.wire_bytes = entry.wire_bytes;
  packed.duration_us = static_cast<std::uint64_t>(entry.duration.count());
  packed.installed_non_leaf_ids = narrow(entry.installed_non_leaf_ids);
  packed.other_cached_ids = narrow(entry.other_cached_ids);
  packed.cached_driver_ids = narrow(entry.cached_driver_ids);
  packed.status = entry.status;
  packed.sub_status = entry.sub_status;
  for (std::size_t i = 0; i < shared_texts.size(); ++i) packed.texts[i] = names.take(entry.*shared_texts[i]);
  if (!entry.injected.empty()) packed.injected = names.take(injected_text(entry.injected));
  if (!entry.reported_hresults.empty()) packed.hresults = names.take(hresults_text(entry.reported_hresults));
  pack_fault_id(entry.fault_id, packed, names);
  return packed;
}

void release(Packed const& packed, Names& names) {
  for (auto const id : packed.texts) names.release(id);
  names.release(packed.injected);
  names.release(packed.hresults);
  names.release(packed.odd_fault_id);
}

Entry unpack(Packed const& packed, std::uint64_t sequence, Names const& names) {
  Entry entry;
  entry.sequence = sequence;
  entry.time = packed.time;
  entry.request_bytes = packed.request_bytes;
  entry.response_bytes = packed.response_bytes;
  entry.wire_bytes = packed.wire_bytes;
  entry.duration = std::chrono::microseconds(packed.duration_us);
  entry.installed_non_leaf_ids = packed.installed_non_leaf_ids;
  entry.other_cached_ids = packed.other_cached_ids;
  entry.cached_driver_ids = packed.cached_driver_ids;
  entry.status = packed.status;
  entry.sub_status = packed.sub_status;
  for (std::size_t i = 0; i < shared_texts.size(); ++i) entry.*shared_texts[i] = names.text(packed.texts[i]);
  entry.injected = injected_of(names.text(packed.injected));
  entry.reported_hresults = hresults_of(names.text(packed.hresults));
  entry.fault_id =
      packed.fault_id.is_nil() ? std::string(names.text(packed.odd_fault_id)) : wusp::to_string(packed.fault_id);
  return entry;
}

bool matches(Filter const& filter, Packed const& packed, std::uint64_t sequence, Names const& names) {
  auto const text = [&](std::string Entry::*member) { return names.text(packed.texts[index_of(member)]); };
  FilterFacts const facts{.sequence = sequence,
                          .client_id = text(&Entry::client_id),
                          .operation = text(&Entry::operation),
                          .service = text(&Entry::service),
                          .error_code = text(&Entry::error_code),
                          .status = packed.status,
                          .method = text(&Entry::method),
                          .target = text(&Entry::target)};
  if (!matches_facts(filter, facts)) return false;
  if (!filter.fault) return true;
  auto const injected = injected_of(names.text(packed.injected));
  return std::any_of(injected.begin(), injected.end(), [&](InjectedFault const& fault) {
    return fault.kind == *filter.fault || fault.rule == *filter.fault;
  });
}

}  // namespace wsus::journal
