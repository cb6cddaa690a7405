// The columns of WindowsUpdate.log and the texts that several generations share. Internal to the room.
#pragma once

#include "client_sim/agent/agent_log.hpp"
#include "client_sim/machine/machine.hpp"
#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/soap_fault.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::agent {

/// Numbers of the process that hosts wuauserv and of two of its threads: stable for a machine, made from its seed.
struct LogIds {
  unsigned process = 0;
  unsigned thread = 0;        ///< does the scan
  unsigned reply_thread = 0;  ///< reads answers (seed 0, symptom 3 shows another thread there)
};
[[nodiscard]] LogIds log_ids(std::uint64_t seed);

/// "2015-10-30<TAB>17:12:53:980": w7 and w8 (wua-behaviour 8.1).
[[nodiscard]] std::string text_time(wusp::UtcTime local);
/// "2022/10/23 15:26:26.3105953".
[[nodiscard]] std::string w10_time(wusp::UtcTime local);
/// "+0100" for 60 minutes.
[[nodiscard]] std::string offset_text(std::chrono::minutes offset);

/// One line with its CRLF. Control characters of `text` become blanks, tabs stay; what is longer than 8,192 bytes is
/// cut.
[[nodiscard]] std::string text_line(wusp::UtcTime local, unsigned process, unsigned thread, std::string_view component,
                                    std::string_view text);
[[nodiscard]] std::string w10_line(wusp::UtcTime local, unsigned process, unsigned thread, std::string_view component,
                                   std::string_view text);

/// "<detail><ErrorCode>..</ErrorCode><Message>..</Message><ID>..</ID><Method>..</Method></detail>": what is absent in
/// the fault is absent here.
[[nodiscard]] std::string detail_element(wusp::SoapFault const& fault);
/// "Client", "Server": faultcode without its prefix.
[[nodiscard]] std::string_view fault_code_text(wusp::FaultCode code);

/// The WWSAPI code that stands behind a failure (wua-behaviour 5.4; but for faults the pairing is an assumption, M).
[[nodiscard]] Hresult nws_code(Failure const& failure);
/// What WWSAPI says about a failure without a fault, one sentence a line, outermost first (assumption, M, after the
/// lines of a time-out in wua-behaviour 8.3).
[[nodiscard]] std::vector<std::string> nws_sentences(Failure const& failure, std::string_view url);

/// "WARNING: Fail to download eula file URL with error 0x80244019" (wua-behaviour 8.3).
[[nodiscard]] std::string eula_sentence(FailedDownload const& license);

/// "0x80244007" in lower case, as PTError is printed.
[[nodiscard]] std::string lower_hex(Hresult code);
/// "80244007": eight digits without 0x.
[[nodiscard]] std::string bare_hex(Hresult code);

/// What a service that was told to stop writes last (FM66).
inline constexpr std::string_view service_exit_text = "** END ** Service: Service exit [Exit code = 0x240001]";

/// "(null)" for what is absent or empty.
[[nodiscard]] std::string or_null(std::string const& text);

/// "{3DA21691-E39D-4DA6-8A4B-B43877BCB1B7}".
[[nodiscard]] std::string service_id_text();

[[nodiscard]] std::unique_ptr<AgentLog> make_w7_log(machine::Machine& machine);
[[nodiscard]] std::unique_ptr<AgentLog> make_w8_log(machine::Machine& machine);
[[nodiscard]] std::unique_ptr<AgentLog> make_w10_log(machine::Machine& machine);

/// The search expression of a scheduled scan (assumption, M).
inline constexpr std::string_view automatic_criteria =
    "IsInstalled=0 and DeploymentAction='Installation' or IsPresent=1 and DeploymentAction='Uninstallation' or "
    "IsInstalled=1 and DeploymentAction='Installation' and RebootRequired=1 or IsInstalled=0 and "
    "DeploymentAction='Uninstallation' and RebootRequired=1";

/// What a caller searches for.
[[nodiscard]] constexpr std::string_view criteria_of(std::string_view caller) {
  return caller == configmgr_caller ? configmgr_criteria : automatic_criteria;
}

}  // namespace wsus::agent
