// Columns, times and shared texts of WindowsUpdate.log.
#include "client_sim/agent/log_lines.hpp"

#include "wsdl/wusp/calendar.hpp"
#include "wsdl/wusp/draw.hpp"
#include "wsdl/wusp/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace wsus::agent {
namespace {

constexpr std::size_t longest_text = 8192;

/// Windows numbers processes and threads in steps of four.
unsigned windows_id(std::uint64_t bits) { return 600U + static_cast<unsigned>(bits % 1800U) * 4U; }

/// A server's text must not be able to write lines of its own.
std::string one_line(std::string_view text) {
  std::string line(text.substr(0, longest_text));
  std::ranges::replace_if(
      line, [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7F; }, ' ');
  return line;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (char const c : text) {
    switch (c) {
    case '&': result += "&amp;"; break;
    case '<': result += "&lt;"; break;
    case '>': result += "&gt;"; break;
    default: result += c;
    }
  }
  return result;
}

void append_element(std::string& xml, std::string_view name, std::optional<std::string> const& value) {
  if (value) xml += fmt::format("<{0}>{1}</{0}>", name, escaped(*value));
}

struct NwsRow {
  unsigned error;
  Hresult code;
  std::string_view sentence;
};
constexpr auto nws_rows = std::to_array<NwsRow>({
    {12002, 0x803D0006, "The operation timed out"},
    {12007, 0x803D000D, "The server name or address could not be resolved"},
    {12029, 0x803D0010, "A connection with the server could not be established"},
    {12030, 0x803D0014, "The connection with the server was terminated abnormally"},
    {12037, 0x803D000A, "The server's certificate is not valid at this date"},
    {12038, 0x803D000A, "The server's certificate is of another name"},
    {12044, 0x803D000A, "The server wants a certificate of the client"},
    {12045, 0x803D000A, "The authority of the server's certificate is not trusted"},
    {12152, 0x803D0000, "The server returned an invalid or unrecognized response"},
    {12156, 0x803D000E, "The HTTP redirect request failed"},
    {12157, 0x803D000A, "An error occurred in the secure channel support"},
    {12169, 0x803D000A, "The server's certificate is not valid"},
    {12170, 0x803D000A, "The server's certificate was revoked"},
    {12175, 0x803D000A, "A security error occurred"},
});

NwsRow const* nws_row(unsigned error) {
  auto const* row = std::ranges::find(nws_rows, error, &NwsRow::error);
  return row != nws_rows.end() ? row : nullptr;
}

struct NwsCode {
  Hresult operator()(TransportFailure const& failure) const {
    auto const* row = nws_row(failure.error);
    return row != nullptr ? row->code : 0x803D0021;
  }
  Hresult operator()(HttpFailure const& failure) const { return failure.status == 503 ? 0x803D0012 : 0x803D000F; }
  Hresult operator()(FaultFailure const&) const { return hr::ws_endpoint_fault_received; }
  Hresult operator()(MalformedReply const&) const { return hr::ws_invalid_format; }
  Hresult operator()(AgentFailure const& failure) const { return failure.hresult; }
};

struct NwsSentences {
  std::string_view url;

  using Lines = std::vector<std::string>;
  [[nodiscard]] std::string endpoint() const {
    return fmt::format("There was an error communicating with the endpoint at '{}'.", url);
  }
  Lines operator()(TransportFailure const& failure) const {
    auto const* row = nws_row(failure.error);
    Lines lines{endpoint()};
    if (failure.error == 12002) {
      lines.emplace_back("There was an error receiving the HTTP reply.");
      lines.emplace_back("The operation did not complete within the time allotted.");
    }
    lines.push_back(row != nullptr ? std::string(row->sentence) : failure.what);
    // M, as the template of wua-behaviour 8.3: the transport's own code stays beside the one the agent ends with.
    lines.push_back("Original error code: " + lower_hex(hresult_of_winhttp(failure.error)));
    return lines;
  }
  Lines operator()(HttpFailure const& failure) const {
    return {endpoint(), fmt::format("The server returned HTTP status code '{0} (0x{0:X})' with text '{1}'.",
                                    failure.status, failure.reason)};
  }
  Lines operator()(FaultFailure const&) const { return {"The body of the received message contained a fault."}; }
  Lines operator()(MalformedReply const& failure) const { return {failure.what}; }
  Lines operator()(AgentFailure const& failure) const { return {failure.what}; }
};

}  // namespace

LogIds log_ids(std::uint64_t seed) {
  auto const first = wusp::draw(seed);
  auto const thread = windows_id(wusp::draw(first));
  return {windows_id(first), thread, thread + 8U};
}

std::string text_time(wusp::UtcTime local) {
  auto const f = wusp::calendar_time(local);
  return fmt::format("{:04}-{:02}-{:02}\t{:02}:{:02}:{:02}:{:03}", f.year, f.month, f.day, f.hour, f.minute, f.second,
                     f.milliseconds());
}

std::string w10_time(wusp::UtcTime local) {
  auto const f = wusp::calendar_time(local);
  return fmt::format("{:04}/{:02}/{:02} {:02}:{:02}:{:02}.{:07}", f.year, f.month, f.day, f.hour, f.minute, f.second,
                     f.ticks);
}

std::string offset_text(std::chrono::minutes offset) {
  auto const minutes = std::abs(offset.count());
  return fmt::format("{}{:02}{:02}", offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string text_line(wusp::UtcTime local, unsigned process, unsigned thread, std::string_view component,
                      std::string_view text) {
  return fmt::format("{}\t{:>4}\t{:x}\t{}\t{}\r\n", text_time(local), process, thread, component, one_line(text));
}

std::string w10_line(wusp::UtcTime local, unsigned process, unsigned thread, std::string_view component,
                     std::string_view text) {
  return fmt::format("{} {:<5} {:<5} {:<15} {}\r\n", w10_time(local), process, thread, component, one_line(text));
}

std::string detail_element(wusp::SoapFault const& fault) {
  std::string xml = "<detail>";
  append_element(xml, "ErrorCode", fault.error_code);
  append_element(xml, "Message", fault.message);
  append_element(xml, "ID", fault.id);
  append_element(xml, "Method", fault.method);
  return xml + "</detail>";
}

std::string_view fault_code_text(wusp::FaultCode code) {
  switch (code) {
  case wusp::FaultCode::client: return "Client";
  case wusp::FaultCode::server: return "Server";
  case wusp::FaultCode::other: break;
  }
  return "Unknown";
}

Hresult nws_code(Failure const& failure) { return std::visit(NwsCode{}, failure); }

std::vector<std::string> nws_sentences(Failure const& failure, std::string_view url) {
  return std::visit(NwsSentences{url}, failure);
}

std::string eula_sentence(FailedDownload const& license) {
  auto const& chain = license.error.chain;
  auto const reason = chain.empty() ? license.error.hresult : chain.front().code;
  return fmt::format("WARNING: Fail to download eula file {} with error {}", license.url, to_hex(reason));
}

std::string lower_hex(Hresult code) { return fmt::format("0x{:08x}", code); }
std::string bare_hex(Hresult code) { return fmt::format("{:08X}", code); }
std::string or_null(std::string const& text) { return text.empty() ? "(null)" : text; }
std::string service_id_text() { return fmt::format("{{{}}}", wusp::managed_service_id); }

std::unique_ptr<AgentLog> make_agent_log(machine::Machine& machine) {
  auto const& traits = traits_of(machine.options().profile);
  if (traits.log == machine::LogForm::traces) return make_w10_log(machine);
  return traits.soap_stack == machine::SoapStack::atl ? make_w7_log(machine) : make_w8_log(machine);
}

}  // namespace wsus::agent
