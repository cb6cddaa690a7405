// Calls as text: see wusp_driver.hpp.
#include "tests/support/wusp_driver.hpp"

#include "tests/support/golden.hpp"

#include <fmt/format.h>

namespace wsus::test {

using wusp::Service;

std::string int_list(std::string_view name, std::vector<int> const& values) {
  if (values.empty()) return {};
  std::string text = fmt::format("<{}>", name);
  for (int const value : values) text += fmt::format("<int>{}</int>", value);
  return text + fmt::format("</{}>", name);
}

std::vector<int> numbers(int first, int count) {
  std::vector<int> values;
  for (int i = 0; i < count; ++i) values.push_back(first + i);
  return values;
}

RawReply WuspDriver::send(Service service, std::string_view operation, std::string const& envelope) const {
  return exchange(port_, {.target = std::string(wusp::info(service).path),
                          .soap_action = fmt::format("\"{}\"", wusp::soap_action(service, operation)),
                          .body = envelope});
}

RawReply WuspDriver::call(Service service, std::string_view operation, std::string const& inner) const {
  return send(service, operation,
              fmt::format(R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><{0} xmlns="{1}">)"
                          "{2}</{0}></s:Body></s:Envelope>",
                          operation, wusp::info(service).xml_namespace, inner));
}

RawReply WuspDriver::get_config() {
  auto reply = call(Service::client, "GetConfig", "<protocolVersion>2.90</protocolVersion>");
  last_change = element(reply.body, "LastChange");
  return reply;
}

RawReply WuspDriver::get_authorization_cookie(std::string const& client_id) {
  auto reply = call(Service::simple_auth, "GetAuthorizationCookie",
                    fmt::format("<clientId>{}</clientId><dnsName>pc01.lab.example</dnsName>", client_id));
  authorization_data = element(reply.body, "CookieData");
  return reply;
}

RawReply WuspDriver::get_cookie() {
  auto reply =
      call(Service::client, "GetCookie",
           fmt::format("<authCookies><AuthorizationCookie><PlugInId>SimpleTargeting</PlugInId><CookieData>{}"
                       "</CookieData></AuthorizationCookie></authCookies><lastChange>{}</lastChange>"
                       "<currentTime>2026-10-04T15:03:36Z</currentTime><protocolVersion>2.90</protocolVersion>",
                       authorization_data, last_change));
  expiration = element(reply.body, "Expiration");
  encrypted_data = element(reply.body, "EncryptedData");
  return reply;
}

RawReply WuspDriver::register_computer() const {
  return call(Service::client, "RegisterComputer",
              cookie_element() + "<computerInfo><DnsName>pc01.lab.example</DnsName><OSMajorVersion>10</OSMajorVersion>"
                                 "</computerInfo>");
}

void WuspDriver::handshake() {
  get_config();
  get_authorization_cookie();
  get_cookie();
  register_computer();
}

RawReply WuspDriver::sync_updates(std::string const& parameters, bool skip_software) {
  auto reply = call(Service::client, "SyncUpdates",
                    fmt::format("{}<parameters><ExpressQuery>false</ExpressQuery>{}<SkipSoftwareSync>{}"
                                "</SkipSoftwareSync></parameters>",
                                cookie_element(), parameters, skip_software));
  if (reply.status == 200) encrypted_data = element(reply.body, "EncryptedData");
  return reply;
}

std::string WuspDriver::cookie_element() const {
  return fmt::format("<cookie><Expiration>{}</Expiration><EncryptedData>{}</EncryptedData></cookie>", expiration,
                     encrypted_data);
}

}  // namespace wsus::test
