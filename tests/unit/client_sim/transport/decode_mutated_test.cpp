// Hostile answers: whatever the mutations of the lab make of the answers that the tests have, decoding ends with a
// reply or a named failure, and a failure has a code of the agent's table. And every answer cut at every byte of its
// text.
#include "client_sim/agent/error_mapping.hpp"
#include "client_sim/transport/wusp_client.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"
#include "server/faults/mutation/mutation.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

namespace wsus::transport {
namespace {

namespace fs = std::filesystem;

struct KnownAnswer {
  std::string name{};
  agent::Call call{};
  unsigned status = 200;
  std::string body{};
};

void PrintTo(KnownAnswer const& answer, std::ostream* out) { *out << answer.name; }

std::string content(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_in(std::string const& folder) {
  std::vector<fs::path> files;
  for (auto const& entry : fs::directory_iterator(fs::path(WSUS_SOURCE_DIR) / folder))
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// The corpus of the harness soap_reply: its first byte chooses call and status (tests/fuzz/soap_reply.cpp).
std::vector<KnownAnswer> of_the_corpus() {
  using namespace agent;
  std::array<Call, 8> const calls{GetConfigCall{},
                                  GetAuthorizationCookieCall{},
                                  GetCookieCall{},
                                  RegisterComputerCall{},
                                  SyncUpdatesCall{},
                                  RefreshCacheCall{},
                                  GetExtendedUpdateInfoCall{},
                                  ReportEventBatchCall{}};
  std::vector<KnownAnswer> answers;
  for (auto const& file : files_in("tests/fuzz/corpus/soap_reply")) {
    auto const bytes = content(file);
    auto const number = static_cast<unsigned char>(bytes.at(0));
    answers.push_back({.name = file.stem().string(),
                       .call = calls.at(number % calls.size()),
                       .status = (number & 8U) != 0 ? 500U : 200U,
                       .body = bytes.substr(1)});
  }
  return answers;
}

std::vector<KnownAnswer> captured_answers() {
  std::vector<KnownAnswer> answers;
  for (auto const& file : files_in("tests/golden/captures/server")) {
    auto const name = file.stem().string();
    agent::Call call = agent::SyncUpdatesCall{};
    if (name == "GetConfig") call = agent::GetConfigCall{};
    if (name == "GetAuthorizationCookie") call = agent::GetAuthorizationCookieCall{};
    bool const is_fault = name.starts_with("Fault");
    answers.push_back(
        {.name = "captured-" + name, .call = call, .status = is_fault ? 500U : 200U, .body = content(file)});
  }
  return answers;
}

std::vector<KnownAnswer> known_answers() {
  auto answers = captured_answers();
  for (auto& answer : of_the_corpus()) answers.push_back(std::move(answer));
  return answers;
}

faults::ResponsePlan plan_of(KnownAnswer const& answer, bool coded) {
  faults::ResponsePlan plan{.status = answer.status, .body = answer.body};
  plan.headers = {{"Cache-Control", "private"}, {"Content-Type", "text/xml; charset=utf-8"}};
  if (!coded) return plan;
  plan.body = xpress::encode(plan.body, {.block_size = 300});
  plan.headers.push_back({"Content-Encoding", "xpress"});
  return plan;
}

/// What a client has in its hands when all of the plan has come.
HttpResult received(faults::ResponsePlan const& plan) {
  auto const header = [&plan](std::string_view name) {
    auto const* const found = faults::find_header(plan, name);
    return found == nullptr ? std::string() : found->value;
  };
  return {.hops = {{"http://h/", plan.status}},
          .status = plan.status,
          .reason = "reason",
          .content_type = header("Content-Type"),
          .content_encoding = header("Content-Encoding"),
          .body = plan.body};
}

/// A reply, or a failure whose code every generation of agents has in its table.
bool ends_well(agent::Reply const& reply) {
  auto const* const failure = std::get_if<agent::Failure>(&reply);
  if (failure == nullptr) return true;
  for (auto const profile : {machine::Profile::w7, machine::Profile::w11}) {
    auto const error = agent::map_failure(*failure, profile);
    if (error.hresult == 0 || agent::find_hresult(error.hresult) == nullptr || error.chain.empty()) return false;
  }
  return true;
}

class DecodeMutated : public testing::TestWithParam<KnownAnswer> {
protected:
  wire::Engine engine_;
  [[nodiscard]] bool decodes(HttpResult const& result) { return ends_well(decode(engine_, GetParam().call, result)); }
};

TEST_P(DecodeMutated, EndsWithAReplyOrANamedFailure) {
  constexpr std::uint64_t seeds = 150;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    for (bool const coded : {false, true}) {
      auto plan = plan_of(GetParam(), coded);
      auto const mutations = faults::draw_mutations(seed, 1 + seed % 3);
      static_cast<void>(faults::mutate(plan, mutations));
      std::string names;
      for (auto const& mutation : mutations) names += faults::to_text(mutation) + "; ";
      EXPECT_TRUE(decodes(received(plan))) << names << (coded ? "coded" : "plain");
    }
  }
}

/// The twin: an answer that decodes still does after all of that, with the same engine.
TEST_P(DecodeMutated, AndTheNextAnswerIsReadAsBefore) {
  auto const result = received(plan_of(GetParam(), false));
  auto const index = decode(engine_, GetParam().call, result).index();
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto plan = plan_of(GetParam(), false);
    static_cast<void>(faults::mutate(plan, faults::draw_mutations(seed, 2)));
    static_cast<void>(decode(engine_, GetParam().call, received(plan)));
    EXPECT_EQ(decode(engine_, GetParam().call, result).index(), index) << seed;
  }
}

TEST_P(DecodeMutated, ATextThatEndsEarlyIsNoReply) {
  auto result = received(plan_of(GetParam(), false));
  bool const is_reply = !std::holds_alternative<agent::Failure>(decode(engine_, GetParam().call, result));
  auto const whole = result.body;
  auto const root_end = whole.rfind('>');
  for (std::size_t size = 0; size < whole.size(); ++size) {
    result.body = whole.substr(0, size);
    auto const reply = decode(engine_, GetParam().call, result);
    EXPECT_TRUE(ends_well(reply)) << size;
    // Behind the end of the envelope there may be blanks.
    if (is_reply && size <= root_end) {
      EXPECT_TRUE(std::holds_alternative<agent::Failure>(reply)) << size;
    }
  }
}

TEST_P(DecodeMutated, ACodedBodyThatEndsEarlyIsNoReply) {
  auto result = received(plan_of(GetParam(), true));
  auto const whole = result.body;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    result.body = whole.substr(0, size);
    auto const reply = decode(engine_, GetParam().call, result);
    EXPECT_TRUE(std::holds_alternative<agent::Failure>(reply) && ends_well(reply)) << size;
  }
}

INSTANTIATE_TEST_SUITE_P(Answer, DecodeMutated, testing::ValuesIn(known_answers()), [](auto const& param) {
  auto name = param.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace wsus::transport
