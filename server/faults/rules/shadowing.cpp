// Rules that cannot happen, or hide each other: see shadowing.hpp.
#include "server/faults/rules/shadowing.hpp"

#include "wsdl/wusp/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace wsus::faults {
namespace {

/// Operations whose requests name no client and carry no cookie (wusp-protocol 3).
constexpr std::array<std::string_view, 4> without_client{"GetConfig", "GetConfig2", "GetTimestamps",
                                                         "StartCategoryScan"};

bool is_without_client(std::string const& operation) {
  return std::find(without_client.begin(), without_client.end(), operation) != without_client.end();
}

bool asks_for_client(Match const& when) {
  return !when.client_ids.empty() || !when.dns_names.empty() || !when.target_groups.empty();
}

bool asks_for_lists(Match const& when) { return when.installed_non_leaf || when.other_cached || when.cached_drivers; }

bool any_operation(Match const& when, bool (*holds)(std::string const&)) {
  return when.operations.empty() || std::any_of(when.operations.begin(), when.operations.end(), holds);
}

/// False when all operations of the one belong to other services than that of the other.
bool may_be_of_service(std::optional<wusp::Service> service, std::vector<std::string> const& operations) {
  if (!service || operations.empty()) return true;
  return std::any_of(operations.begin(), operations.end(), [&](std::string const& operation) {
    return wusp::find_operation(*service, operation) != nullptr;
  });
}

bool is_on_a_path(Match const& when) {
  if (!when.service || when.paths.empty()) return true;
  auto const path = wusp::info(*when.service).path;
  return std::any_of(when.paths.begin(), when.paths.end(), [&](Pattern const& one) { return one.matches(path); });
}

/// Why nothing can match the rule; empty when something may.
std::string contradiction(Match const& when) {
  if (!may_be_of_service(when.service, when.operations)) return "none of its operations belongs to its service";
  if (!is_on_a_path(when)) return "its service has none of its paths";
  if (asks_for_client(when) && !any_operation(when, [](auto const& one) { return !is_without_client(one); }))
    return "its operations name no client";
  if (asks_for_lists(when) && !any_operation(when, [](auto const& one) { return one == "SyncUpdates"; }))
    return "only SyncUpdates has the lists that it counts";
  return {};
}

/// Nothing can be meant by both.
bool are_apart(Match const& one, Match const& other) {
  return excludes(one, other) || !may_be_of_service(one.service, other.operations) ||
         !may_be_of_service(other.service, one.operations);
}

/// The fault never lets anything through by what it is.
bool takes_every_turn(Fault const& fault) {
  if (auto const* const one = std::get_if<std::shared_ptr<ConnectionFault const>>(&fault))
    return (*one)->applies_always();
  if (auto const* const one = std::get_if<std::shared_ptr<AnswerFault const>>(&fault)) return (*one)->answers_always();
  if (auto const* const one = std::get_if<std::shared_ptr<CallFault const>>(&fault)) return (*one)->refuses_always();
  return false;
}

/// Nothing but `when` decides whether it happens.
bool is_unconditional(Rule const& rule) {
  return rule.enabled && rule.times.from == 1 && !rule.times.to && rule.times.every == 1 && rule.period == Period{} &&
         rule.chance.probability >= 1.0 && rule.at_once == 0 && rule.at_most == 0 && takes_every_turn(rule.fault);
}

/// What can take another rule's turn: the fate of a connection, or the answer to a request.
enum class Turn { connection, answer, none };

Turn turn_of(Rule const& rule) {
  if (std::holds_alternative<std::shared_ptr<ConnectionFault const>>(rule.fault)) return Turn::connection;
  bool const answers = std::holds_alternative<std::shared_ptr<AnswerFault const>>(rule.fault) ||
                       std::holds_alternative<std::shared_ptr<CallFault const>>(rule.fault);
  return answers ? Turn::answer : Turn::none;
}

/// `first` is asked before `then`, and only one of the two can happen.
bool competes(Rule const& first, std::size_t first_at, Rule const& then, std::size_t then_at) {
  if (turn_of(first) != turn_of(then) || turn_of(first) == Turn::none) return false;
  if (stage_of(first) != stage_of(then)) return stage_of(first) < stage_of(then);
  return first_at < then_at;
}

/// All rules in their order; none is null.
using List = std::vector<Rule const*>;

std::string named(Rule const& rule, Place const& seen_from) {
  if (rule.place.file == seen_from.file) return fmt::format("'{}' (line {})", rule.name, rule.place.line);
  return fmt::format("'{}' ({}:{})", rule.name, rule.place.file, rule.place.line);
}

struct Finding {
  RuleRemark remark{};
  Rule const* because_of = nullptr;  ///< null: of itself
};

std::optional<Finding> look_at(List const& rules, std::size_t at) {
  auto const& rule = *rules[at];
  auto const make = [&](RuleRemark::Gravity gravity, std::string text, Rule const* because_of) {
    RuleRemark remark{.gravity = gravity, .rule = rule.name, .place = rule.place, .text = std::move(text)};
    return Finding{.remark = std::move(remark), .because_of = because_of};
  };
  if (auto const why = contradiction(rule.when); !why.empty())
    return make(RuleRemark::Gravity::unreachable, fmt::format("rule '{}' never happens: {}", rule.name, why), nullptr);
  std::optional<Finding> overlap;
  for (std::size_t index = 0; index < rules.size(); ++index) {
    auto const& other = *rules[index];
    if (index == at || !other.enabled || !competes(other, index, rule, at)) continue;
    if (covers(other.when, rule.when) && is_unconditional(other))
      return make(RuleRemark::Gravity::unreachable,
                  fmt::format("rule '{}' never happens: {} always comes first", rule.name, named(other, rule.place)),
                  &other);
    if (!overlap && !are_apart(other.when, rule.when))
      overlap = make(RuleRemark::Gravity::overlapping,
                     fmt::format("rule '{}' waits for {} where both match: that one comes first", rule.name,
                                 named(other, rule.place)),
                     &other);
  }
  return overlap;
}

/// Whether a look at the rule can find something because of one of these.
bool may_be_hidden_by(std::vector<std::size_t> const& some, List const& rules, std::size_t at) {
  return std::any_of(some.begin(), some.end(), [&](std::size_t index) {
    return index != at && competes(*rules[index], index, *rules[at], at) &&
           !are_apart(rules[index]->when, rules[at]->when);
  });
}

}  // namespace

std::vector<RuleRemark> remarks_on(std::vector<Rule> const& rules) {
  List list;
  for (auto const& rule : rules) list.push_back(&rule);
  std::vector<RuleRemark> remarks;
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (auto finding = look_at(list, at)) remarks.push_back(std::move(finding->remark));
  }
  return remarks;
}

std::vector<RuleRemark> remarks_on_changed(RuleList const& rules, std::set<std::string, std::less<>> const& changed) {
  List list;
  std::vector<std::size_t> places;
  for (auto const& rule : rules) {
    if (changed.contains(rule->name)) places.push_back(list.size());
    list.push_back(rule.get());
  }
  std::vector<RuleRemark> remarks;
  for (std::size_t at = 0; at < list.size(); ++at) {
    bool const is_changed = changed.contains(list[at]->name);
    // A list is long and a change is small: most others need no look at the whole list.
    if (!is_changed && !may_be_hidden_by(places, list, at)) continue;
    auto finding = look_at(list, at);
    if (!finding) continue;
    bool const is_news = is_changed || (finding->because_of != nullptr && changed.contains(finding->because_of->name));
    if (is_news) remarks.push_back(std::move(finding->remark));
  }
  return remarks;
}

}  // namespace wsus::faults
