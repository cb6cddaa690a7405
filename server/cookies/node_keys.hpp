// The keys of the nodes that answer behind one name. Which ErrorCode a cookie gets is not decided here: a node opens
// with its own key what another one has sealed, and cannot (InvalidCookie).
#pragma once

#include "server/cookies/cookie_sealer.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::cookies {

/// How a load balancer deals with the requests of one client address.
enum class Balance {
  in_turn,  ///< each request to the next node
  sticky,   ///< all of them to one node
};

/// A server alone is a farm of one node. Nodes share everything but the keys of their cookies: settings, catalogue,
/// identity, and the key of authorisations, which is that of node 0 (assumption: so that what a farm with several keys
/// shows is InvalidCookie, as the field reports it, and not InvalidAuthorizationCookie first).
///
/// Requests are counted for each client address on its own, so that clients that scan at the same time do not change
/// what each of them meets. An address that was not seen before begins at node 0 in turn, and at the next node when
/// sticky.
/// Thread safety: every call from any thread. A sealer that was given out stays good when the keys change.
class NodeKeys {
public:
  /// `keys`: at least one; throws std::invalid_argument for none.
  explicit NodeKeys(std::vector<Key> const& keys, Balance balance = Balance::in_turn);

  /// The sealer of the node that answers the next request of this client. Never null.
  [[nodiscard]] std::shared_ptr<CookieSealer const> sealer_for(std::string_view client_address);

  [[nodiscard]] std::size_t nodes() const;
  /// Nodes with the same key have the same number, counted from 0 in the order of the nodes.
  [[nodiscard]] std::vector<std::size_t> key_numbers() const;

  /// One node gets another key: its cookies of before cannot be opened any more, and with node 0 nor can any
  /// authorisation. Throws std::out_of_range.
  void replace(std::size_t node, Key const& key);
  /// Every node gets the key of node 0: what sharing one database comes to.
  void share();
  void set_balance(Balance balance);
  [[nodiscard]] Balance balance() const;

  /// Addresses that are counted; of more, the one that comes first in order is forgotten and begins anew.
  static constexpr std::size_t max_addresses = 100'000;

private:
  [[nodiscard]] std::size_t next_node(std::string_view client_address);
  void make_sealers();

  mutable std::mutex mutex_;
  std::vector<Key> keys_;
  std::vector<std::shared_ptr<CookieSealer const>> sealers_{};
  Balance balance_;
  std::map<std::string, std::size_t, std::less<>> counts_{};  ///< requests in turn, or the node when sticky
  std::size_t next_sticky_ = 0;
};

}  // namespace wsus::cookies
