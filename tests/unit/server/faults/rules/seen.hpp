// What a rule is asked about, and faults that only show that they were asked. For tests of the rules room.
#pragma once

#include "server/faults/rules/rule_book.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wsus::faults {

inline constexpr auto pc01 = "e1da06a3-5601-43c9-bac3-52d5db701494";
inline constexpr auto pc02 = "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d";

/// Headers by their lower-case names.
struct FakeHeaders final : HeaderLookup {
  std::map<std::string, std::string, std::less<>> values{};
  std::optional<std::string_view> find(std::string_view name) const override {
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    auto const found = values.find(lower);
    if (found == values.end()) return std::nullopt;
    return found->second;
  }
  std::vector<std::pair<std::string_view, std::string_view>> all() const override {
    return {values.begin(), values.end()};
  }
};

/// One SyncUpdates of PC01 as all stages see it.
struct Seen {
  FakeHeaders headers{};
  ConnectionView connection{.client_address = "10.0.0.5", .client_port = 40123, .server_port = 8530};
  ExchangeView request{.method = "POST",
                       .target = "/ClientWebService/client.asmx?x=1",
                       .host = "wsus.lab.example:8530",
                       .soap_action = "SyncUpdates",
                       .user_agent = "Windows-Update-Agent/10.0.10011.16384 Client-Protocol/2.0",
                       .client_address = "10.0.0.5"};
  CallFacts call{.service = wusp::Service::client,
                 .operation = "SyncUpdates",
                 .client_id = pc01,
                 .dns_name = "PC01.lab.example",
                 .target_group = "Pilot",
                 .installed_non_leaf_ids = 5,
                 .other_cached_ids = 10,
                 .cached_driver_ids = 3};
  unsigned status = 200;

  Seen() {
    headers.values = {{"x-test", "abc"}};
    request.headers = &headers;
  }
  Seen(Seen const&) = delete;
  Seen& operator=(Seen const&) = delete;

  [[nodiscard]] Facts facts() const {
    return {.connection = connection, .request = &request, .call = &call, .status = status};
  }
  [[nodiscard]] Facts at(Stage stage) const {
    auto known = facts();
    if (stage < Stage::reply) known.status = 0;
    if (stage < Stage::call) known.call = nullptr;
    if (stage < Stage::request) known.request = nullptr;
    return known;
  }
};

// ---- faults: each shows by what it leaves behind that it was asked ----

struct Resetting final : ConnectionFault {
  explicit Resetting(bool all = true) : always(all) {}
  bool always;  ///< false: plain connections are served
  bool apply(ConnectionPlan& plan, ConnectionView const& connection) const override {
    if (!always && !connection.secure) return false;
    plan.greeting = Greeting::reset;
    return true;
  }
  bool applies_always() const override { return always; }
};
struct Stripping final : RequestFault {
  bool apply(ExchangeView& request) const override { return !std::exchange(request.soap_action, {}).empty(); }
};
struct Answering final : AnswerFault {
  explicit Answering(unsigned code) : status(code) {}
  unsigned status;  ///< 0: lets everything through
  std::optional<ResponsePlan> answer(ExchangeView const& /*request*/) const override {
    if (status == 0) return std::nullopt;
    ResponsePlan plan;
    plan.status = status;
    return plan;
  }
  bool answers_always() const override { return status != 0; }
};
struct Refusing final : CallFault {
  explicit Refusing(std::string text) : message(std::move(text)) {}
  std::string message;
  std::optional<InjectedSoapFault> refuse(CallFacts const& /*call*/) const override {
    return InjectedSoapFault{.message = message};
  }
};
/// Adds its mark to the body; with an empty one there is nothing that it could change.
struct Marking final : ReplyFault {
  Marking(ReplyStep when, std::string text) : at(when), mark(std::move(text)) {}
  ReplyStep at;
  std::string mark;
  ReplyStep step() const override { return at; }
  bool apply(Reply& reply) const override {
    reply.plan.body += mark;
    return !mark.empty();
  }
};

template <typename Way, typename Kind>
Rule rule_with(std::string name, Kind fault, Match when = {}) {
  Rule rule{.name = std::move(name), .kind = "shown"};
  rule.fault = std::shared_ptr<Way const>(std::make_shared<Kind const>(std::move(fault)));
  rule.when = std::move(when);
  return rule;
}
inline Rule resetting(std::string name, Match when = {}) {
  return rule_with<ConnectionFault>(std::move(name), Resetting{}, std::move(when));
}
inline Rule stripping(std::string name, Match when = {}) {
  return rule_with<RequestFault>(std::move(name), Stripping{}, std::move(when));
}
inline Rule answering(std::string name, unsigned status, Match when = {}) {
  return rule_with<AnswerFault>(std::move(name), Answering(status), std::move(when));
}
inline Rule refusing(std::string name, Match when = {}) {
  return rule_with<CallFault>(name, Refusing(name), std::move(when));
}
inline Rule marking(std::string name, ReplyStep step, Match when = {}) {
  return rule_with<ReplyFault>(name, Marking(step, name), std::move(when));
}

inline RuleList as_list(std::vector<Rule> const& rules) {
  RuleList list;
  for (auto const& rule : rules) list.push_back(std::make_shared<Rule const>(rule));
  return list;
}

inline RuleState state_of(RuleBook const& book, std::size_t rule) { return book.rows().at(rule).state; }

inline wusp::UtcTime at_time(std::string_view text) { return wusp::parse_xsd_date_time(text).value(); }

inline std::vector<std::string> names_of(std::vector<Injected> const& injected) {
  std::vector<std::string> names;
  for (auto const& one : injected) names.push_back(one.rule->name);
  return names;
}

}  // namespace wsus::faults
