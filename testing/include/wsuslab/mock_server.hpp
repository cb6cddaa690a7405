// A mock WSUS server in the process of a test, for any test framework.
#pragma once

#include <wsuslab/catalogue.hpp>
#include <wsuslab/command_result.hpp>
#include <wsuslab/error.hpp>
#include <wsuslab/expectations.hpp>
#include <wsuslab/faults.hpp>
#include <wsuslab/journal.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

namespace wsuslab {

class World;

/// How a server's time passes.
enum class Time {
  /// The system's time, which advance() moves ahead; delays and stalls take as long as they say. For every client.
  real,
  /// Stands still at MockWsusOptions::start until advance() moves it, or until all that goes on are SimulatedPcs that
  /// wait for a slow reply: then it jumps. So a timeout of 30 s costs no second, and the same test writes the same logs
  /// each time. Only for tests whose clients are all SimulatedPcs of this server: the delay of another client's reply
  /// would not end before advance().
  simulated,
};

/// The limits of the ClientWebService, as its web.config has them.
struct Limits {
  int max_installed_prerequisites = 400;  ///< entries in InstalledNonLeafUpdateIDs; from 0
  int max_cached_updates = 22'000;        ///< entries in OtherCachedUpdateIDs; from 0

  bool operator==(Limits const&) const = default;
};

/// What a mock server is made with. The defaults are a healthy server of 2025 with a small catalogue.
struct MockWsusOptions {
  Catalogue catalogue{};
  std::uint64_t seed = 1;  ///< of the server's identity and of the IDs of its faults
  Limits limits{};
  std::vector<Fault> faults{};  ///< in their order of precedence (docs/FAULTS.md); inject() adds more at the end
  bool https = false;           ///< a TLS listener beside the plain one, with a certificate of an authority made here
  Time time = Time::real;
  /// Where simulated time begins: 2026-10-04T15:00:00Z.
  std::chrono::system_clock::time_point start{std::chrono::sys_days{std::chrono::year{2026} / 10 / 4} +
                                              std::chrono::hours{15}};
  std::string profile{};                     ///< generation of the server: "wsus-3.0-sp2", ...; empty: the newest
  std::chrono::minutes cookie_lifetime{60};  ///< 1 minute to a year
  bool registration_required = true;         ///< GetConfig asks clients to register
  std::size_t journal_entries = 10'000;      ///< the newest exchanges that are kept; at least 1
  std::size_t body_bytes = 65'536;           ///< how much of each body the journal keeps, at most
};

/// A WSUS server that answers on 127.0.0.1, on a port that the system chose, from construction to destruction.
///
/// It speaks the protocol of a real one (MS-WUSP over SOAP 1.1) with content, and breaks as it is told. Clients connect
/// to it over TCP, so it serves everything that can be pointed at a URL: an agent, a proxy, a management tool, a
/// SimulatedPc. There may be any number of them in a process; they share nothing.
///
/// Expectations are checked by verify() alone. MockWsus (mock_wsus.hpp) is this class for GoogleTest: it verifies at
/// the end of its scope.
/// @par Thread safety
/// journal(), counter(), wait_for(), inject(), the logs and now() may be called from any thread. run(), set_limits(),
/// advance(), and everything about expectations belong to one thread at a time.
/// @par Lifetime
/// A SimulatedPc of this server may outlive it; its calls find nobody then.
/// @par Cost
/// A thread and a socket each, two with https; then keys and certificates are made, too. Updates are shared with the
/// Catalogue of the options.
class MockServer {
public:
  /// Listens when it returns.
  /// @throws Error for options that are wrong. Nothing was opened then.
  /// @throws std::exception when the system gives no port or no thread.
  explicit MockServer(MockWsusOptions options = {});

  /// Stops: finishes the exchanges under way and closes the connections. Verifies nothing.
  ~MockServer();

  MockServer(MockServer const&) = delete;
  MockServer& operator=(MockServer const&) = delete;

  /// @name Where it is
  /// @{
  [[nodiscard]] std::uint16_t port() const;
  /// "http://127.0.0.1:41234": what the policies WUServer and WUStatusServer are set to.
  [[nodiscard]] std::string url() const;
  /// 0 without https.
  [[nodiscard]] std::uint16_t https_port() const;
  /// "https://127.0.0.1:41235"; its certificate has the name localhost, too. Empty without https.
  [[nodiscard]] std::string https_url() const;
  /// The authority that signed the certificate, as PEM, for clients to trust; empty without https.
  [[nodiscard]] std::string lab_authority() const;
  /// @}

  /// @name Faults
  /// @{
  /// From now on the fault happens when its conditions hold: exchanges that begin after this call has returned.
  /// @return the fault's name in journal and counters.
  /// @throws Error for a fault that cannot be: the message names the key, what was found and what is known; for a name
  /// that is taken.
  std::string inject(Fault const& fault);
  /// The fault happens no more; exchanges under way keep it. False when there is none of this name.
  bool remove_fault(std::string_view name);
  /// As remove_fault(), for all of them.
  void remove_faults();
  /// How often the fault was injected so far; 0 for a name that is not there.
  [[nodiscard]] std::uint64_t injected(std::string_view name) const;
  /// @}

  /// @name What happened
  /// @{
  /// The exchanges that are kept, oldest first, those with a sequence after `after`.
  ///
  /// An exchange is in the journal before its last byte goes out: what a client has read whole, the journal has.
  [[nodiscard]] std::vector<Exchange> journal(std::uint64_t after = 0) const;
  /// Over all exchanges so far, kept or not: "requests", "soap_faults", "refused", "injected", "injected.<kind>",
  /// "operation.<Name>", "error_code.<ErrorCode>", "status.<code>", "dropped" (entries pushed out of the journal). One
  /// that was never touched reads 0.
  [[nodiscard]] std::uint64_t counter(std::string_view name) const;
  /// Waits until there were so many exchanges in all; false after `limit` of real time.
  [[nodiscard]] bool wait_for(std::uint64_t exchanges,
                              std::chrono::milliseconds limit = std::chrono::seconds{10}) const;
  /// The server's own log; each SOAP fault with its ID.
  [[nodiscard]] std::string software_distribution_log() const;
  /// The W3C log of IIS.
  [[nodiscard]] std::string iis_log() const;
  /// All of it for a person: the exchanges with their bodies, the server's log, and the log of every SimulatedPc that
  /// was made for this server. What a failed test prints.
  [[nodiscard]] std::string transcript() const;
  /// @}

  /// @name Expectations
  /// About the exchanges since construction or since the last reset(), as far as the journal has them. Calls are SOAP
  /// calls; files and pages are none.
  /// @{
  /// This operation is called, once if nothing else is said. Of two expectations about one operation a call counts for
  /// the first one that takes it and has not come often enough, else for the first one that has not had its fill.
  Expectation expect_call(std::string_view operation, std::source_location where = std::source_location::current());
  /// This operation is never called.
  void forbid(std::string_view operation, std::source_location where = std::source_location::current());
  /// Expected calls come in the order in which the expectations were made. Calls that nobody expects may come between.
  void in_order(std::source_location where = std::source_location::current());
  /// A call that nobody expects is a violation.
  void strict(std::source_location where = std::source_location::current());
  /// Whether it all held so far. Changes nothing, may be called again.
  [[nodiscard]] Verdict verify() const;
  /// Between two parts of a test: expectations are gone, and later ones look at exchanges from now on; faults count
  /// from 1 again. Journal, counters and logs go on.
  void reset();
  /// @}

  /// @name The server's machine
  /// @{
  /// Types a line at the server's command prompt: "iisreset", "net stop W3SVC", `notepad.exe web.config /set ...`;
  /// `help` lists the commands. The prompt keeps its folder between lines.
  CommandResult run(std::string_view line, bool elevated = true);
  /// Writes the limits into web.config, as an administrator would; the next request meets them.
  /// @throws Error for a negative number.
  void set_limits(Limits const& limits);
  /// Moves the server's clock, and that of its SimulatedPcs, ahead. @throws Error for a negative step.
  void advance(std::chrono::milliseconds by);
  [[nodiscard]] std::chrono::system_clock::time_point now() const;
  /// @}

  /// Clock and logs that a SimulatedPc shares with its server. Of the library's own.
  [[nodiscard]] std::shared_ptr<World> const& world() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wsuslab
