// What a run did, event by event, for a reader who wants to see it all: values without behaviour.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "windows/prompt/prompt.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wsus::lab {

/// How one scan of a machine ended, or the first update that failed after it.
struct ScanEnd {
  std::uint32_t hresult = 0;
  std::string symbol{};  ///< "WU_E_PT_SOAPCLIENT_SOAPFAULT"
  std::uint64_t updates_found = 0;
};

/// A body as a report shows it: its beginning, with a note when something is left out.
struct RecordedBody {
  std::string text{};
  std::size_t bytes = 0;  ///< of the whole body
};

/// One request of a call; more than one where it was redirected.
struct RecordedHop {
  std::string url{};
  std::string proxy{};               ///< that it went through; empty: straight
  std::optional<unsigned> status{};  ///< empty: no answer
};

/// An exchange, or a connection, as the server's journal has it.
struct ServerView {
  std::uint64_t sequence = 0;
  std::string method{};  ///< empty: a connection that never became an exchange
  std::string target{};
  unsigned status = 0;  ///< 0: no response was sent
  unsigned sub_status = 0;
  std::string error_code{};
  std::string error_message{};
  std::string fault_id{};
  std::string refused{};          ///< why the request was refused before a service saw it; else empty
  std::string injected{};         ///< "redirect:loop,truncated_xml:cut": fault rules that happened
  std::string response_coding{};  ///< of the body on the wire; empty: none
  std::size_t wire_bytes = 0;     ///< of the body as sent
};

/// A web call or a request for a file, seen from both ends.
struct CallEvent {
  std::string machine{};    ///< that called; empty: nobody of this world is known to have (server's side alone)
  std::string service{};    ///< WSDL service name; empty: a file
  std::string operation{};  ///< "SyncUpdates"; of a file: "GET" or "HEAD"
  std::string range{};      ///< of a file: "0-1048575"; empty: the whole
  std::vector<RecordedHop> hops{};
  unsigned transport_error = 0;  ///< WinHTTP's number; 0: an answer was received
  std::string what{};            ///< the reason of a transport error
  std::string error_code{};      ///< of the SOAP fault that the agent read
  std::vector<ServerView> server{};
  RecordedBody request{};
  RecordedBody response{};
  bool response_as_sent = false;  ///< the response is the server's, for none that can be read came to the agent
  bool bodies_left_out = false;   ///< of calls of one operation that went well only the first of a phase have theirs
};

/// A step of the scenario with what it came to.
struct StepEvent {
  scenario::Step step{};
  std::vector<windows::CommandResult> answers{};  ///< one a typed line
  std::vector<std::string> problems{};            ///< how what was seen differs from what the step expects
};

/// A scan that was over.
struct ScanEvent {
  std::string machine{};
  ScanEnd end{};
};

enum class LogKind { agent, wua_handler, scan_agent, software_distribution, iis, http_error };

/// Lines that came into one log between an event and the next one.
struct LogPiece {
  LogKind kind = LogKind::agent;
  std::string machine{};  ///< empty: the server's
  std::string text{};
};

struct RecordedEvent {
  wusp::UtcTime time{};  ///< the world's, when it began
  double seconds = 0;    ///< wall clock from the phase's begin to the event's
  double took = 0;       ///< wall clock
  std::variant<StepEvent, CallEvent, ScanEvent> what{};
  std::vector<LogPiece> logs{};
};

/// One phase of the main run.
struct PhaseTimeline {
  std::string name{};    ///< "reproduce"
  double seconds = 0;    ///< wall clock
  bool held = false;     ///< false also when it was not run to its end
  bool complete = true;  ///< false: interrupted, or ended by an error
  std::vector<RecordedEvent> events{};
};

}  // namespace wsus::lab
