// Fault envelopes as text. Written by hand: gSOAP fixes the prefix in faultcode, and a QName in text is compared
// literally.
#include "wsdl/wire/envelope_dress.hpp"
#include "wsdl/wire/text_guard.hpp"

namespace wsus::wire {
namespace {

std::string_view code_name(FaultCode code) {
  switch (code) {
  case FaultCode::client: return "Client";
  case FaultCode::server: return "Server";
  case FaultCode::other: break;
  }
  return "VersionMismatch";  // the only other code that a host of ours has to say: SOAP 1.2 came in
}

void append_escaped(std::string_view value, std::string& out) {
  std::string const text = replace_bad_text(value);
  for (char const c : text) {
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '\r': out += "&#xD;"; break;  // a bare one would be read as a line feed
    default: out += c;
    }
  }
}

void append_element(std::string_view name, std::string_view value, std::string& out) {
  out.append("<").append(name);
  if (value.empty()) {
    out += "/>";
    return;
  }
  out += '>';
  append_escaped(value, out);
  out.append("</").append(name).append(">");
}

void append_element(std::string_view name, std::optional<std::string> const& value, std::string& out) {
  if (value) append_element(name, std::string_view{*value}, out);
}

}  // namespace

std::string fault_envelope(SoapFault const& fault, Dress dress) {
  std::string const prefix{envelope_prefix(dress)};
  std::string out{envelope_head(dress, true)};
  out.append("<").append(prefix).append(":Fault><faultcode>");
  out.append(prefix).append(":").append(code_name(fault.code)).append("</faultcode>");
  append_element("faultstring", std::string_view{fault.reason}, out);
  append_element("faultactor", fault.actor, out);
  if (fault.error_code || fault.message || fault.id || fault.method) {
    out += "<detail>";
    append_element("ErrorCode", fault.error_code, out);
    append_element("Message", fault.message, out);
    append_element("ID", fault.id, out);
    append_element("Method", fault.method, out);
    out += "</detail>";
  }
  out.append("</").append(prefix).append(":Fault>").append(envelope_tail(dress));
  return out;
}

}  // namespace wsus::wire
