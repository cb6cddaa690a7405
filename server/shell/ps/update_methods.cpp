// Update objects: see update_methods.hpp.
#include "server/shell/ps/update_methods.hpp"

#include "server/shell/wsus/wsus_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::server_shell::ps {
namespace {

using windows::equal_caseless;

constexpr std::string_view none = "None";

std::string approved_text(domain::Revision const& revision) {
  if (revision.declined) return "Declined";
  return UpdateLook::is_approved(revision) ? "Install" : "NotApproved";
}

Value superseding_text(UpdateLook const& look, wusp::Guid const& id) {
  auto const titles = look.superseding(id);
  if (titles.empty()) return {std::string(none)};
  List list;
  list.reserve(titles.size());
  for (auto const& title : titles) list.push_back({title});
  return {std::move(list)};
}

Value articles(domain::Revision const& revision) {
  auto const& article = revision.extended.kb_article_id;
  return article.empty() ? Value{std::string(none)} : Value{article};
}

/// One property.
struct Property {
  std::string_view name;
  Value (*get)(UpdateLook const&, domain::Revision const&);
};
using Look = UpdateLook const&;
using Rev = domain::Revision const&;
constexpr std::array<Property, 13> properties{{
    {"Title", [](Look, Rev r) { return Value{r.title}; }},
    {"UpdateId", [](Look, Rev r) { return Value{r.identity.update_id}; }},
    {"Id", [](Look, Rev r) { return Value{UpdateRevisionId{r.identity.update_id}}; }},
    {"Update", [](Look, Rev r) { return Value{Update{r.identity.update_id}}; }},
    {"Classification", [](Look look, Rev r) { return Value{look.classification(r.identity.update_id)}; }},
    {"UpdateClassificationTitle", [](Look look, Rev r) { return Value{look.classification(r.identity.update_id)}; }},
    {"Approved", [](Look, Rev r) { return Value{approved_text(r)}; }},
    {"IsApproved", [](Look, Rev r) { return Value{UpdateLook::is_approved(r)}; }},
    {"IsDeclined", [](Look, Rev r) { return Value{r.declined}; }},
    {"IsSuperseded", [](Look look, Rev r) { return Value{!look.superseding(r.identity.update_id).empty()}; }},
    {"HasSupersededUpdates", [](Look, Rev r) { return Value{!r.superseded_updates.empty()}; }},
    {"UpdatesSupersedingThisUpdate", [](Look look, Rev r) { return superseding_text(look, r.identity.update_id); }},
    {"KnowledgebaseArticles", [](Look, Rev r) { return articles(r); }},
}};

}  // namespace

std::vector<std::string_view> update_properties() {
  std::vector<std::string_view> names;
  names.reserve(properties.size());
  for (auto const& property : properties) names.push_back(property.name);
  return names;
}

std::vector<std::string_view> update_methods() { return {"Decline"}; }

std::optional<Value> update_property(Context& context, Update const& update, std::string_view name) {
  auto const found = std::find_if(properties.begin(), properties.end(),
                                  [&](Property const& property) { return equal_caseless(property.name, name); });
  if (found == properties.end()) return std::nullopt;
  auto const look = context.look();
  auto const* const revision = look->find(update.id);
  return revision == nullptr ? Value{} : found->get(*look, *revision);
}

std::optional<Value> call_update(Context& context, Update const& update, std::string_view name, List const&) {
  if (!equal_caseless(name, "Decline")) return std::nullopt;
  if (!context.session.identity.elevated)
    fail(context, "Exception calling \"Decline\" with \"0\" argument(s): \"Request for principal permission failed.\"",
         "NotSpecified", "SecurityException");
  domain::UpdateIds const ids{update.id};
  decide(context.wsus(), ids,
         [&](domain::Catalogue const& catalogue) { return domain::decline_updates(catalogue, ids); });
  return Value{};
}

std::string update_table(Context& context, std::vector<Update> const& updates) {
  struct Row {
    std::string title{};
    std::string classification{};
    std::string approved{};
  };
  std::vector<Row> rows;
  rows.reserve(updates.size());
  std::size_t title_width = 5;
  std::size_t class_width = 14;
  auto const look = context.look();
  for (auto const& update : updates) {
    auto const* const revision = look->find(update.id);
    if (revision == nullptr) continue;
    rows.push_back({revision->title, look->classification(update.id), approved_text(*revision)});
    title_width = std::max(title_width, rows.back().title.size());
    class_width = std::max(class_width, rows.back().classification.size());
  }
  constexpr std::size_t percent_width = 35;
  auto const line = [&](std::string_view title, std::string_view group, std::string_view percent,
                        std::string_view approved) {
    return fmt::format("{:<{}} {:<{}} {:<{}} {}\n", title, title_width, group, class_width, percent, percent_width,
                       approved);
  };
  std::string text("\n");
  text += line("Title", "Classification", "Installed/Not Applicable Percentage", "Approved");
  text += line("-----", "--------------", std::string(percent_width, '-'), "--------");
  for (auto const& row : rows) text += line(row.title, row.classification, "", row.approved);
  text += '\n';
  return text;
}

}  // namespace wsus::server_shell::ps
