// Invoke-WsusServerCleanup: what the console's cleanup wizard does.
//
//   [Get-WsusServer |] Invoke-WsusServerCleanup [-DeclineSupersededUpdates] [-DeclineExpiredUpdates]
//                      [-CleanupObsoleteUpdates] [-CompressUpdates] [-CleanupObsoleteComputers]
//                      [-CleanupUnneededContentFiles]
//
// The two sentences of Microsoft's reference are real, the others are by analogy (M). The wizard looks at 30 days for
// superseded and obsolete updates too; the lab knows no date of a decline, and takes all. Nothing expires in the lab,
// old revisions and content files stay: these counts are 0.
#include "server/domain/decline.hpp"
#include "server/shell/ps/cmdlets.hpp"
#include "server/shell/wsus/wsus_parts.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace wsus::server_shell::ps {
namespace {

constexpr std::string_view name = "Invoke-WsusServerCleanup";
/// Computers that were not heard of for so long are obsolete (the wizard's text).
constexpr std::chrono::days silence{30};

std::size_t decline_all_superseded(Context& context) {
  domain::UpdateIds ids;
  for (auto const& update : domain::summarise_supersedence(*context.wsus().catalogue()).superseded)
    ids.insert(update.identity.update_id);
  if (!ids.empty())
    decide(context.wsus(), ids,
           [&](domain::Catalogue const& catalogue) { return domain::decline_updates(catalogue, ids); });
  return ids.size();
}

/// What becomes unreferenced by a deletion is deleted at the next clean-up, as with the real one.
std::size_t delete_obsolete(Context& context) {
  auto const& wsus = context.wsus();
  auto const catalogue = wsus.catalogue();
  auto const obsolete = domain::obsolete_updates(*catalogue);
  if (obsolete.empty()) return 0;
  domain::UpdateIds const ids(obsolete.begin(), obsolete.end());
  wsus.replace_catalogue(std::make_shared<domain::Catalogue const>(domain::without_updates(*catalogue, ids)));
  wsus.database->change([&](susdb::SusDb& state) {
    for (auto const& id : ids) susdb::forget(state, id);
  });
  return ids.size();
}

std::size_t delete_silent_computers(Context const& context) {
  auto const& control = context.control;
  if (!control.computers || !control.delete_computer) return 0;
  std::size_t deleted = 0;
  for (auto const& computer : control.computers()) {
    bool const is_silent = context.wsus().now() - computer.last_contact > silence;
    if (is_silent && control.delete_computer(computer.client_id)) ++deleted;
  }
  return deleted;
}

}  // namespace

List invoke_wsus_server_cleanup(Context& context, Command const& command, List) {
  std::vector<Parameter> parameters{{.name = "UpdateServer"}};
  for (auto const* const flag : {"CleanupObsoleteComputers", "CleanupObsoleteUpdates", "CleanupUnneededContentFiles",
                                 "CompressUpdates", "DeclineExpiredUpdates", "DeclineSupersededUpdates"})
    parameters.push_back({.name = flag, .type = ParameterType::flag});
  auto const arguments = bind(context, command, name, std::move(parameters));
  if (!context.wsus().is_complete() || !database_answers(context.wsus()))
    fail_cmdlet(name, "An error occurred trying to connect to the WSUS server: the database cannot be reached.",
                "NotSpecified", "UnexpectedError");
  if (arguments.has("WhatIf"))
    return {Value{Printed{fmt::format("What if: Performing the operation \"{}\" on target \"{}\".\n", name,
                                      context.wsus().server_name)}}};
  if (!context.session.identity.elevated)
    fail_cmdlet(name, "Request for principal permission failed.", "NotSpecified", "UnexpectedError");
  std::string text;
  if (arguments.has("DeclineSupersededUpdates"))
    text += fmt::format("Superseded Updates Declined: {}\n", decline_all_superseded(context));
  if (arguments.has("DeclineExpiredUpdates")) text += "Expired Updates Declined: 0\n";
  if (arguments.has("CleanupObsoleteUpdates"))
    text += fmt::format("Obsolete Updates Deleted: {}\n", delete_obsolete(context));
  if (arguments.has("CompressUpdates")) text += "Updates Compressed: 0\n";
  if (arguments.has("CleanupObsoleteComputers"))
    text += fmt::format("Obsolete Computers Deleted: {}\n", delete_silent_computers(context));
  if (arguments.has("CleanupUnneededContentFiles")) text += "Diskspace Freed: 0\n";
  return {Value{Printed{std::move(text)}}};
}

}  // namespace wsus::server_shell::ps
