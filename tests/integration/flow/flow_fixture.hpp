// A server and simulated PCs that meet on real sockets: catalogues written for one flow, and what the journal saw.
#pragma once

#include "client_sim/app/simulated_pc.hpp"
#include "server/domain/catalogue.hpp"
#include "tests/integration/server/server_fixture.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::test {

/// The GUID of an update of a test.
[[nodiscard]] wusp::Guid update_guid(int number);

/// A needed update without prerequisites; deployed with Install.
[[nodiscard]] domain::Revision needed_update(int id);
/// The same with one content file of this size.
[[nodiscard]] domain::Revision needed_update(int id, std::uint64_t file_size);

/// The values of <EventID> in a ReportEventBatch body, in order.
[[nodiscard]] std::vector<int> event_ids(std::string_view body);

class FlowTest : public ServerTest {
protected:
  FlowTest();
  ~FlowTest() override;

  /// A configuration over these revisions; the journal keeps bodies whole.
  [[nodiscard]] server::ServerConfig config_of(std::vector<domain::Revision> revisions) const;
  /// Starts the server of `config`.
  server::WsusServer& serve(server::ServerConfig config);
  /// A PC that asks the server; `options` as a test wants them but for server_url.
  [[nodiscard]] std::unique_ptr<client::SimulatedPc> make_pc(machine::MachineOptions options = {},
                                                             agent::AgentSettings settings = {}) const;

  /// Entries of one operation, of all clients.
  [[nodiscard]] std::vector<journal::Entry> calls_of(std::string_view operation) const;
  /// The operations after an entry, in order; files are left out.
  [[nodiscard]] std::vector<std::string> operations(std::uint64_t since = 0) const;
  /// Requests for content files, in the order in which the server answered.
  [[nodiscard]] std::vector<journal::Entry> content_requests() const;
  /// Event ids of every batch, in order.
  [[nodiscard]] std::vector<std::vector<int>> reported_events() const;
  /// What the server's status says of an update on its only computer; empty: nothing was reported.
  [[nodiscard]] std::string status_of(int update) const;

  std::filesystem::path folder_;
};

/// The text of the agent's log.
[[nodiscard]] std::string agent_log(client::SimulatedPc& pc);

}  // namespace wsus::test
