// A WSUS server whose replies a test changes on their way out, and agents that meet them over real sockets.
#pragma once

#include "client_sim/app/simulated_pc.hpp"
#include "server/exchange/exchange.hpp"
#include "server/http/http_server.hpp"
#include "wsdl/wusp/clock.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::test {

/// The moment of the captures.
[[nodiscard]] wusp::UtcTime captured_now();

/// A whole server in memory, with one listener. Replies to one operation are changed. Thread safety: every call from
/// any thread; a change is called by the server's.
class CuttingServer final : public faults::RequestHandler {
public:
  using Change = std::function<void(faults::ResponsePlan&)>;

  explicit CuttingServer(std::vector<domain::Revision> revisions, domain::PageLimits const& page = {});
  ~CuttingServer() override;
  CuttingServer(CuttingServer const&) = delete;
  CuttingServer& operator=(CuttingServer const&) = delete;

  /// From the next reply to this operation on; an empty change: none.
  void change(std::string_view operation, Change change);

  /// The first reply to the operation since change(), before it was changed.
  struct Seen {
    faults::ResponsePlan plan{};
    std::uint64_t head_bytes = 0;
    std::uint64_t count = 0;  ///< replies to the operation since then
    [[nodiscard]] std::uint64_t whole() const { return head_bytes + plan.body.size(); }
  };
  [[nodiscard]] Seen seen() const;
  /// As wsusutil movecontent does: clients have to ask where their files are.
  void move_content();
  [[nodiscard]] std::string url() const;
  [[nodiscard]] wusp::Clock const& clock() const { return clock_; }

  faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  faults::ResponsePlan handle_unreadable(faults::Unreadable why, faults::ExchangeView const& request) override;

private:
  wusp::ManualClock clock_;
  windows::FileSystem files_{};
  iis::Application application_;
  iis::LogWriter logs_;
  journal::Journal journal_;
  services::WsusState state_;
  content::ContentStore content_{};
  exchange::Exchange exchange_;
  mutable std::mutex mutex_;
  std::string operation_;
  Change change_;
  Seen seen_;
  std::optional<http::HttpServer> listener_;
};

/// One connection, one attempt a call: what a cut comes to is seen at once.
[[nodiscard]] std::unique_ptr<client::SimulatedPc> make_agent(CuttingServer const& server,
                                                              agent::AgentSettings settings);

}  // namespace wsus::test
