// WindowsUpdate.log of Windows 8, 8.1 and Server 2012 R2: what it has beside the lines of every text log. Texts:
// wua-behaviour 8.2, 8.3 and seed 0, symptoms 2 and 3 (its misprints put right, its real oddities kept).
#include "client_sim/agent/text_log.hpp"

#include <fmt/format.h>

namespace wsus::agent {
namespace {

class W8Log final : public TextLog {
public:
  using TextLog::TextLog;

  void sync_started(std::string_view url) override;
  void authorization_started(std::string_view client_id, std::string_view target_group, std::string_view dns_name,
                             std::string_view server_url, std::string_view simple_auth_url) override;
  void authorization_answered(bool xpress) override;
  void operation_started(std::string_view wrapper, unsigned number) override;
  void operation_stopped(std::string_view wrapper, unsigned number) override;
  void web_call_failed(FailedCall const& call) override;
  void step_failed(std::string_view recovery_name, Hresult hresult) override;

private:
  void fault_lines(wusp::SoapFault const& fault);
  void fault_detail_line(wusp::SoapFault const& fault);
};

void W8Log::sync_started(std::string_view url) {
  line("EP", fmt::format("Got WSUS Client/Server URL: \"{}\"", url));
  TextLog::sync_started(url);
}

void W8Log::authorization_started(std::string_view client_id, std::string_view target_group, std::string_view dns_name,
                                  std::string_view server_url, std::string_view simple_auth_url) {
  line("EP", fmt::format("Got WSUS SimpleTargeting URL: \"{}\"", server_url));
  line("IdleTmr",
       "CIdleTimerHelper starting a WU operation (CAuthorizationCookieWrapper::InitializeSimpleTargetingCookie; does "
       "require network, is at background priority, will stop idle timer) from unspecified call");
  TextLog::authorization_started(client_id, target_group, dns_name, server_url, simple_auth_url);
  line("WS", fmt::format("Service URL='{}'.", simple_auth_url));
  auto const named = proxy();
  line("WS", fmt::format("Proxy List: '{}', Bypass List: '{}'.", or_null(named.servers), or_null(named.bypass)));
  line("WS", "Current service auth scheme='None'.");
  if (named.servers.empty()) line("WS", "No proxy settings for this web service call.");
}

void W8Log::authorization_answered(bool xpress) {
  if (!xpress) reply_line("WS", "The SOAP message content is not xpress encoded.");
}

void W8Log::operation_started(std::string_view wrapper, unsigned number) {
  line("IdleTmr", fmt::format("WU operation ({}) started; operation # {}; does use network; is at background priority",
                              wrapper, number));
}

void W8Log::operation_stopped(std::string_view wrapper, unsigned number) {
  line("IdleTmr", fmt::format("WU operation ({}, operation # {}) stopped; does use network; is at background priority",
                              wrapper, number));
}

void W8Log::fault_lines(wusp::SoapFault const& fault) {
  line("WS", "WARNING: The body of the received message contained a fault.");
  line("WS", "WARNING: Soap fault info:");
  line("WS", "WARNING: reason: " + fault.reason);
  line("WS", fmt::format("WARNING: code: {}", fault_code_text(fault.code)));
  line("WS", "WARNING: detail: " + detail_element(fault));
}

void W8Log::fault_detail_line(wusp::SoapFault const& fault) {
  line("WS", fmt::format("WARNING: Soap fault detail: errorCode='{}', message='{}', id='{}', method='{}'",
                         fault.error_code.value_or(""), fault.message.value_or(""), fault.id.value_or(""),
                         fault.method.value_or("")));
}

void W8Log::web_call_failed(FailedCall const& call) {
  line("WS", "WARNING: Nws Failure: errorCode=" + lower_hex(nws_code(call.failure)));
  auto const* fault = std::get_if<FaultFailure>(&call.failure);
  if (fault != nullptr) {
    fault_lines(fault->fault);
    // Seed 0 has this line for SyncUpdates (symptom 2) but not for SimpleAuth (symptom 3).
    if (call.functor.empty()) fault_detail_line(fault->fault);
  } else {
    for (auto const& sentence : nws_sentences(call.failure, call.url)) line("WS", "WARNING: " + sentence);
  }
  // The mapping that is logged here knows the fault only, not what its ErrorCode asks for.
  auto const mapped = fault != nullptr ? hresult_of_fault(fault->fault.code, profile()) : call.error.hresult;
  line("WS", fmt::format("FATAL: OnCallFailure failed with hr=0X{:08X}", mapped));
  if (call.functor.empty()) return;
  line("WS", fmt::format("FATAL: NwsCallWithRetries<Functor>( {}) failed with hr={}", call.functor, lower_hex(mapped)));
}

void W8Log::step_failed(std::string_view recovery_name, Hresult hresult) {
  TextLog::step_failed(recovery_name, hresult);
  if (recovery_name.empty()) return;
  line("PT", fmt::format("WARNING: {} failed.: {}", recovery_name, lower_hex(hresult)));
}

}  // namespace

std::unique_ptr<AgentLog> make_w8_log(machine::Machine& machine) { return std::make_unique<W8Log>(machine); }

}  // namespace wsus::agent
