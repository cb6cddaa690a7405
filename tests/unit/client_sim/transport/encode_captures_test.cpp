// Every captured request, made from a call with the capture's values, is the same document.
#include "client_sim/transport/wusp_client.hpp"
#include "tests/support/soap_diff.hpp"
#include "tests/unit/client_sim/transport/captures.hpp"
#include "wsdl/wusp/guid.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace wsus::transport {
namespace {

using test::blanked_bytes_of;
using test::capture;
using test::text_of;
using wsus::test::soap_difference;

struct Captured {
  std::string name;
  agent::Call call;
  AgentTraits traits{};
};

std::string file_of(Captured const& captured) { return capture("client/" + captured.name + ".xml"); }

machine::ClientCookie cookie_in(std::string const& name) {
  auto const xml = capture("client/" + name + ".xml");
  return {text_of(xml, "Expiration"), blanked_bytes_of(xml, "EncryptedData")};
}

Captured get_cookie() {
  auto const xml = capture("client/GetCookie.xml");
  return {"GetCookie", agent::GetCookieCall{.plug_in_id = text_of(xml, "PlugInId"),
                                            .authorization_data = blanked_bytes_of(xml, "CookieData"),
                                            .last_change = text_of(xml, "lastChange"),
                                            .current_time = text_of(xml, "currentTime"),
                                            .protocol_version = text_of(xml, "protocolVersion")}};
}

Captured register_computer() {
  return {"RegisterComputer", agent::RegisterComputerCall{.cookie = cookie_in("RegisterComputer"),
                                                          .dns_name = "REDACTED3",
                                                          .client_version = "1507.2601.30012.0"}};
}

Captured category_scan() {
  auto const xml = capture("client/SyncUpdates-category-scan.xml");
  return {
      "SyncUpdates-category-scan",
      agent::SyncUpdatesCall{.cookie = cookie_in("SyncUpdates-category-scan"),
                             .installed_non_leaf = {108226},
                             .filter_categories = {wusp::parse_guid(text_of(xml, "Id")).value()}},
      {.device_attributes = text_of(xml, "DeviceAttributes"), .caller_attributes = text_of(xml, "CallerAttributes")}};
}

Captured extended_info() {
  auto const xml = capture("client/GetExtendedUpdateInfo.xml");
  return {
      "GetExtendedUpdateInfo",
      agent::GetExtendedUpdateInfoCall{.cookie = cookie_in("GetExtendedUpdateInfo"),
                                       .revision_ids = {72571, 108226, 108231},
                                       .locales = {"en-US", "en"}},
      {.device_attributes = text_of(xml, "deviceAttributes"), .caller_attributes = text_of(xml, "callerAttributes")}};
}

std::vector<Captured> captures() {
  return {
      {"GetConfig", agent::GetConfigCall{.protocol_version = "2.90"}},
      {"GetAuthorizationCookie",
       agent::GetAuthorizationCookieCall{.client_id = "e1da06a3-5601-43c9-bac3-52d5db701494", .dns_name = "REDACTED3"}},
      get_cookie(),
      register_computer(),
      category_scan(),
      extended_info()};
}

TEST(EncodeCaptures, EveryCapturedRequestIsTheSameDocument) {
  for (auto const& captured : captures()) {
    SCOPED_TRACE(captured.name);
    wire::Engine engine;
    EXPECT_EQ(soap_difference(file_of(captured), encode(engine, captured.call, captured.traits)), "");
  }
}

TEST(EncodeCaptures, ATwinWithAnotherCategoryIsFoundByItsPath) {
  auto captured = category_scan();
  std::get<agent::SyncUpdatesCall>(captured.call).filter_categories = {wusp::Guid{}};
  wire::Engine engine;
  EXPECT_EQ(soap_difference(file_of(captured), encode(engine, captured.call, captured.traits)),
            "/Envelope/Body/SyncUpdates/parameters/FilterCategoryIds/CategoryIdentifier/Id: expected "
            R"("dd78b8a1-0b20-45c1-add6-4da72e9364cf", found "00000000-0000-0000-0000-000000000000")");
}

}  // namespace
}  // namespace wsus::transport
