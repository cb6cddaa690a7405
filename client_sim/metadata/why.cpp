// Goes through the steps of one update and says which dropped it.
#include "client_sim/metadata/why.hpp"

#include "client_sim/agent/supersedence.hpp"
#include "client_sim/metadata/cache_search.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace wsus::metadata {
namespace {

using machine::CachedUpdate;

struct OutcomeName {
  Outcome outcome = Outcome::not_cached;
  std::string_view name{};
};
constexpr auto outcome_names = std::to_array<OutcomeName>({
    {Outcome::not_cached, "not_cached"},
    {Outcome::ambiguous, "ambiguous"},
    {Outcome::fragment_missing, "fragment_missing"},
    {Outcome::not_an_update, "not_an_update"},
    {Outcome::prerequisites_not_installed, "prerequisites_not_installed"},
    {Outcome::installed, "installed"},
    {Outcome::not_installable, "not_installable"},
    {Outcome::no_child_applicable, "no_child_applicable"},
    {Outcome::superseded, "superseded"},
    {Outcome::not_approved, "not_approved"},
    {Outcome::not_deployable, "not_deployable"},
    {Outcome::offered, "offered"},
});

/// Bundles of bundles are cut off here: a server may send a circle, or a bundle that many bundles share.
constexpr int max_bundle_depth = 8;
constexpr int max_children = 1000;

/// What the inquiries into an update and its children share.
struct Question {
  machine::DataStore const& store;
  machine::Machine const& machine;
  std::unordered_map<wusp::Guid, wusp::Guid> superseded{};
  int children_left = max_children;
};

/// Fills a verdict step by step; the first step that is not passed decides.
class Inquiry {
public:
  Inquiry(Question& question, CachedUpdate const& update, int depth)
      : question_(question), store_(question.store), update_(update), depth_(depth) {
    verdict_.subject = subject_of(store_, update.update_id);
    verdict_.update_id = update.update_id;
    verdict_.revision_id = update.revision_id;
    verdict_.outcome = Outcome::offered;
    verdict_.sentence = fmt::format("{} is {}.", verdict_.subject, goal());
  }

  Verdict run() {
    pass("in the cache", fmt::format("revision id {}, revision {}", update_.revision_id, update_.revision_number));
    if (!read_fragment()) return std::move(verdict_);
    check_prerequisites();
    check_installed();
    evaluation().is_bundle ? check_children() : check_installable();
    check_superseded();
    if (depth_ == 0) {  // a child is deployed by its bundle
      check_approved();
      check_deployable();
    }
    return std::move(verdict_);
  }

private:
  [[nodiscard]] agent::Evaluation const& evaluation() const { return verdict_.explanation->evaluation; }

  [[nodiscard]] std::string_view goal() const { return depth_ == 0 ? "offered" : "applicable"; }

  void pass(std::string name, std::string detail) {
    verdict_.steps.push_back({std::move(name), Truth::yes, std::move(detail)});
  }
  void stop(std::string name, Truth passed, std::string detail, Outcome outcome, std::string const& reason) {
    verdict_.steps.push_back({std::move(name), passed, std::move(detail)});
    if (verdict_.outcome != Outcome::offered) return;
    verdict_.outcome = outcome;
    verdict_.sentence = fmt::format("{} is not {}: {}.", verdict_.subject, goal(), reason);
  }

  bool read_fragment();
  void check_prerequisites();
  void check_installed();
  void check_installable();
  void check_children();
  [[nodiscard]] Verdict look_at_child(wusp::Guid const& id);
  void check_superseded();
  void check_approved();
  void check_deployable();

  Question& question_;
  machine::DataStore const& store_;
  CachedUpdate const& update_;
  int depth_;
  Verdict verdict_{};
};

/// False when nothing more can be said.
bool Inquiry::read_fragment() {
  if (!update_.core_xml) {
    stop("fragment", Truth::no, "the cache has no Core fragment of it", Outcome::fragment_missing,
         fmt::format("the cache has no Core fragment of it, a new scan of an empty cache would bring it; the last scan "
                     "found it {}",
                     update_.needed ? "needed" : "not needed"));
    return false;
  }
  verdict_.explanation = explain(*update_.core_xml, question_.machine);
  if (evaluation().update_id.is_nil()) {
    stop("fragment", Truth::no, "the Core fragment cannot be read", Outcome::fragment_missing,
         "its Core fragment cannot be read");
    return false;
  }
  auto const& type = verdict_.explanation->update_type;
  pass("fragment", fmt::format("UpdateType {}", type));
  if (type == "Category" || type == "Detectoid") {
    stop("an update", Truth::no, fmt::format("it is a {}, {}", type, update_.installed ? "installed" : "not installed"),
         Outcome::not_an_update,
         fmt::format("it is a {}, which is evaluated as a prerequisite of updates and never offered", type));
    return false;
  }
  return true;
}

void Inquiry::check_prerequisites() {
  auto const& clauses = verdict_.explanation->prerequisites;
  std::string missing;
  std::size_t met = 0;
  for (auto const& clause : clauses) {
    bool const holds =
        std::ranges::any_of(clause.any_of, [&](auto const& id) { return is_installed_here(store_, id); });
    if (holds) ++met;
    if (holds || !missing.empty()) continue;
    std::vector<std::string> names;
    for (auto const& id : clause.any_of) names.push_back(state_of(store_, id));
    missing = fmt::format("{}{}", names.size() > 1 ? "at least one of " : "", fmt::join(names, "; "));
  }
  auto const counts = fmt::format("{} of {} clauses are met", met, clauses.size());
  if (missing.empty()) return pass("prerequisites", counts);
  stop("prerequisites", Truth::no, fmt::format("{}; missing: {}", counts, missing),
       Outcome::prerequisites_not_installed, fmt::format("a prerequisite is not installed: {}", missing));
}

void Inquiry::check_installed() {
  std::string const name = "not installed";
  if (store_.installed_updates.contains(update_.update_id)) {
    return stop(name, Truth::no, "the agent has installed it", Outcome::installed, "the agent has installed it");
  }
  if (update_.progress == machine::UpdateProgress::pending_reboot) {
    return stop(name, Truth::no, "it waits for a restart", Outcome::installed,
                "it is installed and waits for a restart");
  }
  auto const& rule = verdict_.explanation->installed;
  if (!rule) return pass(name, "it has no IsInstalled rule");
  auto const reason = fmt::format("IsInstalled is {}: {}", to_string(rule->value), to_text(deciding_clause(*rule)));
  if (rule->value == Truth::yes) return stop(name, Truth::no, reason, Outcome::installed, "it is installed. " + reason);
  pass(name, rule->value == Truth::unknown ? reason + " (taken as not installed)" : reason);
}

void Inquiry::check_installable() {
  std::string const name = "installable";
  auto const& explanation = *verdict_.explanation;
  if (!explanation.installed) {
    return stop(name, Truth::no, "it has neither an IsInstalled rule nor children", Outcome::not_installable,
                "it has neither an IsInstalled rule nor children, so nothing says that it can be installed");
  }
  if (explanation.superseded && explanation.superseded->value == Truth::yes) {
    auto const reason = fmt::format("IsSuperseded is true: {}", to_text(deciding_clause(*explanation.superseded)));
    return stop(name, Truth::no, reason, Outcome::not_installable, reason);
  }
  auto const& rule = explanation.installable;
  if (!rule) return pass(name, "it has no IsInstallable rule");
  auto const reason = fmt::format("IsInstallable is {}: {}", to_string(rule->value), to_text(deciding_clause(*rule)));
  if (rule->value == Truth::yes) return pass(name, reason);
  stop(name, rule->value, reason, Outcome::not_installable, reason);
}

Verdict Inquiry::look_at_child(wusp::Guid const& id) {
  auto const* child = find_cached(store_, id);
  if (child == nullptr) return not_cached(store_, wusp::to_string(id), id);
  if (depth_ < max_bundle_depth && question_.children_left-- > 0) return Inquiry(question_, *child, depth_ + 1).run();
  Verdict verdict{.outcome = Outcome::no_child_applicable, .subject = subject_of(store_, id), .update_id = id};
  verdict.sentence = fmt::format("{} was not looked at: there are too many bundles in bundles.", verdict.subject);
  return verdict;
}

void Inquiry::check_children() {
  auto const& ids = evaluation().bundled_updates;
  for (auto const& id : ids) verdict_.children.push_back(look_at_child(id));
  auto const count = [&](Outcome outcome) { return std::ranges::count(verdict_.children, outcome, &Verdict::outcome); };
  auto const applicable = count(Outcome::offered);
  auto const counts = fmt::format("{} of {} children are applicable", applicable, ids.size());
  if (applicable > 0) return pass("bundle", counts);
  if (count(Outcome::installed) == std::ssize(ids))
    return stop("bundle", Truth::no, "all its children are installed", Outcome::installed,
                "all its children are installed");
  auto reason = fmt::format("none of its children is applicable; {}", verdict_.children.front().sentence);
  reason.pop_back();  // the full stop
  stop("bundle", Truth::no, counts, Outcome::no_child_applicable, reason);
}

void Inquiry::check_superseded() {
  auto const by = question_.superseded.find(update_.update_id);
  if (by == question_.superseded.end())
    return pass("not superseded", "no applicable update names it in SupersededUpdates");
  auto const reason = fmt::format("it is superseded by {}", subject_of(store_, by->second));
  stop("not superseded", Truth::no, reason, Outcome::superseded, reason);
}

void Inquiry::check_approved() {
  auto const detail = fmt::format("the deployment's action is {}", update_.action.empty() ? "missing" : update_.action);
  if (agent::is_approved(update_)) return pass("approved", detail);
  std::string reason = "it is not approved for installation, ";
  reason += detail;
  if (update_.action == "Bundle") reason += ", so it is offered as a part of its bundle only";
  stop("approved", Truth::no, detail, Outcome::not_approved, reason);
}

void Inquiry::check_deployable() {
  if (evaluation().offered) return pass("deployable", "ExplicitlyDeployable is true");
  stop("deployable", Truth::no, "ExplicitlyDeployable is not true", Outcome::not_deployable,
       "ExplicitlyDeployable is not true, it is there for other updates");
}

Verdict ambiguous(machine::DataStore const& store, std::string_view words,
                  std::vector<CachedUpdate const*> const& updates) {
  Verdict verdict{.outcome = Outcome::ambiguous, .subject = std::string(words)};
  verdict.sentence = fmt::format("\"{}\" names {} cached updates; ask for one of them.", words, updates.size());
  for (auto const* update : updates)
    verdict.steps.push_back({"candidate", Truth::unknown, subject_of(store, update->update_id)});
  return verdict;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  auto const* const found = std::ranges::find(outcome_names, outcome, &OutcomeName::outcome);
  return found == outcome_names.end() ? std::string_view("offered") : found->name;
}

Verdict why(machine::DataStore const& store, machine::Machine const& machine, std::string_view update) {
  auto const found = find_updates(store, update);
  if (found.size() == 1) {
    Question question{.store = store, .machine = machine, .superseded = agent::superseded_updates(store)};
    return Inquiry(question, *found.front(), 0).run();
  }
  if (found.size() > 1) return ambiguous(store, update, found);
  auto const id = wusp::parse_guid(update);
  auto verdict =
      not_cached(store, id ? subject_of(store, *id) : fmt::format("\"{}\"", update), id.value_or(wusp::Guid{}));
  add_references(store, verdict);
  return verdict;
}

}  // namespace wsus::metadata
