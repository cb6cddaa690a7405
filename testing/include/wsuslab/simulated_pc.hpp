// A simulated Windows machine with its update agent, in the process of a test.
#pragma once

#include <wsuslab/command_result.hpp>
#include <wsuslab/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsuslab {

class MockServer;

/// Generations of Windows, as its update agent knows them.
enum class Profile {
  w7,   ///< 7, Server 2008 R2
  w8,   ///< 8, 8.1, Server 2012 R2
  w10,  ///< 10, Server 2016 to 2022
  w11,  ///< 11, Server 2025
};

/// What a machine is made with.
struct PcOptions {
  std::string name{};      ///< NetBIOS name; empty: PC01, PC02, ... of its server
  std::string dns_name{};  ///< full name; empty: the name in lower case and ".lab.example"
  Profile profile = Profile::w11;
  /// Of every GUID that the machine makes; machines of one name and seed have one SusClientId, as clones have. Empty:
  /// its number at the server.
  std::optional<std::uint64_t> seed{};
  std::string target_group{};          ///< policy TargetGroup; empty: not set
  unsigned devices = 0;                ///< devices that drivers of a generated catalogue fit; 0 to 1,000
  bool trusts_lab_authority = true;    ///< of a server with https; false: the scan ends with 0x80072F8F
  std::string trusted_certificates{};  ///< PEM, of further authorities
  /// Settings of the agent as `wua-sim --agent` takes them: {{"server_busy_hresult", "0x80244016"}}.
  std::map<std::string, std::string> agent{};
};

/// The SOAP fault that ended a scan. Texts are empty where the fault had none.
struct SoapFault {
  std::string operation{};   ///< of the call that it answered
  std::string error_code{};  ///< "InvalidParameters"
  std::string message{};     ///< "parameters.InstalledNonLeafUpdateIDs"
  std::string id{};          ///< which joins the logs of both sides
};

/// One HTTP request of a scan.
struct PcCall {
  std::string service{};
  std::string operation{};
  std::string url{};
  unsigned status = 0;       ///< 0: nobody answered
  std::string error_code{};  ///< of the SOAP fault; empty: none
};

/// How one update went.
struct UpdateOutcome {
  std::string update_id{};  ///< GUID
  std::string title{};
  std::uint32_t hresult = 0;
  bool installed = false;
};

/// How a scan ended. A value.
struct ScanResult {
  std::uint32_t hresult = 0;             ///< 0: success; as WindowsUpdate.log shows it
  std::string symbol{};                  ///< "WU_E_PT_SOAPCLIENT_SOAPFAULT"; "UNKNOWN" for codes that have none
  std::string message{};                 ///< one sentence for a reader
  std::size_t updates_found = 0;         ///< updates that the machine needs
  std::optional<SoapFault> fault{};      ///< the last one that the scan met; also of scans that recovered from it
  std::vector<PcCall> calls{};           ///< every request, in order, redirects one by one
  std::vector<UpdateOutcome> updates{};  ///< of update(): what followed the scan
  std::string log{};                     ///< what the agent logged meanwhile

  [[nodiscard]] bool succeeded() const { return hresult == 0; }
  /// "0x80244007"
  [[nodiscard]] std::string hresult_text() const;
  /// Operations of `calls`, in order.
  [[nodiscard]] std::vector<std::string> operations() const;
};

/// A Windows machine whose policies name a WSUS server: it makes the calls of a real agent, keeps a datastore from scan
/// to scan, writes the log of its generation and ends with its HRESULTs. Nothing of the computer that it runs on is
/// changed or asked.
///
/// What goes wrong on the way is in the result; nothing is thrown for what a server does.
/// @par Thread safety
/// None; one thread uses a machine at a time. Machines of their own from any threads, also of one server.
class SimulatedPc {
public:
  /// A machine of this server: it has the server's clock, its log is in the server's transcript(), and with https it
  /// talks to https_url().
  /// @par Lifetime
  /// The machine may outlive the server.
  /// @throws Error for options that are wrong.
  explicit SimulatedPc(MockServer const& server, PcOptions options = {});

  /// A machine that scans whatever answers at `url` ("http://host:8530"), with the system's clock.
  /// @throws Error for options that are wrong; an address that is none is found by the scan.
  explicit SimulatedPc(std::string url, PcOptions options = {});

  ~SimulatedPc();
  SimulatedPc(SimulatedPc const&) = delete;
  SimulatedPc& operator=(SimulatedPc const&) = delete;

  /// One scan, from start to end.
  ScanResult scan();
  /// A scan, and when it succeeds downloads, installs and reports; `hresult` is that of the first thing that failed.
  ScanResult update();
  /// So many scans of Automatic Updates, each when it is due (the first one at once): the clock is moved ahead between
  /// them, by 17.6 to 22 hours, less after a failure.
  std::vector<ScanResult> detection_cycles(unsigned count);

  /// Types a line at the machine's command prompt: "wuauclt /detectnow", "net stop wuauserv", "reg query ...";
  /// `help` lists the commands. Those that start a scan return when it is over.
  CommandResult run(std::string_view line, bool elevated = true);
  /// The last scan, whoever asked for it; empty: there was none.
  [[nodiscard]] std::optional<ScanResult> last_scan() const;

  /// The whole log of the agent.
  [[nodiscard]] std::string log() const;
  /// SusClientId; empty while the registry has none.
  [[nodiscard]] std::string client_id() const;
  [[nodiscard]] std::string name() const;

  /// Moves the clock ahead; of a machine of a MockServer that of the server with all its machines.
  /// @throws Error for a negative step.
  void advance(std::chrono::milliseconds by);
  [[nodiscard]] std::chrono::system_clock::time_point now() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wsuslab
