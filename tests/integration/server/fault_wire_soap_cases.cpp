// SOAP: refused calls, and messages that are not as the server has made them.
#include "tests/integration/server/fault_wire.hpp"
#include "tests/support/golden.hpp"

#include <fmt/format.h>

namespace wsus::test {
namespace {

using Change = std::function<std::string(std::string)>;

constexpr auto served = "HTTP/1.1 200 OK\r\n";
constexpr auto refused = "HTTP/1.1 500 Internal Server Error\r\n";

std::string get_config(FaultWire& wire) { return bytes_of(wire.driver().get_config()); }
std::string authorize(FaultWire& wire) { return bytes_of(wire.driver().get_authorization_cookie()); }
std::string sync(FaultWire& wire) {
  wire.driver().handshake();
  return bytes_of(wire.driver().sync_updates());
}
/// A natural fault: a cookie that is none.
std::string sync_without_cookie(FaultWire& wire) {
  wire.driver().encrypted_data = "AAAA";
  return bytes_of(wire.driver().sync_updates());
}
std::string coded_config(FaultWire& wire) {
  return wire.ask(get_config_request("Connection: close\r\nAccept-Encoding: xpress\r\n"));
}

/// Of the body; Content-Length goes with it.
Change body(Change const& change) {
  return [change](std::string const& good) { return with_body(good, change); };
}
Change body_with(std::string const& old, std::string const& replacement) {
  return body([=](std::string const& text) { return replaced(text, old, replacement); });
}

/// From the first `<name` to the end of that element.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};
Span element_in(std::string const& text, std::string const& name) {
  auto const begin = text.find("<" + name + ">");
  auto const closing = "</" + name + ">";
  return {begin, text.find(closing, begin) + closing.size()};
}
Change without_element(std::string const& name) {
  return body([name](std::string text) {
    auto const [begin, end] = element_in(text, name);
    return text.erase(begin, end - begin);
  });
}

std::string with_first_update_twice(std::string const& good) {
  return with_body(good, [](std::string text) {
    auto const [begin, end] = element_in(text, "UpdateInfo");
    return text.insert(end, text.substr(begin, end - begin));
  });
}

std::string with_byte_turned(std::string const& good, std::size_t at) {
  return with_body(good, [at](std::string text) {
    text.at(at) = static_cast<char>(~static_cast<unsigned char>(text.at(at)));
    return text;
  });
}

/// What a real refusal of the same call is, made by a cause: an id that is none.
std::string refused_naturally(std::string const& /*good*/) {
  FaultWire wire("");
  return bytes_of(wire.driver().get_authorization_cookie(""));
}

/// The answer to the same call where another server refuses it by its own rule: no cookie, and another ErrorCode.
std::string refused_as(std::string const& error_code) {
  FaultWire wire("");
  auto const natural = sync_without_cookie(wire);
  return with_body(natural, [&](std::string const& text) { return with_element(text, "ErrorCode", error_code); });
}

}  // namespace

std::vector<WireCase> soap_cases() {
  return {
      {"broken_fault", "", "- broken_fault: {how: no_error_code}", sync_without_cookie, refused,
       without_element("ErrorCode")},
      {"damaged_xpress", "TurnedByte", "- damaged_xpress: {how: flipped_byte}", coded_config, served,
       [](std::string const& good) { return with_byte_turned(good, 3); }},
      {"damaged_xpress", "NoHeader", "- damaged_xpress: {how: no_header}", coded_config, served,
       [](std::string const& good) { return replaced(good, "Content-Encoding: xpress\r\n", ""); }},
      {"duplicate_revision", "", "- duplicate_revision: {}\n  when: {operation: SyncUpdates}", sync, served,
       with_first_update_twice},
      {"fault_with_200", "", "- fault_with_200: {}", sync_without_cookie, refused,
       [](std::string const& good) { return replaced(good, refused, served); }},
      {"ill_formed_xml", "", "- ill_formed_xml: {how: unclosed}", get_config, served,
       body_with("</GetConfigResponse>", "")},
      {"missing_element", "", "- missing_element: {element: NewUpdates/UpdateInfo/Deployment, nth: 1}", sync, served,
       without_element("Deployment")},
      {"missing_property", "", "- missing_property: {name: MaxExtendedUpdatesPerRequest}", get_config, served,
       body([](std::string text) {
         auto const name = text.find("<Name>MaxExtendedUpdatesPerRequest</Name>");
         auto const begin = text.rfind("<ConfigurationProperty>", name);
         std::string_view const closing = "</ConfigurationProperty>";
         return text.erase(begin, text.find(closing, begin) + closing.size() - begin);
       })},
      {"mutated", "", "- mutated: {by: turn_byte at 0}", get_config, served,
       body_with("<s:Envelope ", "=s:Envelope ")},  // a bit of it: '<' is 0x3C, '=' is 0x3D
      {"refuse_client", "", "- refuse_client: {}", authorize, served, refused_naturally},
      {"soap_fault", "", "- soap_fault: {error_code: ServerBusy}\n  when: {operation: SyncUpdates}", sync, served,
       [](std::string const& /*good*/) { return refused_as("ServerBusy"); }},
      {"truncated_xml", "", "- truncated_xml: {at: 400}", get_config, served,
       body([](std::string const& text) { return text.substr(0, 400); })},
      {"wrong_namespace", "", "- wrong_namespace: {namespace: 'urn:other'}", get_config, served,
       body_with("http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService", "urn:other")},
      {"wrong_prefix", "", "- wrong_prefix: {prefix: q1}", get_config, served, body([](std::string const& text) {
         return replaced(replaced(text, "<GetConfigResponse ", "<q1:GetConfigResponse "), "</GetConfigResponse>",
                         "</q1:GetConfigResponse>");
       })},
  };
}

}  // namespace wsus::test
