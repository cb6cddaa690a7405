// Faults as a file would ask for them, for tests of single kinds.
#pragma once

#include "server/faults/rules/rule_file.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace wsus::faults {

/// The fault of one rule, "redirect: {to: itself}", in the way in which it has to take part.
template <typename Way>
std::shared_ptr<Way const> read_fault(std::string const& rule) {
  auto const rules = read_rules(config::Node::parse("- " + rule, "f.yaml"));
  return std::get<std::shared_ptr<Way const>>(rules.at(0).fault);
}

/// What is said about a mistake in one rule, without file and line; "no error" when there is none.
inline std::string mistake_in(std::string const& rule) {
  try {
    (void)read_rules(config::Node::parse("- " + rule, "f.yaml"));
  } catch (config::ConfigError const& error) {
    std::string const text = error.what();
    std::string const place = "f.yaml:1: ";
    return text.starts_with(place) ? text.substr(place.size()) : text;
  }
  return "no error";
}

inline std::string header_of(ResponsePlan const& plan, std::string_view name) {
  for (auto const& header : plan.headers) {
    if (header.name == name) return header.value;
  }
  return "(none)";
}

/// A reply of a service: what faults of replies are tried on.
inline ResponsePlan plain_reply() {
  ResponsePlan plan;
  plan.headers = {{"Content-Type", "text/xml; charset=utf-8"}, {"Server", "Microsoft-IIS/10.0"}};
  plan.body = "<s:Envelope/>";
  return plan;
}

/// Applies a fault of replies to the answer to a POST; false when it had nothing to change.
inline bool apply_to(ResponsePlan& plan, ReplyFault const& fault, std::string_view method = "POST") {
  ExchangeView const request{.method = method, .target = "/ClientWebService/client.asmx"};
  Reply reply{.request = request, .plan = plan};
  return fault.apply(reply);
}
inline bool apply_to(ResponsePlan& plan, std::string const& rule) {
  return apply_to(plan, *read_fault<ReplyFault>(rule));
}

/// Everything but the delivery is as it was.
inline bool has_only_another_delivery(ResponsePlan const& plan) {
  auto const before = plain_reply();
  bool same = plan.status == before.status && plan.body == before.body && plan.close == before.close &&
              plan.headers.size() == before.headers.size();
  for (std::size_t i = 0; same && i < before.headers.size(); ++i)
    same = plan.headers[i].name == before.headers[i].name && plan.headers[i].value == before.headers[i].value;
  return same;
}

}  // namespace wsus::faults
