// A full update: scan, extended information, downloads, installs, reports, and a second scan that finds nothing.
#include "server/catalogue/content.hpp"
#include "tests/integration/flow/flow_fixture.hpp"

#include "client_sim/transport/content_client.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::test {
namespace {

using machine::Profile;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::uint64_t mebibyte = 1U << 20U;
constexpr std::uint64_t big_file = 5 * mebibyte + 100;

/// More than one batch of extended information holds: 60 updates without files, and one with a large file.
std::vector<domain::Revision> many_updates() {
  std::vector<domain::Revision> revisions;
  for (int id = 1; id <= 60; ++id) revisions.push_back(needed_update(id));
  revisions.push_back(needed_update(61, big_file));
  return revisions;
}

std::string range_header(std::uint64_t first, std::uint64_t last) {
  return fmt::format("bytes {}-{}/{}", first, last, big_file);
}

/// The pieces of the large file, as Content-Range says them.
std::vector<std::string> pieces() {
  std::vector<std::string> result;
  for (std::uint64_t first = 0; first < big_file; first += mebibyte)
    result.push_back(range_header(first, std::min(first + mebibyte, big_file) - 1));
  return result;
}

std::vector<std::string> ranges_of(std::vector<journal::Entry> const& entries) {
  std::vector<std::string> ranges;
  for (auto const& entry : entries) {
    if (entry.method == "GET") ranges.push_back(entry.content_range);
  }
  return ranges;
}

class UpdateFlow : public FlowTest, public testing::WithParamInterface<Profile> {};

TEST_P(UpdateFlow, InstallsEverythingThatTheScanFoundAndReportsIt) {
  serve(config_of(many_updates()));
  auto const pc = make_pc({.profile = GetParam()});
  auto const report = pc->update();
  ASSERT_EQ(report.result.hresult, agent::hr::ok) << report.result.message;
  EXPECT_EQ(report.result.updates_found, 61U);
  ASSERT_TRUE(report.update_result);
  EXPECT_EQ(report.update_result->message, "Updates installed: 61, failed: 0, removed: 0.");
  EXPECT_EQ(report::hresult_of(report), agent::hr::ok);

  auto const second = pc->scan();
  ASSERT_EQ(second.result.hresult, agent::hr::ok) << second.result.message;
  EXPECT_EQ(second.result.updates_found, 0U);
  for (int const id : {1, 60, 61}) EXPECT_EQ(status_of(id), "Installed") << id;
  EXPECT_EQ(status_of(62), "") << "an update that nobody has";
}

TEST_P(UpdateFlow, AsksForExtendedInformationInBatchesOfTheServersSize) {
  for (std::size_t const size : {std::size_t{50}, std::size_t{20}}) {
    auto config = config_of(many_updates());
    config.settings.max_extended_updates_per_request = size;
    serve(std::move(config));
    ASSERT_EQ(make_pc({.profile = GetParam()})->scan().result.updates_found, 61U);
    std::size_t left = 61;
    auto const calls = calls_of("GetExtendedUpdateInfo");
    EXPECT_THAT(calls, SizeIs((61 + size - 1) / size));
    for (auto const& call : calls) {
      std::size_t ids = 0;
      for (auto at = call.request_body.find("<int>"); at != std::string::npos;
           at = call.request_body.find("<int>", at + 1))
        ++ids;
      EXPECT_EQ(ids, std::min(left, size));
      left -= ids;
    }
    EXPECT_EQ(left, 0U);
  }
}

TEST_P(UpdateFlow, ReportsInTheCapturedOrder) {
  serve(config_of({needed_update(1, 1'000)}));
  auto const pc = make_pc({.profile = GetParam()});
  ASSERT_EQ(report::hresult_of(pc->update()), agent::hr::ok);
  EXPECT_THAT(reported_events(), ElementsAre(ElementsAre(147, 156), ElementsAre(167, 162), ElementsAre(181, 183)));
  ASSERT_EQ(pc->scan().result.hresult, agent::hr::ok);
  EXPECT_THAT(reported_events().back(), ElementsAre(147, 156));
  auto const last = calls_of("ReportEventBatch").back().request_body;
  EXPECT_THAT(last, HasSubstr("V=" + wusp::to_upper_string(update_guid(1))));
}

INSTANTIATE_TEST_SUITE_P(Profiles, UpdateFlow, testing::Values(Profile::w7, Profile::w8, Profile::w10, Profile::w11),
                         [](auto const& test) { return std::string(machine::to_string(test.param)); });

class Downloads : public FlowTest {
protected:
  /// The large file, fetched by this profile over this many connections at most.
  std::vector<journal::Entry> fetched(Profile profile, unsigned connections, std::uint64_t seed = 1) {
    serve(config_of({needed_update(1, big_file)}));
    agent::AgentSettings settings;
    settings.download.connections = connections;
    auto const pc = make_pc({.profile = profile, .seed = seed}, settings);
    EXPECT_EQ(report::hresult_of(pc->update()), agent::hr::ok);
    return content_requests();
  }
};

TEST_F(Downloads, OfDeliveryOptimizationAreClosedRangesOfOneMebibyteEachAskedForOnce) {
  auto const entries = fetched(Profile::w11, 7);
  for (auto const& entry : entries) {
    EXPECT_EQ(entry.method, "GET");
    EXPECT_EQ(entry.status, 206U);
    EXPECT_THAT(entry.user_agent, HasSubstr("Microsoft-Delivery-Optimization"));
  }
  EXPECT_THAT(ranges_of(entries), testing::UnorderedElementsAreArray(pieces()));
}

TEST_F(Downloads, OfDeliveryOptimizationComeInAShuffledOrderThatTheSeedDecides) {
  auto const first = ranges_of(fetched(Profile::w11, 1));
  EXPECT_THAT(first, testing::UnorderedElementsAreArray(pieces()));
  EXPECT_NE(first, pieces());
  EXPECT_EQ(ranges_of(fetched(Profile::w11, 1)), first);
}

TEST_F(Downloads, OfDeliveryOptimizationUseSeveralConnectionsAtOnceAndBitsUsesOne) {
  for (auto const profile : {Profile::w11, Profile::w8, Profile::w7}) {
    serve(config_of({needed_update(1, big_file)}));
    auto const pc = make_pc({.profile = profile});
    transport::ContentClient client;
    std::size_t under_way = 0;
    std::size_t most = 0;
    pc->set_content_port([&](auto const& next, auto const& answered, unsigned connections) {
      auto const counted = [&]() {
        auto request = next();
        if (request) most = std::max(most, ++under_way);
        return request;
      };
      auto const heard = [&](agent::ContentRequest const& request, agent::ContentReply const& reply) {
        --under_way;
        answered(request, reply);
      };
      client.fetch(counted, heard, connections);
    });
    EXPECT_EQ(report::hresult_of(pc->update()), agent::hr::ok);
    EXPECT_EQ(most, profile == Profile::w11 ? 6U : 1U);
  }
}

TEST_F(Downloads, OfBitsAreAHeadAndThenRangesInOrder) {
  for (auto const profile : {Profile::w7, Profile::w8}) {
    SCOPED_TRACE(machine::to_string(profile));
    auto const entries = fetched(profile, 7);
    ASSERT_FALSE(entries.empty());
    EXPECT_EQ(entries.front().method, "HEAD");
    EXPECT_EQ(entries.front().status, 200U);
    EXPECT_EQ(entries.front().wire_bytes, 0U);
    EXPECT_EQ(ranges_of(entries), pieces());
    for (auto const& entry : entries) EXPECT_THAT(entry.user_agent, HasSubstr("Microsoft BITS"));
  }
}

TEST_F(Downloads, OfOneFileAreNotRepeatedWhenItLiesThere) {
  serve(config_of({needed_update(1, big_file)}));
  agent::AgentSettings settings;
  settings.installer_exit_code = 1603;  // the file stays when its installer fails
  auto const pc = make_pc({}, settings);
  EXPECT_NE(report::hresult_of(pc->update()), agent::hr::ok);
  EXPECT_THAT(content_requests(), SizeIs(6));
  EXPECT_NE(report::hresult_of(pc->update()), agent::hr::ok);
  EXPECT_THAT(content_requests(), SizeIs(6));
}

}  // namespace
}  // namespace wsus::test
