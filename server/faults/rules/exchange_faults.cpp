// Rules asked stage by stage: see exchange_faults.hpp.
#include "server/faults/rules/exchange_faults.hpp"

#include "server/faults/rules/fault_ways.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/faults/rules/rule_snapshot.hpp"

#include <utility>

namespace wsus::faults {
namespace {

Facts facts_of(ConnectionView const& connection, ExchangeView const& request, CallFacts const* call = nullptr,
               unsigned status = 0) {
  return {.connection = connection, .request = &request, .call = call, .status = status};
}

}  // namespace

ExchangeFaults::ExchangeFaults(RuleBook const& book) : rules_(book.snapshot()) {}

void ExchangeFaults::note(std::size_t rule, std::shared_ptr<void> lease) {
  injected_.push_back({.rule = rules_->rules()[rule]});
  leases_.push_back(std::move(lease));
}

std::optional<ResponsePlan> ExchangeFaults::on_request(ConnectionView const& connection, ExchangeView& request) {
  if (rules_ == nullptr) return std::nullopt;
  connection_ = connection;
  for (auto const index : rules_->candidates(Stage::request, facts_of(connection_, request))) {
    auto const& rule = *rules_->rules()[index];
    auto lease = rules_->ask(index, facts_of(connection_, request));
    if (lease == nullptr) continue;
    if (auto const* const edit = as<RequestFault>(rule); edit != nullptr && edit->apply(request)) {
      note(index, std::move(lease));
      continue;
    }
    auto const* const answering = as<AnswerFault>(rule);
    auto plan = answering != nullptr ? answering->answer(request) : std::nullopt;
    if (plan) {
      note(index, std::move(lease));
      return plan;
    }
    rules_->take_back(index);
  }
  return std::nullopt;
}

ExchangeFaults::CallDecision ExchangeFaults::on_call(ExchangeView const& request, CallFacts const& call) {
  if (rules_ == nullptr) return {};
  auto const facts = facts_of(connection_, request, &call);
  for (auto const index : rules_->candidates(Stage::call, facts)) {
    auto const& rule = *rules_->rules()[index];
    auto lease = rules_->ask(index, facts);
    if (lease == nullptr) continue;
    if (auto const* const refusing = as<CallFault>(rule)) {
      if (auto refusal = refusing->refuse(call)) {
        note(index, std::move(lease));
        return std::move(*refusal);
      }
    } else if (auto const* const answering = as<AnswerFault>(rule)) {
      if (auto plan = answering->answer(request)) {
        note(index, std::move(lease));
        return std::move(*plan);
      }
    }
    rules_->take_back(index);
  }
  return {};
}

void ExchangeFaults::find_pending(Reply const& reply) {
  auto const facts = facts_of(connection_, reply.request, reply.call, reply.plan.status);
  for (auto const index : rules_->candidates(Stage::reply, facts)) {
    if (auto lease = rules_->ask(index, facts)) pending_.push_back({.rule = index, .lease = std::move(lease)});
  }
}

void ExchangeFaults::apply_pending(Reply& reply, ReplyStep step) {
  for (auto& pending : pending_) {
    auto const* const fault = as<ReplyFault>(*rules_->rules()[pending.rule]);
    if (fault == nullptr || fault->step() != step) continue;
    if (fault->apply(reply))
      note(pending.rule, std::move(pending.lease));
    else
      rules_->take_back(pending.rule);
  }
}

void ExchangeFaults::hand_over_leases(ResponsePlan& plan) {
  if (leases_.empty()) return;
  if (plan.lease != nullptr) leases_.push_back(std::move(plan.lease));  // what was held before is held on
  plan.lease = std::make_shared<std::vector<std::shared_ptr<void>>>(std::exchange(leases_, {}));
}

void ExchangeFaults::on_plain_reply(Reply reply) {
  if (rules_ == nullptr) return;
  find_pending(reply);
  apply_pending(reply, ReplyStep::body);
}

void ExchangeFaults::on_coded_reply(Reply reply) {
  if (rules_ == nullptr) return;
  for (auto const step : {ReplyStep::coding, ReplyStep::head, ReplyStep::delivery}) apply_pending(reply, step);
  pending_.clear();
  hand_over_leases(reply.plan);
}

}  // namespace wsus::faults
