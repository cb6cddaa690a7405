// A simulated agent that talks to an exchange without sockets, and the catalogue that the benchmarks are about.
#pragma once

#include "client_sim/agent/messages.hpp"
#include "server/domain/catalogue.hpp"
#include "tests/bench/bench_server.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace wsus::bench {

/// A request as the HTTP layer hands it over; `view()` is valid as long as this is.
struct Request {
  std::string target{};
  std::string soap_action{};
  std::string body{};
  std::string_view accept_encoding{};
  [[nodiscard]] faults::ExchangeView view() const;
};

/// What a scan came to.
struct Scanned {
  agent::SyncUpdatesCall last_sync{};  ///< the last call for software
  agent::SyncReply last_reply{};
  std::size_t sync_calls = 0;  ///< for software
  /// Of all calls: bodies as they would be on the wire, and what the exchange took of the time.
  std::size_t request_bytes = 0;
  std::size_t reply_bytes = 0;
  std::chrono::nanoseconds in_server{};
  /// Everything that the agent has cached, in either list.
  [[nodiscard]] std::size_t cached() const {
    return last_sync.installed_non_leaf.size() + last_sync.other_cached.size();
  }
};

/// An agent of the default profile with its datastore. Throws std::runtime_error when a scan fails.
class BenchClient {
public:
  /// `coding`: what the agent offers as Accept-Encoding, a literal; "" is a plain answer.
  explicit BenchClient(BenchServer& server, std::string_view coding = {});
  ~BenchClient();
  BenchClient(BenchClient const&) = delete;
  BenchClient& operator=(BenchClient const&) = delete;

  /// A whole scan: the first is cold, later ones have nothing to fetch.
  Scanned scan();
  /// The cookie of the last scan.
  [[nodiscard]] machine::ClientCookie cookie() const;
  [[nodiscard]] Request request_of(agent::Call const& call);

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// `revisions` generated revisions, of which the default machine is delivered `wanted`: what is too much is declined,
/// leaves from the end of the catalogue first. Takes a cold scan.
[[nodiscard]] std::shared_ptr<domain::Catalogue const> catalogue_delivering(int revisions, std::size_t wanted);

}  // namespace wsus::bench
