// Heads and tails of the three dresses, and the splice.
#include "wsdl/wire/envelope_dress.hpp"

#include <stdexcept>

namespace wsus::wire {
namespace {

constexpr std::string_view wcf_head =
    R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)"
    R"(<s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">)";
constexpr std::string_view bare_head = R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)";
// An agent has no declaration to spare; this one is for requests with a nil element, which has to be valid XML.
constexpr std::string_view agent_nil_head = R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)"
                                            R"(<s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">)";
constexpr std::string_view asmx_head =
    R"(<?xml version="1.0" encoding="utf-8"?>)"
    R"(<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/")"
    R"( xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body>)";
constexpr std::string_view s_tail = "</s:Body></s:Envelope>";
constexpr std::string_view soap_tail = "</soap:Body></soap:Envelope>";

// What gSOAP writes in default-namespace mode. The first "<Body>" is the envelope's: nothing stands before it but the
// Envelope tag, because there is never a Header.
constexpr std::string_view written_body_start = "<Body>";
constexpr std::string_view written_tail = "</Body></Envelope>";

std::string_view body_of(std::string_view written) {
  std::size_t const start = written.find(written_body_start);
  std::size_t const end = written.rfind(written_tail);
  if (start == std::string_view::npos || end == std::string_view::npos || end < start + written_body_start.size())
    throw std::logic_error("gSOAP wrote no envelope with a Body in the default namespace");
  std::size_t const begin = start + written_body_start.size();
  return written.substr(begin, end - begin);
}

/// Copies `body`, with every `<a ...></a>` as `<a .../>`. Text never has a bare '<' or '>', so "></" is the seam of two
/// tags; it is an empty element when the tag before it is a start tag.
void append_collapsed(std::string_view body, std::string& out) {
  std::size_t copied = 0;
  for (std::size_t seam = body.find("></"); seam != std::string_view::npos; seam = body.find("></", seam + 1)) {
    std::size_t const tag = body.rfind('<', seam);
    bool const start_tag = tag != std::string_view::npos && body[tag + 1] != '/' && body[seam - 1] != '/';
    if (!start_tag) continue;
    out.append(body.substr(copied, seam - copied));
    out += "/>";
    copied = body.find('>', seam + 1) + 1;
  }
  out.append(body.substr(copied));
}

}  // namespace

std::string_view envelope_prefix(Dress dress) { return dress == Dress::asmx ? "soap" : "s"; }

std::string_view envelope_head(Dress dress, bool fault) {
  switch (dress) {
  case Dress::asmx: return asmx_head;
  case Dress::wcf: return fault ? bare_head : wcf_head;
  case Dress::agent: break;
  }
  return bare_head;
}

std::string_view envelope_tail(Dress dress) { return dress == Dress::asmx ? soap_tail : s_tail; }

void dress_envelope(std::string_view written, Dress dress, std::string& out) {
  std::string_view const body = body_of(written);
  bool const uses_xsi = body.find(" xsi:") != std::string_view::npos;
  out.reserve(out.size() + written.size());
  out += dress == Dress::agent && uses_xsi ? agent_nil_head : envelope_head(dress, false);
  append_collapsed(body, out);
  out += envelope_tail(dress);
}

}  // namespace wsus::wire
