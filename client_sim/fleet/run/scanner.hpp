// One scan of one agent, as a coroutine: expands the agent, drives agent::Scan, exchanges its calls, takes it back.
// Private to client_sim/fleet/run.
#pragma once

#include "client_sim/fleet/agent_record.hpp"
#include "client_sim/fleet/run/kinds.hpp"
#include "client_sim/fleet/tally.hpp"
#include "client_sim/transport/async_exchange.hpp"
#include "wsdl/wire/engine.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

namespace wsus::fleet {

/// How a scan ended.
struct ScanOutcome {
  ScanEnd end = ScanEnd::unfinished;
  std::uint32_t hresult = 0;
  std::uint64_t needed_updates = 0;
  std::uint64_t calls = 0;
  std::string message{};  ///< one sentence
};

/// Who hears of each call when it is over.
using CallHeard = std::function<void(CallRecord const&)>;

/// What all scans share: pools, machines, connections, the SOAP engine. Thread safety: none, the thread that runs `io`.
/// Lifetime: outlives its scans; what it is given outlives it.
class Scanner {
public:
  Scanner(boost::asio::io_context& io, FleetSettings const& settings, transport::HttpOptions const& http,
          transport::Router router, Kinds& kinds);
  ~Scanner();
  Scanner(Scanner const&) = delete;
  Scanner& operator=(Scanner const&) = delete;

  /// `record` is the agent's and stays where it is until the end; it is not changed by a scan that was abandoned.
  [[nodiscard]] boost::asio::awaitable<ScanOutcome> scan(AgentRecord& record, std::uint32_t agent, std::size_t kind,
                                                         CallHeard const& heard);
  /// Ends what is under way, at once; further scans end before their first call.
  void abandon();

  [[nodiscard]] CachePool& caches() { return caches_; }

private:
  class Conversation;

  [[nodiscard]] std::unique_ptr<transport::AsyncExchange> take_line();
  void give_back(std::unique_ptr<transport::AsyncExchange> line);

  FleetSettings const& settings_;
  Kinds& kinds_;
  CachePool caches_{};
  ConfigPool configs_{};
  transport::ExchangeGround ground_;
  std::vector<std::unique_ptr<transport::AsyncExchange>> idle_lines_{};
  std::unordered_set<transport::AsyncExchange*> busy_lines_{};
  wire::Engine engine_{};
  agent::AgentLog silent_log_{};  ///< agents of a fleet write no log
  agent::FragmentReaders readers_{};
  bool abandoned_ = false;
};

}  // namespace wsus::fleet
