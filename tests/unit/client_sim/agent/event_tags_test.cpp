// MiscData tags and DeviceID by event (wusp-protocol 4.5, 10.2).
#include "client_sim/agent/reporting.hpp"
#include "client_sim/agent/update_events.hpp"
#include "client_sim/agent/update_plan.hpp"
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include <set>

namespace wsus::agent::testing {
namespace {

using machine::PendingEvent;

std::string tag(PendingEvent const& event, std::string_view name) {
  auto const prefix = std::string(name) + "=";
  for (auto const& text : event.misc_data) {
    if (text.starts_with(prefix)) return text.substr(prefix.size());
  }
  return "(none)";
}

/// "A,G,J": the names in the order in which they are sent.
std::string names_of(PendingEvent const& event) {
  std::vector<std::string> names;
  for (auto const& text : event.misc_data) names.push_back(text.substr(0, text.find('=')));
  EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size()) << "a tag twice";
  return fmt::format("{}", fmt::join(names, ","));
}

class EventTags : public ScanFixture {
protected:
  UpdateSubject subject{.update_id = guid(1), .revision_number = 200, .title = "An update", .earlier_failures = 2};
  UpdateFailure failure{0x80244019, 0x80190194};
};

TEST_F(EventTags, AreThoseOfTheTableForEachEvent) {
  UpdateCache const cache(machine.data_store());
  struct Row {
    PendingEvent event{};
    int id = 0;
    std::string_view tags{};
  };
  for (Row const& row : {
           Row{detection_finished(machine, 3), 147, "A,G,J,K,L,Q,c,D"},
           Row{detection_failed(machine, 0x80244007), 148, "A,G,J,K,L,Q,c"},
           Row{client_status(machine, cache), 156, "A,G,J,K,L,Q,c,U,V,W,g,h"},
           Row{download_failed(machine, subject, failure), 161, "A,G,J,K,L,Q,c,F"},
           Row{download_succeeded(machine, subject, 5), 162, "A,G,J,K,L,Q,c,F,B"},
           Row{download_started(machine, subject), 167, "A,G,J,K,L,Q,c,F"},
           Row{install_started(machine, subject), 181, "A,G,J,K,L,Q,c,F"},
           Row{install_failed(machine, subject, failure), 182, "A,G,J,K,L,Q,c,F,C"},
           Row{install_succeeded(machine, subject), 183, "A,G,J,K,L,Q,c,F"},
           Row{install_pending(machine, subject), 201, "A,G,J,K,L,Q,c,F"},
           Row{reboot_completed(machine), 202, "A,G,J,K,L,Q,c"},
           Row{uninstall_succeeded(machine, subject), 222, "A,G,J,K,L,Q,c"},
       }) {
    EXPECT_EQ(row.event.event_id, row.id);
    EXPECT_EQ(names_of(row.event), row.tags) << row.id;
  }
}

TEST_F(EventTags, OfAllEventsTellOfTheMachine) {
  auto const event = detection_failed(machine, 0x80244007);
  EXPECT_EQ(tag(event, "A"), "0");
  EXPECT_EQ(tag(event, "G"), "1507.2601.30012.0");
  EXPECT_EQ(tag(event, "J"), std::to_string(machine.sampling_value()));
  EXPECT_EQ(tag(event, "K"), "unknown");
  EXPECT_EQ(tag(event, "L"), "2022-02-02T00:00:00Z");
  EXPECT_EQ(tag(event, "Q"), "1");
  EXPECT_EQ(tag(event, "c"), "48");
}

TEST_F(EventTags, HaveTheValuesOfTheirUpdate) {
  EXPECT_EQ(tag(detection_finished(machine, 3), "D"), "3");
  EXPECT_EQ(tag(download_succeeded(machine, subject, 5'000'000'000), "B"), "5000000000");
  EXPECT_EQ(tag(download_succeeded(machine, subject, 5), "F"), "0x00000000");
  EXPECT_EQ(tag(download_failed(machine, subject, failure), "F"), "0x80190194");
  auto const failed = install_failed(machine, subject, failure);
  EXPECT_EQ(tag(failed, "F"), "0x80190194");
  EXPECT_EQ(tag(failed, "C"), "2");
  EXPECT_EQ(tag(failed, "Q"), "1");
  subject.is_bundle = true;
  EXPECT_EQ(tag(install_failed(machine, subject, failure), "Q"), "2");
}

TEST_F(EventTags, NameTheDeviceOfADriverOnly) {
  EXPECT_EQ(download_started(machine, subject).device_id, "");
  EXPECT_EQ(install_succeeded(machine, subject).device_id, "");
  subject.is_driver = true;
  subject.device_id = R"(PCI\VEN_1AF4&DEV_1000)";
  EXPECT_EQ(download_started(machine, subject).device_id, "1");
  EXPECT_EQ(download_succeeded(machine, subject, 5).device_id, "1");
  EXPECT_EQ(download_failed(machine, subject, failure).device_id, "1");
  EXPECT_EQ(install_succeeded(machine, subject).device_id, R"(PCI\VEN_1AF4&DEV_1000)");
  EXPECT_EQ(install_failed(machine, subject, failure).device_id, R"(PCI\VEN_1AF4&DEV_1000)");
  subject.device_id.clear();
  EXPECT_EQ(install_started(machine, subject).device_id, wusp::to_string(guid(1)));
}

TEST_F(EventTags, OfADriverComeFromItsEvaluation) {
  auto sample = driver(7);
  sample.evaluation.device_id = "an id";
  server.drivers = {sample};
  start();
  finish();
  auto const found = subject_of(machine.data_store().updates.at(7));
  EXPECT_TRUE(found.is_driver);
  EXPECT_EQ(found.device_id, "an id");
}

TEST(SamplingValue, IsBelow1000AndTheMachinesOwn) {
  wusp::ManualClock const clock(at("2026-10-04T15:00:00Z"));
  auto const value = [&](std::string name, std::uint64_t seed) {
    return machine::Machine({.name = std::move(name), .seed = seed}, clock).sampling_value();
  };
  std::set<unsigned> values;
  for (int i = 0; i < 20; ++i) values.insert(value(fmt::format("PC{}", i), 1));
  EXPECT_LT(*values.rbegin(), 1000U);
  EXPECT_GT(values.size(), 15U) << "spread over the fleet";
  EXPECT_EQ(value("PC01", 1), value("pc01", 1));
  EXPECT_NE(value("PC01", 1), value("PC01", 2));
}

}  // namespace
}  // namespace wsus::agent::testing
