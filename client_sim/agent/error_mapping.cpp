// The tables from WinHTTP numbers, HTTP statuses and SOAP faults to HRESULTs.
#include "client_sim/agent/error_mapping.hpp"

#include "windows/fs/caseless.hpp"
#include "wsdl/wusp/error_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace wsus::agent {
namespace {

/// What a generation of agents makes of an answer.
struct GenerationCodes {
  machine::SoapStack stack = machine::SoapStack::wwsapi;
  Hresult fault_received = 0;  ///< first link of a fault's chain
  Hresult fault_client = 0;
  Hresult fault_server = 0;
  Hresult fault_other = 0;   ///< any other faultcode: assumption, I
  Hresult parse_failed = 0;  ///< first link of an answer that cannot be read
  Hresult malformed = 0;
};
/// wua-behaviour 5.2. WWSAPI: C. The older stack: Server C, Client I (hresults); its "soap client error = 7" is
/// 0x80244007 less the base 0x80244000, so that code stands in the chain, and no WWSAPI code does. An answer that it
/// cannot parse: code C, trigger I (hresults 0x8024400A, FM23).
constexpr auto generation_rows = std::to_array<GenerationCodes>({
    {machine::SoapStack::atl, hr::pt_soap_fault, hr::pt_soap_client, hr::pt_soap_server, hr::pt_soap_fault,
     hr::pt_soap_parse, hr::pt_soap_parse},
    {machine::SoapStack::wwsapi, hr::ws_endpoint_fault_received, hr::pt_soap_fault, hr::pt_soap_fault,
     hr::pt_soap_fault, hr::ws_invalid_format, hr::pt_invalid_format},
});

GenerationCodes const& codes_of(machine::Profile profile) {
  return *std::ranges::find(generation_rows, traits_of(profile).soap_stack, &GenerationCodes::stack);
}

Hresult fault_code(GenerationCodes const& codes, wusp::FaultCode code) {
  switch (code) {
  case wusp::FaultCode::client: return codes.fault_client;
  case wusp::FaultCode::server: return codes.fault_server;
  case wusp::FaultCode::other: break;
  }
  return codes.fault_other;
}

struct StatusRow {
  unsigned status;
  Hresult code;
};
/// wua-behaviour 5.3.
constexpr auto status_rows = std::to_array<StatusRow>({
    {400, 0x80244016},
    {401, 0x80244017},
    {403, 0x80244018},
    {404, 0x80244019},
    {405, 0x8024401A},
    {407, 0x8024401B},  // but see proxy_scheme_rows
    {408, 0x8024401C},
    {409, 0x8024401D},
    {410, 0x8024401E},
    {500, 0x8024401F},
    {501, 0x80244020},
    {502, 0x80244021},
    {503, 0x80244022},
    {504, 0x80244023},
    {505, 0x80244024},
});

struct SchemeRow {
  std::string_view scheme;
  Hresult code;
};
/// A proxy that offers none but these cannot be answered by agents with WWSAPI: first link of the chain; the last one
/// is 0x8024043C (hresults, I). Older agents do not tell.
constexpr auto proxy_scheme_rows = std::to_array<SchemeRow>({{"Basic", 0x803D0018}, {"Digest", 0x803D0019}});
constexpr Hresult proxy_scheme_not_supported = 0x8024043C;

struct TransportRow {
  unsigned error;
  Hresult code;
};
/// WinHTTP numbers that the agent ends with another code for (wua-behaviour 5.3). URLs that are none: the code's
/// meaning (I), as for WUServer.
constexpr auto transport_rows = std::to_array<TransportRow>({
    {12005, hr::pt_invalid_url},
    {12006, hr::pt_invalid_url},
    {12007, hr::pt_winhttp_name_not_resolved},
});

struct TransportSetting {
  unsigned error;
  Hresult MappingSettings::*code;
};
/// Those that sources disagree about. All others stay as they are.
constexpr auto transport_settings = std::to_array<TransportSetting>({
    {12002, &MappingSettings::timeout_hresult},
    {12029, &MappingSettings::cannot_connect_hresult},
    {12030, &MappingSettings::connection_error_hresult},
    {12157, &MappingSettings::no_common_tls_hresult},
});

/// Kinds of what is wrong with a certificate.
constexpr auto certificate_errors = std::to_array<unsigned>({12037, 12038, 12045, 12169, 12170});

struct FaultRow {
  wusp::ErrorCode error;
  Hresult code;
};
/// Faults with a final code of their own (wua-behaviour 5.1, hresults; all of confidence I). The others end with the
/// generation's code for a fault; that of ServerBusy is a setting. The codes of resync loops are an assumption: no
/// source names them.
constexpr auto fault_rows = std::to_array<FaultRow>({
    {wusp::ErrorCode::invalid_cookie, hr::pt_refresh_cache_required},
    {wusp::ErrorCode::server_changed, hr::pt_refresh_cache_required},
    {wusp::ErrorCode::config_changed, hr::too_many_resync},
    {wusp::ErrorCode::cookie_expired, hr::too_many_resync},
    {wusp::ErrorCode::registration_required, hr::too_many_resync},
    {wusp::ErrorCode::registration_not_required, 0x80244026},
    {wusp::ErrorCode::file_location_changed, 0x80244025},
});

std::string meaning_of(Hresult code) {
  auto const* row = find_hresult(code);
  return row != nullptr ? std::string(row->meaning) : "No meaning is known for this code";
}

ChainLink link(Hresult code, std::string what) { return {code, std::string(symbol_of(code)), std::move(what)}; }
ChainLink link(Hresult code) { return link(code, meaning_of(code)); }

/// Appends `code` unless the chain ends with it already.
void end_with(MappedError& error, Hresult code) {
  error.hresult = code;
  if (error.chain.empty() || error.chain.back().code != code) error.chain.push_back(link(code));
}

std::string_view text_of(wusp::FaultCode code) {
  switch (code) {
  case wusp::FaultCode::client: return "Client";
  case wusp::FaultCode::server: return "Server";
  case wusp::FaultCode::other: break;
  }
  return "unknown faultcode";
}

struct Mapper {
  GenerationCodes const& codes;
  MappingSettings const& settings;

  MappedError operator()(TransportFailure const& failure) const {
    MappedError error;
    auto const own = hresult_of_winhttp(failure.error);
    error.chain.push_back(link(own, failure.what.empty() ? meaning_of(own) : failure.what));
    end_with(error, final_code(failure, own));
    return error;
  }

  [[nodiscard]] Hresult final_code(TransportFailure const& failure, Hresult own) const {
    if (failure.redirect_loop) return settings.redirect_loop_hresult;
    auto const* const setting = std::ranges::find(transport_settings, failure.error, &TransportSetting::error);
    if (setting != transport_settings.end()) return settings.*setting->code;
    bool const is_certificate = std::ranges::find(certificate_errors, failure.error) != certificate_errors.end();
    if (is_certificate && !settings.certificate_by_kind) return hr::winhttp_secure_failure;
    auto const* row = std::ranges::find(transport_rows, failure.error, &TransportRow::error);
    return row != transport_rows.end() ? row->code : own;
  }

  /// The row of the first scheme when the proxy offers nothing better; else null.
  [[nodiscard]] SchemeRow const* unsupported_scheme(HttpFailure const& failure) const {
    constexpr unsigned proxy_authentication_required = 407;
    bool const tells = failure.status == proxy_authentication_required && codes.stack == machine::SoapStack::wwsapi;
    if (!tells || failure.proxy_schemes.empty()) return nullptr;
    SchemeRow const* first = nullptr;
    for (auto const& scheme : failure.proxy_schemes) {
      auto const* const row = std::ranges::find_if(
          proxy_scheme_rows, [&scheme](SchemeRow const& one) { return windows::equal_caseless(one.scheme, scheme); });
      if (row == proxy_scheme_rows.end()) return nullptr;
      if (first == nullptr) first = row;
    }
    return first;
  }

  MappedError operator()(HttpFailure const& failure) const {
    if (auto const* const scheme = unsupported_scheme(failure)) {
      MappedError error;
      error.chain.push_back(link(scheme->code, fmt::format("HTTP status {}: the proxy offers {} only", failure.status,
                                                           fmt::join(failure.proxy_schemes, ", "))));
      end_with(error, proxy_scheme_not_supported);
      return error;
    }
    auto const* row = std::ranges::find(status_rows, failure.status, &StatusRow::status);
    auto const code = row != status_rows.end() ? row->code : hr::pt_http_status_not_mapped;
    auto const reason = failure.reason.empty() ? std::string() : " " + failure.reason;
    return {code, {link(code, fmt::format("HTTP status {}{} without a SOAP fault", failure.status, reason))}};
  }

  MappedError operator()(FaultFailure const& failure) const {
    MappedError error;
    error.chain.push_back(link(codes.fault_received, describe(failure.fault)));
    end_with(error, fault_code(codes, failure.fault.code));
    auto const known = wusp::parse_error_code(failure.fault.error_code.value_or(""));
    if (!known) return error;
    if (*known == wusp::ErrorCode::server_busy) end_with(error, settings.server_busy_hresult);
    auto const* row = std::ranges::find(fault_rows, *known, &FaultRow::error);
    if (row != fault_rows.end()) end_with(error, row->code);
    return error;
  }

  MappedError operator()(MalformedReply const& failure) const {
    MappedError error;
    error.chain.push_back(link(codes.parse_failed, failure.what));
    end_with(error, codes.malformed);
    return error;
  }

  MappedError operator()(AgentFailure const& failure) const {
    return {failure.hresult, {link(failure.hresult, failure.what)}};
  }
};

MappedError own_error(Failure const& failure, machine::Profile profile, MappingSettings const& settings) {
  return std::visit(Mapper{codes_of(profile), settings}, failure);
}

MappedError as_shown(MappedError error, MappingSettings const& settings) {
  auto const row = std::ranges::find(settings.shown_hresults, error.hresult, &ShownHresult::code);
  if (row != settings.shown_hresults.end()) end_with(error, row->shown);
  return error;
}

}  // namespace

Hresult hresult_of_fault(wusp::FaultCode code, machine::Profile profile) { return fault_code(codes_of(profile), code); }

Hresult hresult_of_winhttp(unsigned error) { return 0x80070000U | (error & 0xFFFFU); }

std::string describe(wusp::SoapFault const& fault) {
  auto text = fmt::format("SOAP fault {}", text_of(fault.code));
  if (fault.error_code) text += " / " + *fault.error_code;
  if (fault.message && !fault.message->empty()) text += " / " + *fault.message;
  if (!fault.error_code && !fault.reason.empty()) text += " / " + fault.reason;
  if (fault.id) text += ", ID=" + *fault.id;
  return text;
}

MappedError map_failure(Failure const& failure, machine::Profile profile, MappingSettings const& settings) {
  return as_shown(own_error(failure, profile, settings), settings);
}

MappedError map_license_failure(Failure const& failure, machine::Profile profile, MappingSettings const& settings) {
  constexpr unsigned unauthorized = 401;
  auto error = own_error(failure, profile, settings);
  auto const* const http = std::get_if<HttpFailure>(&failure);
  if (http != nullptr && http->status == unauthorized)
    error.chain = {link(hr::invalid_operation, error.chain.front().what)};
  end_with(error, hr::eula_unavailable);
  return as_shown(std::move(error), settings);
}

}  // namespace wsus::agent
