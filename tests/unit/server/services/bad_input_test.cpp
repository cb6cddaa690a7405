// Bad input for the operations beyond SyncUpdates: every list, string and number beyond its bounds, and what is
// missing.
#include "server/services/reporting/event_batch.hpp"
#include "tests/unit/server/services/service_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace wsus::services::test {
namespace {

constexpr std::string_view no_guid = "6964aab4-c5b5-43bd-a17d";

std::string repeat(std::string const& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string types(std::vector<std::string> const& names) { return list("infoTypes", "XmlUpdateFragmentType", names); }

/// Base64 of `size` zero bytes; a multiple of 3 wants no padding.
std::string zero_bytes(std::size_t size) {
  std::string text((size + 2) / 3 * 4, 'A');
  for (std::size_t i = 0; i < (3 - size % 3) % 3; ++i) text[text.size() - 1 - i] = '=';
  return text;
}

std::string digest(std::size_t size) { return list("fileDigests", "base64Binary", {zero_bytes(size)}); }

std::string bad_identity() {
  return fmt::format("<UpdateIdentity><UpdateID>{}</UpdateID><RevisionNumber>1</RevisionNumber></UpdateIdentity>",
                     no_guid);
}

std::string numbers(std::size_t count) { return repeat("<int>1</int>", count); }

std::string categories(std::size_t count, std::string_view id) {
  return "<requestedCategories>" +
         repeat(fmt::format("<CategoryRelationship><IndexOfAndGroup>0</IndexOfAndGroup><CategoryId>{}</CategoryId>"
                            "</CategoryRelationship>",
                            id),
                count) +
         "</requestedCategories>";
}

struct Row {
  std::string operation;
  std::string arguments;  ///< after the cookie
  std::string message;    ///< of InvalidParameters; empty: answered
};

std::string computer_info(std::string_view element, std::size_t size) {
  return fmt::format("<computerInfo><{0}>{1}</{0}></computerInfo>", element, std::string(size, 'x'));
}

std::vector<Row> client_rows() {
  std::string const a_guid = "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d";
  std::string const extended = types({"Extended"});
  std::string const localized = types({"LocalizedProperties"});
  return {
      {"GetFileLocations", "", "fileDigests"},
      {"GetFileLocations", digest(0), "fileDigests"},
      {"GetFileLocations", digest(19), "fileDigests"},
      {"GetFileLocations", digest(20), ""},
      {"GetFileLocations", digest(21), "fileDigests"},
      {"GetFileLocations", digest(1u << 20), "fileDigests"},
      {"GetExtendedUpdateInfo", extended, "revisionIDs"},
      {"GetExtendedUpdateInfo", "<revisionIDs>" + numbers(50) + "</revisionIDs>" + extended, ""},
      {"GetExtendedUpdateInfo", "<revisionIDs>" + numbers(51) + "</revisionIDs>" + extended, "revisionIDs"},
      {"GetExtendedUpdateInfo", "<revisionIDs/>", "infoTypes"},
      {"GetExtendedUpdateInfo", "<revisionIDs/><infoTypes/>", "infoTypes"},
      {"GetExtendedUpdateInfo", "<revisionIDs/>" + localized, "locales"},
      {"GetExtendedUpdateInfo", "<revisionIDs/>" + types({"Eula"}), "locales"},
      {"GetExtendedUpdateInfo", "<revisionIDs/>" + localized + "<locales/>", "locales"},
      {"GetExtendedUpdateInfo",
       "<revisionIDs/>" + localized + list("locales", "string", std::vector<std::string>(100, "en")), ""},
      {"GetExtendedUpdateInfo",
       "<revisionIDs/>" + localized + list("locales", "string", std::vector<std::string>(101, "en")), "locales"},
      {"GetExtendedUpdateInfo", "<revisionIDs/>" + localized + list("locales", "string", {std::string(85, 'a')}), ""},
      {"GetExtendedUpdateInfo", "<revisionIDs/>" + localized + list("locales", "string", {std::string(86, 'a')}),
       "locales"},
      {"GetExtendedUpdateInfo2", extended, "updateIDs"},
      {"GetExtendedUpdateInfo2", "<updateIDs>" + repeat(identity_element(2), 50) + "</updateIDs>" + extended, ""},
      {"GetExtendedUpdateInfo2", "<updateIDs>" + repeat(identity_element(2), 51) + "</updateIDs>" + extended,
       "updateIDs"},
      {"GetExtendedUpdateInfo2", "<updateIDs>" + bad_identity() + "</updateIDs>" + extended, "updateIDs"},
      {"GetExtendedUpdateInfo2", "<updateIDs/>", "infoTypes"},
      {"GetExtendedUpdateInfo2", "<updateIDs/>" + localized, "locales"},
      {"RefreshCache", "", "globalIDs"},
      {"RefreshCache", "<globalIDs/>", ""},
      {"RefreshCache", "<globalIDs>" + bad_identity() + "</globalIDs>", "globalIDs"},
      {"RegisterComputer", "", "computerInfo"},
      {"RegisterComputer", computer_info("DnsName", 1'024), ""},
      {"RegisterComputer", computer_info("DnsName", 1'025), "computerInfo"},
      {"RegisterComputer", computer_info("OSDescription", 1u << 20), "computerInfo"},
      {"RegisterComputer", computer_info("MobileOperator", 1'025), "computerInfo"},
      {"SyncPrinterCatalog", "", ""},
      {"SyncPrinterCatalog", "<installedNonLeafUpdateIDs>" + numbers(400) + "</installedNonLeafUpdateIDs>", ""},
      {"SyncPrinterCatalog", "<installedNonLeafUpdateIDs>" + numbers(401) + "</installedNonLeafUpdateIDs>",
       "installedNonLeafUpdateIDs"},
      {"SyncPrinterCatalog", "<printerUpdateIDs>" + numbers(22'000) + "</printerUpdateIDs>", ""},
      {"SyncPrinterCatalog", "<printerUpdateIDs>" + numbers(22'001) + "</printerUpdateIDs>", "printerUpdateIDs"},
      {"StartCategoryScan", "", "requestedCategories"},
      {"StartCategoryScan", categories(199, a_guid), ""},
      {"StartCategoryScan", categories(200, a_guid), "requestedCategories"},
      {"StartCategoryScan", categories(1, no_guid), "requestedCategories"},
  };
}

class BadInput : public ServicesTest {
protected:
  void SetUp() override { handshake(); }

  void expect(Service service, Row const& row) {
    auto const inner = row.operation == "StartCategoryScan" ? row.arguments : cookie() + row.arguments;
    auto const result = call(service, row.operation, inner);
    auto const shown = row.operation + " " + row.arguments.substr(0, 120);
    EXPECT_EQ(result.error_code(), row.message.empty() ? "" : "InvalidParameters") << shown;
    EXPECT_EQ(result.message(), row.message) << shown;
    EXPECT_EQ(result.outcome, row.message.empty() ? "answer" : "fault") << shown;
  }
};

// Conforms: ErrorCode.InvalidParameters
TEST_F(BadInput, OfTheClientServiceIsNamedByItsParameter) {
  for (auto const& row : client_rows()) expect(Service::client, row);
}

TEST_F(BadInput, OfSimpleAuthIsAnInternalServerErrorAndTheJournalKeepsItsBeginning) {
  struct Names {
    std::size_t client_id;
    std::size_t dns_name;
    std::size_t groups;
    char const* error_code;
  };
  for (auto const& names : std::vector<Names>{{255, 255, 1'024, ""},
                                              {256, 255, 1'024, "InternalServerError"},
                                              {255, 256, 1'024, "InternalServerError"},
                                              {255, 255, 1'025, "InternalServerError"},
                                              {1u << 20, 1, 0, "InternalServerError"},
                                              {1, 1, 1u << 20, "InternalServerError"}}) {
    auto const result =
        call(Service::simple_auth, "GetAuthorizationCookie",
             fmt::format("<clientId>{}</clientId><targetGroupName>{}</targetGroupName><dnsName>{}</dnsName>",
                         std::string(names.client_id, 'a'), std::string(names.groups, 'g'),
                         std::string(names.dns_name, 'd')));
    EXPECT_EQ(result.error_code(), names.error_code) << names.client_id << ' ' << names.dns_name << ' ' << names.groups;
    EXPECT_EQ(record_.client_id, std::string(std::min<std::size_t>(names.client_id, 256), 'a'));
  }
}

/// A batch of these events.
Row batch(std::string const& events, std::string const& message) {
  return {"ReportEventBatch", "<clientTime>2026-10-04T15:04:00Z</clientTime><eventBatch>" + events + "</eventBatch>",
          message};
}

/// An event whose `element` has this content instead of the usual one.
std::string event_with(std::string const& event, std::string_view element, std::string const& content) {
  return wsus::test::with_element(event, element, content);
}

TEST_F(BadInput, OfEventsIsNamedByItsPath) {
  std::string const time = "<clientTime>2026-10-04T15:04:00Z</clientTime>";
  auto const extended = [](std::string const& lists, std::string const& names = {}) {
    return event(147, "<ExtendedData>" + lists + names + "</ExtendedData>");
  };
  auto const strings = [](std::string_view name, std::size_t count, std::size_t size) {
    return list(name, "string", std::vector<std::string>(count, std::string(size, 'x')));
  };
  std::string const long_name(max_event_name + 1, 'x');
  for (auto const& row : std::vector<Row>{
           {"ReportEventBatch", time, "eventBatch"},
           {"ReportEventBatch", "<clientTime>now</clientTime><eventBatch/>", "clientTime"},
           batch("", ""),
           batch("<ReportingEvent/>", ""),
           batch(repeat("<ReportingEvent/>", max_batch_events), ""),
           batch(repeat("<ReportingEvent/>", max_batch_events + 1), "eventBatch"),
           batch(repeat("<ReportingEvent/>", 100'000), "eventBatch"),
           batch(event_with(event(147), "TimeAtTarget", "now"), "eventBatch.BasicData.TimeAtTarget"),
           batch(event_with(event(147), "EventInstanceID", std::string(no_guid)),
                 "eventBatch.BasicData.EventInstanceID"),
           batch(event_with(event(147), "AppName", long_name), "eventBatch.BasicData.AppName"),
           batch(event_with(event(147), "Sid", long_name), "eventBatch.BasicData.TargetID.Sid"),
           batch(event(147, "", "<UpdateID><UpdateID>x</UpdateID><RevisionNumber>0</RevisionNumber></UpdateID>"),
                 "eventBatch.BasicData.UpdateID.UpdateID"),
           batch(extended(strings("MiscData", max_event_strings, 1)), ""),
           batch(extended(strings("MiscData", max_event_strings + 1, 1)), "eventBatch.ExtendedData.MiscData"),
           batch(extended(strings("MiscData", 1, max_event_string)), ""),
           batch(extended(strings("MiscData", 1, max_event_string + 1)), "eventBatch.ExtendedData.MiscData"),
           batch(extended(strings("ReplacementStrings", max_event_strings + 1, 1)),
                 "eventBatch.ExtendedData.ReplacementStrings"),
           batch(extended("", "<ComputerBrand>" + long_name + "</ComputerBrand>"),
                 "eventBatch.ExtendedData.ComputerBrand"),
           batch(extended("", "<DeviceID>" + long_name + "</DeviceID>"), "eventBatch.ExtendedData.DeviceID"),
       })
    expect(Service::reporting, row);
}

TEST_F(BadInput, ABatchWithOneBadEventStoresNothing) {
  auto const bad = event_with(event(148), "TimeAtTarget", "now");
  expect(Service::reporting, batch(event(147) + bad, "eventBatch.BasicData.TimeAtTarget"));
  EXPECT_TRUE(state_.computers().find(std::string(client_id))->events.empty());
  expect(Service::reporting, batch(event(147), ""));
  EXPECT_EQ(state_.computers().find(std::string(client_id))->events.size(), 1u);
}

TEST_F(BadInput, OfInventoriesIsNamedByItsParameter) {
  std::string const time = "<clientTime>2026-10-04T15:04:00Z</clientTime>";
  auto const raw = [&](std::size_t size) {
    return time + "<inventory><IsCompressed>false</IsCompressed><RawXml>" + std::string(size, 'x') +
           "</RawXml></inventory>";
  };
  auto const rules = [](std::string_view id, std::size_t version) {
    return fmt::format("<rulesId>{}</rulesId><rulesVersion>{}</rulesVersion>", id, std::string(version, '1'));
  };
  std::string const a_guid = "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d";
  for (auto const& row : std::vector<Row>{
           {"ReportInventory", time, "inventory"},
           {"ReportInventory", "<clientTime/><inventory/>", "clientTime"},
           {"ReportInventory", time + "<inventory><IsCompressed>false</IsCompressed></inventory>", "inventory.RawXml"},
           {"ReportInventory", time + "<inventory><IsCompressed>true</IsCompressed><RawXml/></inventory>",
            "inventory.CompressedXml"},
           {"ReportInventory", raw(1u << 20), ""},
           {"ReportInventory", raw((1u << 20) + 1), "inventory"},
           {"GetRequiredInventoryType", rules(a_guid, 255), ""},
           {"GetRequiredInventoryType", rules(a_guid, 256), "rulesVersion"},
           {"GetRequiredInventoryType", rules(no_guid, 1), "rulesId"},
       })
    expect(Service::reporting, row);
}

TEST_F(BadInput, NumbersBeyondTheirTypeAreNoMessagesOfTheService) {
  struct Number {
    Service service;
    std::string operation;
    std::string inner;
  };
  std::string const beyond_int = "2147483648";
  auto const identity = wsus::test::with_element(identity_element(2), "RevisionNumber", beyond_int);
  auto const in_event = [&](std::string_view element, std::string const& value) {
    return report(event_with(event(147), element, value));
  };
  for (auto const& row : std::vector<Number>{
           {Service::client, "GetExtendedUpdateInfo",
            cookie() + "<revisionIDs><int>" + beyond_int + "</int></revisionIDs>" + types({"Extended"})},
           {Service::client, "GetExtendedUpdateInfo2",
            cookie() + "<updateIDs>" + identity + "</updateIDs>" + types({"Extended"})},
           {Service::client, "RefreshCache", cookie() + "<globalIDs>" + identity + "</globalIDs>"},
           {Service::client, "SyncPrinterCatalog",
            cookie() + "<printerUpdateIDs><int>" + beyond_int + "</int></printerUpdateIDs>"},
           {Service::client, "StartCategoryScan",
            wsus::test::with_element(categories(1, "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d"), "IndexOfAndGroup",
                                     beyond_int)},
           {Service::client, "RegisterComputer",
            cookie() + "<computerInfo><OSMajorVersion>" + beyond_int + "</OSMajorVersion></computerInfo>"},
           {Service::client, "RegisterComputer",
            cookie() + "<computerInfo><SuiteMask>32768</SuiteMask></computerInfo>"},
           {Service::client, "RegisterComputer",
            cookie() + "<computerInfo><OldProductType>256</OldProductType></computerInfo>"},
           {Service::reporting, "ReportEventBatch", in_event("EventID", "32768")},
           {Service::reporting, "ReportEventBatch", in_event("SourceID", "-32769")},
           {Service::reporting, "ReportEventBatch", in_event("Win32HResult", beyond_int)},
           {Service::reporting, "ReportEventBatch", in_event("SequenceNumber", "-2147483649")},
       })
    EXPECT_EQ(call(row.service, row.operation, row.inner).outcome, "malformed") << row.operation << " " << row.inner;
  expect(Service::reporting, batch(event(147), ""));
}

TEST_F(BadInput, AnInfoTypeThatTheSchemaDoesNotHaveIsNoMessageOfTheService) {
  auto const result =
      call(Service::client, "GetExtendedUpdateInfo", cookie() + "<revisionIDs/>" + types({"Everything"}));
  EXPECT_EQ(result.outcome, "malformed") << result.body;
}

}  // namespace
}  // namespace wsus::services::test
