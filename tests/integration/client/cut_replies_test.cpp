// Replies that end early: at every byte of the smallest good reply to every operation that an agent calls, and at every
// border of a coded page. The agent ends with a code of its table each time, and reads the reply when nothing is cut.
#include "client_sim/agent/hresult.hpp"
#include "server/faults/mutation/coded_blocks.hpp"
#include "tests/integration/client/cutting_server.hpp"
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace wsus::test {
namespace {

/// What leads an agent to the operation.
enum class Way {
  again,             ///< a scan that got as far as there, and failed
  scan,              ///< a whole scan before
  worthless_cookie,  ///< a whole scan before, whose cookie the server does not take any more
  moved_content      ///< a whole scan before, whose files are elsewhere now
};

struct Operation {
  std::string_view name{};
  Way way = Way::again;
  bool category = false;  ///< of one category alone
};

void PrintTo(Operation const& operation, std::ostream* out) { *out << operation.name; }

constexpr std::array<Operation, 10> operations{{
    {"GetConfig"},
    {"GetAuthorizationCookie"},
    {"GetCookie"},
    {"RegisterComputer"},
    {"StartCategoryScan", Way::again, true},
    {"SyncUpdates", Way::scan},
    {"RefreshCache", Way::worthless_cookie},
    {"GetExtendedUpdateInfo"},
    {"GetFileLocations", Way::moved_content},
    {"ReportEventBatch"},
}};

/// The reply goes out whole, and the connection ends.
constexpr std::uint64_t behind_all = 1'000'000;

/// What became of a scan with a reply that was cut.
struct Ending {
  agent::Hresult hresult = 0;
  bool answered = false;  ///< the operation got an answer
};

class CutReplies : public testing::TestWithParam<Operation> {
protected:
  void SetUp() override {
    agent::AgentSettings settings;
    if (GetParam().category) settings.categories = {{.index_of_and_group = 0, .category_id = update_guid(1)}};
    pc_ = make_agent(server_, settings);
    if (GetParam().way == Way::again) {
      cut(faults::Delivery::Cut{.after = 0, .by = faults::Ending::close});
      static_cast<void>(scan());
    } else {
      ASSERT_EQ(scan().hresult, 0U);
    }
    if (GetParam().way == Way::worthless_cookie) pc_->machine().data_store().cookie->encrypted_data = "worthless";
    if (GetParam().way == Way::moved_content) server_.move_content();
    start_ = pc_->machine().snapshot();
  }

  void cut(std::optional<faults::Delivery::Cut> at) {
    server_.change(GetParam().name, [at](faults::ResponsePlan& plan) { plan.delivery.cut = at; });
  }

  Ending scan() {
    auto const& report = pc_->scan();
    bool const answered = std::any_of(report.calls.begin(), report.calls.end(), [](report::CallRecord const& call) {
      return call.operation == GetParam().name && call.status.has_value();
    });
    return {.hresult = report::hresult_of(report), .answered = answered};
  }

  /// From the state before the operation.
  Ending scan_with(std::optional<faults::Delivery::Cut> at) {
    pc_->machine().restore(*start_);
    cut(at);
    return scan();
  }

  /// One that is broken off is a failure, but for reports: a scan is over when its events are sent.
  void expect_broken(Ending const& ending) const {
    EXPECT_NE(agent::find_hresult(ending.hresult), nullptr) << agent::to_hex(ending.hresult);
    EXPECT_FALSE(ending.answered);
    EXPECT_EQ(ending.hresult == 0, GetParam().name == "ReportEventBatch") << agent::to_hex(ending.hresult);
  }

  void expect_good(Ending const& ending) const {
    EXPECT_EQ(ending.hresult, 0U) << agent::to_hex(ending.hresult);
    EXPECT_TRUE(ending.answered);
  }

  /// The size of the reply, head included; the twin without a cut.
  std::uint64_t whole_size() {
    expect_good(scan_with(std::nullopt));
    auto const seen = server_.seen();
    EXPECT_GE(seen.count, 1U);
    EXPECT_EQ(seen.plan.status, 200U);
    return seen.whole();
  }

  CuttingServer server_{std::vector{needed_update(1, 1'000)}};
  std::unique_ptr<client::SimulatedPc> pc_;
  std::shared_ptr<machine::MachineSnapshot const> start_;
};

TEST_P(CutReplies, EndCleanlyAtEveryByte) {
  constexpr std::uint64_t largest = 4'096;
  auto const whole = whole_size();
  ASSERT_LE(whole, largest) << "not the smallest reply";
  for (std::uint64_t after = 0; after < whole; ++after) {
    SCOPED_TRACE(after);
    expect_broken(scan_with(faults::Delivery::Cut{.after = after, .by = faults::Ending::close}));
    if (HasFailure()) return;  // one tells enough
  }
  expect_good(scan_with(faults::Delivery::Cut{.after = behind_all, .by = faults::Ending::close}));
  RecordProperty("cases", std::to_string(whole + 2));
}

/// What is reset may be lost to the agent even where it had come, so a whole reply may be none.
TEST_P(CutReplies, EndCleanlyWhenTheyAreReset) {
  constexpr std::uint64_t step = 61;
  auto const whole = whole_size();
  for (std::uint64_t after = 0; after < whole; after += step) {
    SCOPED_TRACE(after);
    expect_broken(scan_with(faults::Delivery::Cut{.after = after, .by = faults::Ending::reset}));
  }
  auto const last = scan_with(faults::Delivery::Cut{.after = behind_all, .by = faults::Ending::reset});
  EXPECT_NE(agent::find_hresult(last.hresult), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Operation, CutReplies, testing::ValuesIn(operations),
                         [](auto const& param) { return std::string(param.param.name); });

// --- coded pages -----------------------------------------------------------------------------------------------------

class CutPages : public testing::Test {
protected:
  /// Some 200 KB on one page.
  static std::vector<domain::Revision> many() {
    std::vector<domain::Revision> revisions;
    for (int id = 1; id <= 200; ++id) revisions.push_back(needed_update(id));
    return revisions;
  }

  void SetUp() override {
    pc_ = make_agent(server_, {});
    start_ = pc_->machine().snapshot();
  }

  agent::Hresult scan_with(CuttingServer::Change change) {
    pc_->machine().restore(*start_);
    server_.change("SyncUpdates", std::move(change));
    return pc_->scan().result.hresult;
  }

  /// The first page, which is the first reply to SyncUpdates of a machine that has nothing.
  faults::ResponsePlan page_;
  std::uint64_t head_ = 0;
  std::vector<faults::mutation::CodedBlock> find_blocks() {
    EXPECT_EQ(scan_with([this](faults::ResponsePlan& plan) {
                if (page_.body.empty()) page_ = plan;
              }),
              0U);
    head_ = server_.seen().head_bytes;
    return faults::mutation::blocks_of(page_.body);
  }

  CuttingServer server_{many(), {.updates = 1'000}};
  std::unique_ptr<client::SimulatedPc> pc_;
  std::shared_ptr<machine::MachineSnapshot const> start_;
};

/// Around each border: the end of a block, the middle and the end of a header.
std::vector<std::size_t> borders(std::vector<faults::mutation::CodedBlock> const& blocks) {
  std::vector<std::size_t> all;
  for (auto const& block : blocks)
    for (std::size_t const offset : {0U, 1U, 4U, 7U, 8U, 9U}) all.push_back(block.begin + offset);
  all.push_back(blocks.back().end - 1);
  return all;
}

TEST_F(CutPages, EndCleanlyAtEveryBlock) {
  auto const blocks = find_blocks();
  ASSERT_GE(blocks.size(), 5U);
  for (auto const at : borders(blocks)) {
    auto const hresult = scan_with([&](faults::ResponsePlan& plan) {
      plan.delivery.cut = faults::Delivery::Cut{.after = head_ + at, .by = faults::Ending::close};
    });
    EXPECT_NE(hresult, 0U) << at;
    EXPECT_NE(agent::find_hresult(hresult), nullptr) << at;
  }
  EXPECT_EQ(scan_with({}), 0U);
}

/// HTTP is content then: the length is that of what is there.
TEST_F(CutPages, WithTheRightLengthCannotBeRead) {
  auto const blocks = find_blocks();
  ASSERT_GE(blocks.size(), 5U);
  for (auto const at : borders(blocks)) {
    auto const hresult = scan_with([at](faults::ResponsePlan& plan) { plan.body.resize(at); });
    EXPECT_EQ(hresult, agent::hr::pt_invalid_format) << at << " " << agent::to_hex(hresult);
  }
  EXPECT_EQ(scan_with({}), 0U);
}

}  // namespace
}  // namespace wsus::test
