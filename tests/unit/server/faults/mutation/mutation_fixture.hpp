// Replies to mutate, and single changes of them.
#pragma once

#include "server/faults/mutation/mutation.hpp"
#include "server/faults/mutation/mutator.hpp"
#include "tests/unit/server/faults/kinds/kinds_fixture.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>

namespace wsus::faults::test {

/// The captured page, as a server sends it to an agent.
inline ResponsePlan coded_page() {
  auto plan = message(sync_page()).plan;
  plan.body = xpress::encode(plan.body, {.block_size = 500});
  plan.headers.push_back({"Content-Encoding", "xpress"});
  return plan;
}

/// Everything of a plan that a mutation could touch.
inline std::string all_of(ResponsePlan const& plan) {
  auto const& delivery = plan.delivery;
  auto text = told(plan) + "\nlength " + std::to_string(delivery.length_error);
  if (delivery.cut) text += " cut " + std::to_string(delivery.cut->after);
  if (delivery.broken_chunk) text += " chunk " + std::to_string(*delivery.broken_chunk);
  if (delivery.stall) text += " stall " + std::to_string(delivery.stall->after);
  return text;
}

/// The body after one change of it by name, and what is said about it.
struct Changed {
  std::string body{};
  std::string what{};
};
inline Changed body_after(std::string const& name, std::string body, std::uint32_t at = 0, std::uint32_t with = 0) {
  auto const* const mutator = mutation::find_mutator(name);
  EXPECT_NE(mutator, nullptr) << name;
  auto what = std::get<mutation::ChangeBody>(mutator->change)(body, {.at = at, .with = with});
  return {.body = std::move(body), .what = std::move(what)};
}

/// The plan after one change by name; the change must have been made.
inline ResponsePlan plan_after(ResponsePlan plan, std::string_view name, std::uint32_t at = 0, std::uint32_t with = 0) {
  auto const* const mutator = mutation::find_mutator(name);
  EXPECT_NE(mutator, nullptr) << name;
  Mutation const mutation{.mutator = mutator->name, .at = at, .with = with};
  EXPECT_EQ(mutate(plan, {&mutation, 1}).size(), 1U) << name;
  return plan;
}

/// The change finds nothing in this plan, and leaves it as it was.
inline void expect_nothing_for(std::string_view name, ResponsePlan plan, std::uint32_t at = 0, std::uint32_t with = 0) {
  auto const before = all_of(plan);
  Mutation const mutation{.mutator = mutation::find_mutator(name)->name, .at = at, .with = with};
  EXPECT_TRUE(mutate(plan, {&mutation, 1}).empty()) << name;
  EXPECT_EQ(all_of(plan), before) << name;
}

}  // namespace wsus::faults::test
