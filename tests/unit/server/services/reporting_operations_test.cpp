// What the operations of ReportingWebService keep and answer (wusp-protocol 3.3, 6.5, 10).
#include "tests/unit/server/services/service_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::services::test {
namespace {

using domain::InstallationState;
using testing::ElementsAre;
using testing::Pair;
using wsus::test::element;

class ReportingOperations : public ServicesTest {
protected:
  void SetUp() override { handshake(); }
  domain::Computer computer() { return *state_.computers().find(std::string(client_id)); }
  Result batch(std::string const& events) { return call(Service::reporting, "ReportEventBatch", report(events)); }
};

std::string misc(std::vector<std::string> const& tags) {
  return "<ExtendedData>" + list("MiscData", "string", tags) +
         "<ProcessorArchitecture>Amd64Compatible</ProcessorArchitecture><OSVersion><Major>10</Major><Minor>0</Minor>"
         "<Build>26200</Build><Revision>65792</Revision><ServicePackMajor>0</ServicePackMajor><ServicePackMinor>0"
         "</ServicePackMinor></OSVersion><OSLocaleID>1033</OSLocaleID></ExtendedData>";
}

// Conforms: ReportEventBatch
TEST_F(ReportingOperations, AnEventIsKeptWhole) {
  auto const extended =
      "<ExtendedData>" + list("ReplacementStrings", "string", {"0x80070643", "A title"}) +
      list("MiscData", "string", {"G=10.0.1", "J=17", "odd", "T=a=b"}) +
      "<ComputerBrand>Lab</ComputerBrand><ComputerModel>Model 1</ComputerModel><BiosRevision>2.0</BiosRevision>"
      "<ProcessorArchitecture>Amd64Compatible</ProcessorArchitecture><OSVersion><Major>10</Major><Minor>0</Minor>"
      "<Build>26200</Build><Revision>65792</Revision><ServicePackMajor>1</ServicePackMajor><ServicePackMinor>2"
      "</ServicePackMinor></OSVersion><OSLocaleID>1033</OSLocaleID><DeviceID>1</DeviceID></ExtendedData>";
  auto const update = fmt::format("<UpdateID><UpdateID>{}</UpdateID><RevisionNumber>3</RevisionNumber></UpdateID>",
                                  wusp::to_string(guid_of(2)));
  EXPECT_EQ(element(batch(event(182, extended, update)).body, "ReportEventBatchResult"), "true");
  auto const events = computer().events;
  ASSERT_EQ(events.size(), 1u);
  auto const& kept = events.front();
  EXPECT_EQ(kept.event_id, 182);
  EXPECT_EQ(kept.source_id, 101);
  EXPECT_EQ(kept.namespace_id, 1);
  EXPECT_EQ(static_cast<std::uint32_t>(kept.hresult), 0x80244007u);
  EXPECT_EQ(kept.sid, client_id);
  EXPECT_EQ(kept.app_name, "lab");
  EXPECT_EQ(wusp::to_string(kept.instance), "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d");
  EXPECT_EQ(kept.update_id, guid_of(2));
  EXPECT_EQ(kept.revision_number, 3);
  EXPECT_THAT(kept.replacement_strings, ElementsAre("0x80070643", "A title"));
  EXPECT_THAT(kept.misc_data, ElementsAre(domain::MiscTag{"G", "10.0.1"}, domain::MiscTag{"J", "17"},
                                          domain::MiscTag{"odd", ""}, domain::MiscTag{"T", "a=b"}));
  EXPECT_EQ(kept.computer_brand, "Lab");
  EXPECT_EQ(kept.computer_model, "Model 1");
  EXPECT_EQ(kept.bios_revision, "2.0");
  EXPECT_EQ(kept.processor_architecture, "Amd64Compatible");
  EXPECT_EQ(kept.os_version, (domain::DetailedVersion{10, 0, 26200, 65792, 1, 2}));
  EXPECT_EQ(kept.os_locale_id, 1033);
  EXPECT_EQ(kept.device_id, "1");
}

TEST_F(ReportingOperations, AStatusEventMakesTheRowsAndAFailureChangesOne) {
  auto const id = [](int number) { return wusp::to_upper_string(guid_of(number)); };
  batch(event(156, misc({"U=" + id(1) + ";" + id(2), "V=" + id(3)})) +
        event(182, {}, "<UpdateID><UpdateID>" + id(2) + "</UpdateID><RevisionNumber>1</RevisionNumber></UpdateID>") +
        event(183));
  EXPECT_THAT(computer().status,
              ElementsAre(Pair(guid_of(1), InstallationState::not_installed),
                          Pair(guid_of(2), InstallationState::failed), Pair(guid_of(3), InstallationState::installed)));
}

TEST_F(ReportingOperations, TheComputerRemembersContactReportAndStatus) {
  auto const start = clock_.now();
  EXPECT_EQ(computer().last_contact, start);
  EXPECT_EQ(computer().last_report, wusp::UtcTime{});
  clock_.advance(std::chrono::minutes(1));
  batch(event(147));
  EXPECT_EQ(computer().last_report, start + std::chrono::minutes(1));
  EXPECT_EQ(computer().last_status, wusp::UtcTime{});
  clock_.advance(std::chrono::minutes(1));
  batch(event(156, misc({})));
  EXPECT_EQ(computer().last_status, start + std::chrono::minutes(2));
  clock_.advance(std::chrono::minutes(1));
  EXPECT_EQ(call(Service::client, "GetFileLocations", cookie() + "<fileDigests/>").outcome, "answer");
  EXPECT_EQ(computer().last_contact, start + std::chrono::minutes(3));
  EXPECT_EQ(computer().last_report, start + std::chrono::minutes(2));
}

// Conforms: ReportEventBatch2
TEST_F(ReportingOperations, TheSecondFormNamesTheComputerInsteadOfACookie) {
  auto const ask = [&](std::string_view id) {
    return call(Service::reporting, "ReportEventBatch2",
                fmt::format("<computerId>{}</computerId><clientTime>2026-10-04T15:04:00Z</clientTime><eventBatch>{}"
                            "</eventBatch>",
                            id, event(147)));
  };
  EXPECT_EQ(element(ask(client_id).body, "ReportEventBatch2Result"), "true");
  EXPECT_EQ(computer().events.size(), 1u);
  EXPECT_EQ(record_.client_id, client_id);
  EXPECT_EQ(element(ask("nobody").body, "ReportEventBatch2Result"), "false");
  EXPECT_EQ(ask("").message(), "computerId");
}

// Conforms: GetRequiredInventoryType ReportInventory
TEST_F(ReportingOperations, NoInventoryIsRequiredAndOneThatComesIsKept) {
  auto const required = call(Service::reporting, "GetRequiredInventoryType",
                             cookie() + "<rulesId>6964aab4-c5b5-43bd-a17d-ffb4346a8e1d</rulesId>");
  EXPECT_EQ(element(required.body, "GetRequiredInventoryTypeResult"), "0");
  auto const ask = [&](std::string const& inventory) {
    return call(Service::reporting, "ReportInventory",
                cookie() + "<clientTime>2026-10-04T15:04:00Z</clientTime><inventory>" + inventory + "</inventory>");
  };
  EXPECT_EQ(element(ask("<IsCompressed>false</IsCompressed><RawXml>&lt;a/&gt;</RawXml>").body, "ReportInventoryResult"),
            "true");
  EXPECT_EQ(computer().inventory->document, "<a/>");
  EXPECT_FALSE(computer().inventory->compressed);
  EXPECT_EQ(ask("<IsCompressed>true</IsCompressed><CompressedXml>AQID</CompressedXml>").outcome, "answer");
  EXPECT_EQ(computer().inventory->document, "\1\2\3");
  EXPECT_TRUE(computer().inventory->compressed);
}

}  // namespace
}  // namespace wsus::services::test
