// Services without sockets: see service_fixture.hpp.
#include "tests/unit/server/services/service_fixture.hpp"

#include <fmt/format.h>

namespace wsus::services::test {
namespace {

using domain::DeploymentAction;
using domain::Revision;
using domain::UpdateType;

domain::File file(std::string name, std::uint8_t digest_byte) {
  domain::File made{.name = std::move(name), .size = 10};
  made.sha1.fill(digest_byte);
  return made;
}

Revision revision(int id, UpdateType type, DeploymentAction action) {
  return {.id = id,
          .identity = {.update_id = guid_of(id), .revision_number = 1},
          .type = type,
          .title = fmt::format("Update {}", id),
          .deployment = {.id = action == DeploymentAction::evaluate ? 0 : id, .action = action}};
}

std::shared_ptr<domain::Catalogue const> small_catalogue() {
  auto update = revision(update_id, UpdateType::software, DeploymentAction::install);
  update.translations = {{.language = "de", .title = "Aktualisierung"}};
  update.eulas = {{.language = "en", .file = file("eula.txt", 0xE0)},
                  {.language = "de", .file = file("eula-de.txt", 0xE1)},
                  {.language = "en", .geo_id = "USA", .file = file("eula-usa.txt", 0xE2)}};
  update.files = {file("update.exe", 0xA0)};
  update.bundled_updates = {{{.update_id = guid_of(bundle_child_id), .revision_number = 1}}};
  auto printer = revision(printer_id, UpdateType::driver, DeploymentAction::install);
  printer.prerequisites = {{.any_of = {guid_of(detectoid_id)}}};
  printer.drivers = {{.hardware_id = "USBPRINT\\LAB", .device_class = "printer"}};
  auto display = revision(other_driver_id, UpdateType::driver, DeploymentAction::install);
  display.drivers = {{.hardware_id = "PCI\\VEN_1AF4", .device_class = "Display"}};
  auto plain = revision(plain_printer_id, UpdateType::driver, DeploymentAction::install);
  plain.drivers = {{.device_class = "{4D36E979-E325-11CE-BFC1-08002BE10318}"}};
  auto undeployed = revision(undeployed_id, UpdateType::software, DeploymentAction::evaluate);
  undeployed.files = {file("later.cab", 0xA5)};
  return std::make_shared<domain::Catalogue const>(std::vector<Revision>{
      revision(detectoid_id, UpdateType::detectoid, DeploymentAction::evaluate), update, printer, display, undeployed,
      revision(bundle_child_id, UpdateType::software, DeploymentAction::bundle), plain});
}

}  // namespace

wusp::Guid guid_of(int revision_id) { return wusp::guid_from_bits(7, static_cast<std::uint64_t>(revision_id)); }

std::string identity_element(int revision_id) {
  return fmt::format("<UpdateIdentity><UpdateID>{}</UpdateID><RevisionNumber>1</RevisionNumber></UpdateIdentity>",
                     wusp::to_string(guid_of(revision_id)));
}

std::string list(std::string_view name, std::string_view item, std::vector<std::string> const& values) {
  std::string text = fmt::format("<{}>", name);
  for (auto const& value : values) text += fmt::format("<{0}>{1}</{0}>", item, value);
  return text + fmt::format("</{}>", name);
}

ServicesTest::ServicesTest() : state_(clock_, small_catalogue(), {.config_last_change = clock_.now()}, {}, 1) {}

Result ServicesTest::call(Service service, std::string const& operation, std::string const& inner) {
  auto const& info = wusp::info(service);
  bool const is_ping = operation == "Ping";
  auto const name_space =
      is_ping ? "http://www.microsoft.com/SoftwareDistribution/Server/IMonitorable" : std::string(info.xml_namespace);
  auto const request = fmt::format(
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><{0} xmlns="{1}">{2}</{0}></s:Body>)"
      "</s:Envelope>",
      operation, name_space, inner);
  ServiceCall call{.state = state_, .service = service, .limits = limits_, .base_url = "http://wsus:8530"};
  wire::Engine engine;
  Result result;
  auto const outcome =
      engine.serve(request, wusp::soap_action(service, operation), wire::Dress::wcf, dispatch_of(call), result.body);
  record_ = call.record;
  constexpr std::array<std::string_view, 4> names{"answer", "fault", "malformed", "unknown operation"};
  result.outcome = names.at(outcome.index());
  return result;
}

void ServicesTest::handshake(bool registered) {
  auto const authorization = call(Service::simple_auth, "GetAuthorizationCookie",
                                  fmt::format("<clientId>{}</clientId><dnsName>pc01.lab</dnsName>", client_id));
  auto const reply = call(
      Service::client, "GetCookie",
      fmt::format("<authCookies><AuthorizationCookie><PlugInId>SimpleTargeting</PlugInId><CookieData>{}</CookieData>"
                  "</AuthorizationCookie></authCookies><lastChange>{}</lastChange><currentTime>2026-10-04T15:00:00Z"
                  "</currentTime><protocolVersion>2.90</protocolVersion>",
                  wsus::test::element(authorization.body, "CookieData"),
                  wusp::to_xsd_date_time(state_.settings()->config_last_change)));
  renew(reply);
  if (registered) state_.computers().register_computer(std::string(client_id), {});
}

std::string ServicesTest::cookie() const {
  return fmt::format("<cookie><Expiration>2026-10-04T16:00:00Z</Expiration><EncryptedData>{}</EncryptedData></cookie>",
                     encrypted_data_);
}

void ServicesTest::renew(Result const& result) { encrypted_data_ = wsus::test::element(result.body, "EncryptedData"); }

void ServicesTest::change_settings(std::function<void(domain::Settings&)> const& change) {
  auto settings = *state_.settings();
  change(settings);
  state_.replace_settings(std::move(settings));
}

std::string ServicesTest::event(int id, std::string const& extended, std::string const& update) {
  return fmt::format(
      "<ReportingEvent><BasicData><TargetID><Sid>{}</Sid></TargetID><SequenceNumber>0</SequenceNumber>"
      "<TimeAtTarget>2026-10-04T15:04:00Z</TimeAtTarget><EventInstanceID>"
      "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d</EventInstanceID><NamespaceID>1</NamespaceID><EventID>{}"
      "</EventID><SourceID>101</SourceID>{}<Win32HResult>-2145107961</Win32HResult><AppName>lab</AppName>"
      "</BasicData>{}</ReportingEvent>",
      client_id, id, update, extended);
}

std::string ServicesTest::report(std::string const& events) const {
  return fmt::format("{}<clientTime>2026-10-04T15:04:00Z</clientTime><eventBatch>{}</eventBatch>", cookie(), events);
}

}  // namespace wsus::services::test
