// A machine under test, a scan that is played step by step, and the answers of a server without troubles.
#pragma once

#include "client_sim/agent/scan.hpp"
#include "client_sim/machine/machine.hpp"
#include "wsdl/wusp/clock.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace wsus::agent::testing {

inline constexpr std::string_view base_url = "http://wsus.lab.example:8530";
inline constexpr std::string_view client_url = "http://wsus.lab.example:8530/ClientWebService/client.asmx";

[[nodiscard]] wusp::UtcTime at(std::string_view text);
[[nodiscard]] wusp::Guid guid(int number);
[[nodiscard]] machine::MachineOptions machine_options(machine::Profile profile = machine::Profile::w11);

/// A fault with HTTP 500 whose detail names `error_code`.
[[nodiscard]] FaultFailure fault(std::string error_code, std::string message = "");

/// An update with its evaluation, as one value: the fixture's evaluation function looks it up by revision id.
struct Sample {
  ReceivedUpdate received{};
  Evaluation evaluation{};
};
[[nodiscard]] Sample category(int id);        ///< not a leaf, installed
[[nodiscard]] Sample missing_update(int id);  ///< offered, Install, needed
[[nodiscard]] Sample driver(int id);
[[nodiscard]] Sample child(int id);  ///< of a bundle, needed
[[nodiscard]] Sample bundle(int id, std::vector<int> children);

/// Name of a call's operation, e.g. "GetConfig".
[[nodiscard]] std::string operation_of(Action const& action);

/// Pages of software that a server hands out one after the other, and a count of every call it took.
class HealthyServer {
public:
  std::vector<std::vector<Sample>> pages{};  ///< software pages; Truncated is true on all but the last
  std::vector<Sample> drivers{};
  machine::CachedConfig config{.last_change = "2026-10-04T13:17:07.59Z",
                               .auth_service_url = "SimpleAuthWebService/SimpleAuth.asmx",
                               .plug_in_id = "SimpleTargeting",
                               .protocol_version = "3.2"};
  machine::ClientCookie cookie{"2026-10-04T16:00:00Z", "sealed"};

  [[nodiscard]] Reply answer(Call const& call);
  [[nodiscard]] Evaluation evaluation_of(int revision_id) const;

private:
  std::size_t next_page_ = 0;
};

/// The page as SyncUpdates answers it.
[[nodiscard]] SyncReply page_of(std::vector<Sample> const& samples, bool truncated = false);

/// Plays scans on one machine at a standing clock (2026-10-04 15:00 UTC).
class ScanFixture : public ::testing::Test {
protected:
  explicit ScanFixture(machine::Profile profile = machine::Profile::w11);

  /// Starts a new scan; its first action is in `action`.
  void start(AgentSettings settings = {});
  /// The pending call as a C; fails the test (and throws) when it is another.
  template <typename C>
  C const& expect() {
    auto const* addressed = std::get_if<AddressedCall>(&action);
    if (addressed == nullptr || !std::holds_alternative<C>(addressed->call)) {
      throw std::runtime_error("the scan does not make the expected call but " + operation_of(action));
    }
    return std::get<C>(addressed->call);
  }
  void give(Reply reply) { action = scan->resume(std::move(reply)); }
  /// Answers as the healthy server does.
  void give_healthy() { give(server.answer(std::get<AddressedCall>(action).call)); }
  /// Healthy answers until `operation` is due or the scan is over.
  void run_to(std::string_view operation);
  /// Healthy answers to the end.
  ScanResult finish();
  /// Names of the operations called from here to the end, healthy answers all the way.
  std::vector<std::string> finish_naming_calls();
  [[nodiscard]] ScanResult const& result() const { return std::get<Finished>(action).result; }
  [[nodiscard]] bool is_finished() const { return std::holds_alternative<Finished>(action); }
  [[nodiscard]] std::string url() const { return std::get<AddressedCall>(action).url; }
  [[nodiscard]] std::string log_text();

  wusp::ManualClock clock;
  machine::Machine machine;
  std::unique_ptr<AgentLog> log;
  HealthyServer server{};
  std::unique_ptr<Scan> scan{};
  Action action{};
};

}  // namespace wsus::agent::testing
