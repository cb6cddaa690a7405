// Error codes and faults of a gSOAP context, translated.
#include "wsdl/wire/soap_error.hpp"

#include <fmt/format.h>
#include <soapH.h>

#include <stdexcept>

namespace wsus::wire {
namespace {

std::optional<std::string> copy(char const* text) { return text ? std::optional<std::string>{text} : std::nullopt; }

std::optional<std::string> copy(std::string const* text) {
  return text ? std::optional<std::string>{*text} : std::nullopt;
}

FaultCode fault_code(char const* qname) {
  // gSOAP has exchanged the peer's prefix for its own; a code of another namespace keeps another prefix.
  std::string_view const code = qname ? qname : "";
  if (code == "SOAP-ENV:Client") return FaultCode::client;
  if (code == "SOAP-ENV:Server") return FaultCode::server;
  return FaultCode::other;
}

std::runtime_error unexpected(struct soap* soap, int code) {
  char const* const* text = soap_faultstring(soap);
  return std::runtime_error(fmt::format("gSOAP stopped with code {}: {}", code, text && *text ? *text : "no text"));
}

}  // namespace

constexpr int first_foreign_code = 100;  // above: HTTP statuses and codes of handlers

std::string_view local_name(std::string_view tag) {
  std::size_t const colon = tag.rfind(':');
  return colon == std::string_view::npos ? tag : tag.substr(colon + 1);
}

Malformed malformed(struct soap* soap, int code, std::size_t at) {
  using Kind = Malformed::Kind;
  std::string_view const element = local_name(soap->tag);
  switch (code) {
  case SOAP_EOF: return {Kind::not_xml, fmt::format("the XML ends too early, after byte {}", at)};
  case SOAP_SYNTAX_ERROR:
  case SOAP_UTF_ERROR: return {Kind::not_xml, fmt::format("not well-formed XML near byte {}", at)};
  case SOAP_NAMESPACE:
    return {Kind::not_xml, fmt::format("the prefix of element {} near byte {} is not declared", soap->tag, at)};
  case SOAP_LEVEL:
    return {Kind::too_deep, fmt::format("elements are nested deeper than {} near byte {}", soap->maxlevel, at)};
  case SOAP_LENGTH:
  case SOAP_OCCURS:
    return {Kind::too_long, fmt::format("a text is longer than {} characters near byte {}", soap->maxlength, at)};
  case SOAP_VERSIONMISMATCH:
    return {Kind::not_soap, fmt::format("the root element {} is not a SOAP 1.1 Envelope", element)};
  case SOAP_MUSTUNDERSTAND:
    return {Kind::not_soap, fmt::format("header block {} must be understood, and no header is", element)};
  case SOAP_TYPE:
  case SOAP_EMPTY:
    return {Kind::not_soap, fmt::format("the value of element {} near byte {} is not of its type", element, at)};
  case SOAP_NO_TAG: return {Kind::not_soap, fmt::format("an element is missing near byte {}", at)};
  case SOAP_TAG_MISMATCH:
  case SOAP_NO_DATA:  // a reply's Body holds neither the expected element nor a fault
    return {Kind::not_soap, fmt::format("element {} near byte {} is not expected there", element, at)};
  case SOAP_FAULT:
  case SOAP_CLI_FAULT:
  case SOAP_SVR_FAULT: return {Kind::not_soap, "a fault without a faultcode"};
  default: break;
  }
  // What is left of gSOAP's own codes is rare, but a peer may find it, and a peer must not be able to make us throw.
  if (code > 0 && code < first_foreign_code && code != SOAP_EOM)
    return {Kind::not_soap, fmt::format("not readable near byte {} (gSOAP code {})", at, code)};
  throw unexpected(soap, code);
}

bool holds_fault(struct soap* soap, int code) {
  bool const fault_code_returned = code == SOAP_FAULT || code == SOAP_CLI_FAULT || code == SOAP_SVR_FAULT ||
                                   code == SOAP_MUSTUNDERSTAND || code == SOAP_VERSIONMISMATCH;
  return fault_code_returned && soap->fault && soap->fault->faultcode;
}

SoapFault read_fault(struct soap* soap) {
  SOAP_ENV__Fault const& held = *soap->fault;
  SoapFault fault;
  fault.code = fault_code(held.faultcode);
  fault.reason = held.faultstring ? held.faultstring : "";
  fault.actor = copy(held.faultactor);
  if (SOAP_ENV__Detail const* detail = held.detail) {
    fault.error_code = copy(detail->ErrorCode);
    fault.message = copy(detail->Message);
    fault.id = copy(detail->ID);
    fault.method = copy(detail->Method);
  }
  return fault;
}

}  // namespace wsus::wire
