// WindowsUpdate.log of Windows 7 and Server 2008 R2: what it has beside the lines of every text log, which is how a
// failed call looks. Texts: wua-behaviour 8.3 (KB954960; forum and blog logs of Windows 7), and for HTTP statuses a log
// of a proxy's 502 (hayesjupe.com, "updates fail due to proxy error when WPAD in use").
#include "client_sim/agent/text_log.hpp"
#include "wsdl/wusp/error_code.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::agent {
namespace {

/// What the SOAP client of the older stack says about a call. `soap_error` and `status` are 0 and 200 where there is no
/// fault and no answer, as logs of Windows 7 show (0: C; 200: M).
struct SoapClientNumbers {
  unsigned client_error = 0;  ///< the agent's code less 0x80244000 (hresults 0x80244000)
  unsigned soap_error = 0;
  unsigned status = 200;
};

/// Numbers of faultcodes: 400 C (KB954960), 300 M; 0 for any other faultcode M.
unsigned soap_error_of(wusp::FaultCode code) {
  switch (code) {
  case wusp::FaultCode::client: return 300;
  case wusp::FaultCode::server: return 400;
  case wusp::FaultCode::other: break;
  }
  return 0;
}

struct NumbersOf {
  /// 5, could not send: M.
  SoapClientNumbers operator()(TransportFailure const&) const { return {.client_error = 5}; }
  /// 10 with any HTTP status: C, a log of a proxy's 502.
  SoapClientNumbers operator()(HttpFailure const& failure) const {
    return {.client_error = 10, .status = failure.status};
  }
  SoapClientNumbers operator()(FaultFailure const& failure) const {
    return {.client_error = 7, .soap_error = soap_error_of(failure.fault.code), .status = failure.status};
  }
  /// 10, could not parse: I.
  SoapClientNumbers operator()(MalformedReply const&) const { return {.client_error = 10}; }
  SoapClientNumbers operator()(AgentFailure const&) const { return {}; }
};

/// "InternalServerError(5)": the place in the table of MS-WUSP 2.2.2.4 (5: C, others I; 0 for foreign texts: M).
std::string error_code_text(std::string const& text) {
  auto const known = wusp::parse_error_code(text);
  auto const codes = wusp::all_error_codes();
  auto const place = known ? std::ranges::find(codes, *known) - codes.begin() + 1 : 0;
  return fmt::format("{}({})", or_null(text), place);
}

class W7Log final : public TextLog {
public:
  using TextLog::TextLog;

  void web_call_failed(FailedCall const& call) override;
  void step_failed(std::string_view recovery_name, Hresult hresult) override;
  void self_update_started() override;
  void self_update_finished() override;

private:
  void send_failed(FailedCall const& call) override;
  void request_failed(TransportFailure const& failure);
  void last_proxy_lines(TransportFailure const& failure);
  void fault_lines(wusp::SoapFault const& fault);
};

void W7Log::request_failed(TransportFailure const& failure) {
  auto const code = lower_hex(hresult_of_winhttp(failure.error)).substr(2);
  auto const used = proxy();
  line("Misc", fmt::format("WARNING: Send failed with hr = {}.", code));
  line("Misc",
       fmt::format("WARNING: SendRequest failed with hr = {}. Proxy List used: <{}> Bypass List used : <{}> Auth "
                   "Schemes used : <>",
                   code, or_null(used.servers), or_null(used.bypass)));
}

/// That the lists are "<NULL>" where there is no proxy: M.
void W7Log::last_proxy_lines(TransportFailure const& failure) {
  auto const used = proxy();
  auto const listed = [](std::string const& text) { return text.empty() ? "<NULL>" : text; };
  line("PT", fmt::format("  + Last proxy send request failed with hr = {}, HTTP status code = 0",
                         to_hex(hresult_of_winhttp(failure.error))));
  line("PT", "  + Caller provided proxy = No");
  line("PT", fmt::format("  + Proxy list used = {}", listed(used.servers)));
  line("PT", fmt::format("  + Bypass list used = {}", listed(used.bypass)));
  line("PT", "  + Caller provided credentials = No");
}

void W7Log::fault_lines(wusp::SoapFault const& fault) {
  line("PT", fmt::format("WARNING: SOAP Fault: 0x{:06x}", soap_error_of(fault.code)));
  line("PT", "WARNING:     faultstring:" + fault.reason);
  line("PT", fmt::format("WARNING:     ErrorCode:{}", error_code_text(fault.error_code.value_or(""))));
  line("PT", fmt::format("WARNING:     Message:{}", or_null(fault.message.value_or(""))));
  line("PT", fmt::format("WARNING:     Method:{}", or_null(fault.method.value_or(""))));
  line("PT", fmt::format("WARNING:     ID:{}", or_null(fault.id.value_or(""))));
}

void W7Log::web_call_failed(FailedCall const& call) {
  auto const* fault = std::get_if<FaultFailure>(&call.failure);
  if (auto const* transport = std::get_if<TransportFailure>(&call.failure)) {
    request_failed(*transport);
    last_proxy_lines(*transport);
  }
  // As in w8: the line knows the fault only, not what its ErrorCode asks for.
  auto const mapped = fault != nullptr ? hresult_of_fault(fault->fault.code, profile()) : call.error.hresult;
  auto const numbers = std::visit(NumbersOf{}, call.failure);
  line("PT", fmt::format("WARNING: {} failure, error = {}, soap client error = {}, soap error code = {}, HTTP status "
                         "code = {}",
                         call.operation, to_hex(mapped), numbers.client_error, numbers.soap_error, numbers.status));
  if (fault != nullptr) fault_lines(fault->fault);
}

/// "GetConfig_WithRecovery failed: 0x80244021": C, a log of Windows 7; the dot before the colon is w8's.
void W7Log::step_failed(std::string_view recovery_name, Hresult hresult) {
  TextLog::step_failed(recovery_name, hresult);
  if (recovery_name.empty()) return;
  line("PT", fmt::format("WARNING: {} failed: {}", recovery_name, lower_hex(hresult)));
}

void W7Log::self_update_started() {
  TextLog::self_update_started();
  line("Setup", fmt::format("Client version: Core: {0}  Aux: {0}", client_version()));
}

void W7Log::self_update_finished() {
  validating_line();
  TextLog::self_update_finished();
}

void W7Log::send_failed(FailedCall const& call) {
  if (auto const* transport = std::get_if<TransportFailure>(&call.failure)) request_failed(*transport);
}

}  // namespace

std::unique_ptr<AgentLog> make_w7_log(machine::Machine& machine) { return std::make_unique<W7Log>(machine); }

}  // namespace wsus::agent
