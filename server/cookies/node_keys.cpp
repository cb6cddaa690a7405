// Keys of a farm: see node_keys.hpp.
#include "server/cookies/node_keys.hpp"

#include <algorithm>
#include <stdexcept>

namespace wsus::cookies {

NodeKeys::NodeKeys(std::vector<Key> const& keys, Balance balance) : keys_(keys), balance_(balance) {
  if (keys_.empty()) throw std::invalid_argument("a farm has at least one node");
  make_sealers();
}

void NodeKeys::make_sealers() {
  sealers_.clear();
  sealers_.reserve(keys_.size());
  for (auto const& key : keys_) sealers_.push_back(std::make_shared<CookieSealer const>(key, keys_.front()));
}

std::shared_ptr<CookieSealer const> NodeKeys::sealer_for(std::string_view client_address) {
  std::scoped_lock const lock(mutex_);
  if (sealers_.size() == 1) return sealers_.front();
  return sealers_[next_node(client_address)];
}

std::size_t NodeKeys::next_node(std::string_view client_address) {
  auto entry = counts_.find(client_address);
  if (entry == counts_.end()) {
    if (counts_.size() >= max_addresses) counts_.erase(counts_.begin());
    auto const first = balance_ == Balance::sticky ? next_sticky_++ : 0;
    entry = counts_.emplace(client_address, first).first;
  }
  auto const node = entry->second % sealers_.size();
  if (balance_ == Balance::in_turn) ++entry->second;
  return node;
}

std::size_t NodeKeys::nodes() const {
  std::scoped_lock const lock(mutex_);
  return keys_.size();
}

std::vector<std::size_t> NodeKeys::key_numbers() const {
  std::scoped_lock const lock(mutex_);
  std::vector<Key> seen;
  std::vector<std::size_t> numbers;
  numbers.reserve(keys_.size());
  for (auto const& key : keys_) {
    auto const found = std::find(seen.begin(), seen.end(), key);
    numbers.push_back(static_cast<std::size_t>(found - seen.begin()));
    if (found == seen.end()) seen.push_back(key);
  }
  return numbers;
}

void NodeKeys::replace(std::size_t node, Key const& key) {
  std::scoped_lock const lock(mutex_);
  keys_.at(node) = key;
  make_sealers();
}

void NodeKeys::share() {
  std::scoped_lock const lock(mutex_);
  std::fill(keys_.begin(), keys_.end(), Key(keys_.front()));
  make_sealers();
}

void NodeKeys::set_balance(Balance balance) {
  std::scoped_lock const lock(mutex_);
  if (balance_ == balance) return;
  balance_ = balance;
  counts_.clear();
}

Balance NodeKeys::balance() const {
  std::scoped_lock const lock(mutex_);
  return balance_;
}

}  // namespace wsus::cookies
