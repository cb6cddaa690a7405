// Shared texts: see names.hpp.
#include "server/journal/names.hpp"

#include <limits>
#include <stdexcept>

namespace wsus::journal {

Names::Id Names::take(std::string_view text) {
  if (text.empty()) return empty;
  auto const found = ids_.find(text);
  auto const id = found == ids_.end() ? new_slot(text) : found->second;
  ++slots_[id - 1].uses;
  return id;
}

Names::Id Names::new_slot(std::string_view text) {
  if (free_.empty()) {
    if (slots_.size() >= std::numeric_limits<Id>::max()) throw std::length_error("the journal has too many texts");
    slots_.emplace_back();
    free_.push_back(static_cast<Id>(slots_.size()));
  }
  auto const id = free_.back();
  auto& slot = slots_[id - 1];
  slot.text = text;
  ids_.emplace(slot.text, id);
  free_.pop_back();
  return id;
}

void Names::release(Id id) {
  if (id == empty) return;
  auto& slot = slots_[id - 1];
  if (--slot.uses > 0) return;
  ids_.erase(slot.text);
  std::string().swap(slot.text);
  free_.push_back(id);
}

}  // namespace wsus::journal
