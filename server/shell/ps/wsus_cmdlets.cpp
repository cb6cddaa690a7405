// The cmdlets of the module UpdateServices.
//
//   Get-WsusServer [[-Name] NAME -PortNumber N [-UseSsl]]
//   Get-WsusUpdate -UpdateId GUID [-RevisionNumber N]
//   Get-WsusUpdate [-Classification All|Critical|Security|WSUS] [-Approval
//   Approved|Unapproved|AnyExceptDeclined|Declined]
//                  [-Status Any]
//   ... | Deny-WsusUpdate [-WhatIf]
//   ... | Approve-WsusUpdate -Action Install|Uninstall|NotApproved -TargetGroupName NAME [-WhatIf]
//
// Parameters and their words are those of Microsoft's reference. The lab has one server: NAME and N are taken as its
// address. -Status other than Any is not known: the lab's updates have no counts of computers.
#include "server/shell/ps/cmdlets.hpp"
#include "server/shell/wsus/wsus_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::server_shell::ps {
namespace {

constexpr std::string_view get_update_name = "Get-WsusUpdate";

/// The administration API asks the database.
void require_server(Context const& context, std::string_view cmdlet) {
  if (!context.wsus().is_complete())
    fail_cmdlet(cmdlet, "The WSUS server is not installed.", "NotSpecified", "WsusNotInstalled",
                "this server was put together without it");
  if (!database_answers(context.wsus()))
    fail_cmdlet(cmdlet, "An error occurred trying to connect to the WSUS server: the database cannot be reached.",
                "NotSpecified", "UnexpectedError");
}

void require_administrator(Context const& context, std::string_view cmdlet) {
  if (!context.session.identity.elevated)
    fail_cmdlet(cmdlet, "Request for principal permission failed.", "NotSpecified", "UnexpectedError");
}

bool is_of(std::string_view wanted, std::string const& classification) {
  if (wanted == "All") return true;
  if (wanted == "Critical") return classification == "Critical Updates";
  if (wanted == "Security") return classification == "Security Updates";
  return classification == "WSUS Infrastructure Updates";
}

bool is_in(std::string_view wanted, domain::Revision const& revision) {
  if (wanted == "AnyExceptDeclined") return !revision.declined;
  if (wanted == "Declined") return revision.declined;
  bool const approved = UpdateLook::is_approved(revision);
  return wanted == "Approved" ? approved : !approved && !revision.declined;
}

List one_update(Context& context, BoundArguments const& arguments) {
  auto const id = wusp::parse_guid(text_of(arguments.value("UpdateId")));
  if (!id) {
    fail_cmdlet(get_update_name,
                fmt::format("Cannot bind parameter 'UpdateId'. Cannot convert value \"{}\" to type \"System.Guid\".",
                            arguments.text("UpdateId")),
                "InvalidArgument", "CannotConvertArgumentNoMessage");
  }
  if (context.look()->find(*id) == nullptr)
    fail_cmdlet(get_update_name, "The specified item could not be found in the database.", "ObjectNotFound",
                "WsusObjectNotFoundException");
  return {Value{Update{*id}}};
}

/// The updates of the pipeline and of -Update; throws Failure for other things.
domain::UpdateIds updates_of(BoundArguments const& arguments, List const& input, std::string_view cmdlet) {
  auto items = input;
  if (arguments.has("Update")) {
    for (auto& item : items_of(arguments.value("Update"))) items.push_back(std::move(item));
  }
  domain::UpdateIds ids;
  for (auto const& item : items) {
    auto const* const update = std::get_if<Update>(&item.held);
    if (update == nullptr)
      fail_cmdlet(cmdlet, "The input object cannot be bound to any parameters for the command.", "InvalidArgument",
                  "InputObjectNotBound", fmt::format("{} takes what Get-WsusUpdate gives", cmdlet));
    ids.insert(update->id);
  }
  return ids;
}

/// "What if: ..." for each update, in the order of the catalogue; empty when it was not asked for.
List what_if(Context& context, BoundArguments const& arguments, domain::UpdateIds const& ids, std::string_view cmdlet) {
  if (!arguments.has("WhatIf")) return {};
  auto const look = context.look();
  List lines;
  for (auto const& id : look->all()) {
    auto const* const revision = look->find(id);
    if (ids.contains(id) && revision != nullptr)
      lines.push_back({Printed{
          fmt::format("What if: Performing the operation \"{}\" on target \"{}\".\n", cmdlet, revision->title)}});
  }
  return lines;
}

/// The group's own spelling; throws Failure for a group that the server does not have.
std::string group_of(Context const& context, std::string const& typed) {
  auto const settings = context.wsus().settings();
  auto const& rules = settings->targeting;
  std::vector<std::string_view> names{domain::all_computers, domain::unassigned_computers};
  names.insert(names.end(), rules.groups.begin(), rules.groups.end());
  for (auto const name : names) {
    if (windows::equal_caseless(name, typed)) return std::string(name);
  }
  if (!rules.knows_groups) return typed;
  fail_cmdlet("Approve-WsusUpdate", fmt::format("Target group '{}' does not exist.", typed), "InvalidArgument",
              "WsusObjectNotFoundException", known_names(typed, names));
}

}  // namespace

List get_wsus_server(Context& context, Command const& command, List) {
  (void)bind(context, command, "Get-WsusServer",
             {{.name = "Name", .is_positional = true},
              {.name = "PortNumber", .type = ParameterType::int32},
              {.name = "UseSsl", .type = ParameterType::flag}});
  require_server(context, "Get-WsusServer");
  return {Value{Server{}}};
}

List get_wsus_update(Context& context, Command const& command, List) {
  auto const arguments = bind(context, command, get_update_name,
                              {{.name = "UpdateServer"},
                               {.name = "UpdateId"},
                               {.name = "RevisionNumber", .type = ParameterType::int32},
                               {.name = "Classification"},
                               {.name = "Approval"},
                               {.name = "Status"}});
  require_server(context, get_update_name);
  if (arguments.has("UpdateId")) return one_update(context, arguments);
  auto const chosen = [&](std::string_view name, std::string_view otherwise,
                          std::vector<std::string_view> const& words) {
    return arguments.has(name) ? enumerator(get_update_name, name, arguments.text(name), words) : otherwise;
  };
  auto const classification = chosen("Classification", "All", {"All", "Critical", "Security", "WSUS"});
  auto const approval =
      chosen("Approval", "AnyExceptDeclined", {"Approved", "Unapproved", "AnyExceptDeclined", "Declined"});
  auto const status = chosen("Status", "Any",
                             {"NoStatus", "InstalledOrNotApplicable", "InstalledOrNotApplicableOrNoStatus", "Failed",
                              "Needed", "FailedOrNeeded", "Any"});
  if (status != "Any")
    fail_cmdlet(get_update_name, fmt::format("The status '{}' is not known here.", status), "NotImplemented",
                "NotSupported", "updates have no counts of computers in it; -Status Any is known");
  List list;
  auto const look = context.look();
  for (auto const& id : look->all()) {
    auto const* const revision = look->find(id);
    if (is_in(approval, *revision) && is_of(classification, look->classification(id))) list.push_back({Update{id}});
  }
  return list;
}

List deny_wsus_update(Context& context, Command const& command, List input) {
  constexpr std::string_view name = "Deny-WsusUpdate";
  auto const arguments = bind(context, command, name, {{.name = "Update"}});
  require_server(context, name);
  auto const ids = updates_of(arguments, input, name);
  if (arguments.has("WhatIf")) return what_if(context, arguments, ids, name);
  require_administrator(context, name);
  if (!ids.empty()) {
    decide(context.wsus(), ids,
           [&](domain::Catalogue const& catalogue) { return domain::decline_updates(catalogue, ids); });
  }
  return {};
}

List approve_wsus_update(Context& context, Command const& command, List input) {
  constexpr std::string_view name = "Approve-WsusUpdate";
  auto const arguments = bind(context, command, name,
                              {{.name = "Update"},
                               {.name = "Action", .is_mandatory = true},
                               {.name = "TargetGroupName", .is_mandatory = true}});
  require_server(context, name);
  auto const action = enumerator(name, "Action", arguments.text("Action"), {"Install", "Uninstall", "NotApproved"});
  auto const group = group_of(context, arguments.text("TargetGroupName"));
  auto const ids = updates_of(arguments, input, name);
  if (arguments.has("WhatIf")) return what_if(context, arguments, ids, name);
  require_administrator(context, name);
  if (ids.empty()) return {};
  auto const decided = action == "Install"     ? domain::DeploymentAction::install
                       : action == "Uninstall" ? domain::DeploymentAction::uninstall
                                               : domain::DeploymentAction::evaluate;
  domain::Approval const approval{.action = decided, .target_group = group, .time = context.wsus().now()};
  decide(context.wsus(), ids,
         [&](domain::Catalogue const& catalogue) { return domain::approve_updates(catalogue, ids, approval); });
  return {};
}

}  // namespace wsus::server_shell::ps
