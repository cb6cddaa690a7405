// Decline-SupersededUpdatesWithExclusionPeriod.ps1: Microsoft's script of "PowerShell script to decline superseded
// updates in WSUS" (support article of Configuration Manager; KB4096317 names it as a mitigation).
//
//   -UpdateServer HOST -Port N [-UseSSL] [-SkipDecline] [-DeclineLastLevelOnly] [-ExclusionPeriod DAYS]
//
// Counts, order and texts are the script's. Left out: its transcript, and the limit to updates of the last six months
// that later versions have (the lab knows no arrival date). The lab has one server: HOST, N and -UseSSL are taken as
// its address. The script is where the administrator saved it, in the current folder or in that of -File.
#include "server/shell/commands.hpp"
#include "server/shell/powershell_parameters.hpp"
#include "windows/fs/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::Session;

constexpr std::string_view script = "Decline-SupersededUpdatesWithExclusionPeriod.ps1";

struct Counts {
  std::size_t all = 0;
  std::size_t last_level = 0;
  std::size_t old = 0;
  std::size_t old_last_level = 0;
};

Counts counts_of(domain::SupersedenceSummary const& summary) {
  Counts counts;
  for (auto const& update : summary.superseded) {
    ++counts.all;
    if (!update.supersedes_others) ++counts.last_level;
    if (!update.is_old_enough) continue;
    ++counts.old;
    if (!update.supersedes_others) ++counts.old_last_level;
  }
  return counts;
}

/// The list that the script leaves beside itself.
std::string csv_of(domain::SupersedenceSummary const& summary) {
  std::string text = "UpdateID, RevisionNumber, Title, KBArticle, SecurityBulletin, LastLevel\r\n";
  for (auto const& update : summary.superseded) {
    text += fmt::format("{}, {}, {}, , , {}\r\n", wusp::to_string(update.identity.update_id),
                        update.identity.revision_number, update.title, update.supersedes_others ? "True" : "False");
  }
  return text;
}

std::string summary_text(domain::SupersedenceSummary const& summary, Counts const& counts, int days) {
  return fmt::format("\nSummary:\n========\n"
                     "All Updates = {}\n"
                     "Any except Declined = {}\n"
                     "All Superseded Updates = {}\n"
                     "    Superseded Updates (Intermediate) = {}\n"
                     "    Superseded Updates (Last Level) = {}\n"
                     "    Superseded Updates (Older than {} days) = {}\n"
                     "    Superseded Updates (Last Level Older than {} days) = {}\n",
                     summary.updates, summary.updates - summary.declined, counts.all, counts.all - counts.last_level,
                     counts.last_level, days, counts.old, days, counts.old_last_level);
}

std::string declined_text(DeclineRequest const& request, Counts const& counts, std::string_view backup) {
  if (request.skip_decline) return "SkipDecline flag is set to True. Skipped declining updates\n";
  auto const declined = request.last_level_only ? counts.old_last_level : counts.old;
  auto text = fmt::format("SkipDecline flag is set to False. Continuing with declining updates\n"
                          "  DeclineLastLevel is set to {}\n"
                          "  Declined {} updates.\n",
                          request.last_level_only ? "True. Only declining last level superseded updates."
                                                  : "False. Declining all superseded updates.",
                          declined);
  if (declined != 0) text += fmt::format("  Backed up list of superseded updates to {}\n", backup);
  return text;
}

std::string connecting(Bound const& values) {
  return fmt::format("Connecting to WSUS server {} on Port {}{}... ", values.at("UpdateServer"), values.at("Port"),
                     values.contains("UseSSL") ? " using SSL" : "");
}

/// What the binder found to be a number.
int number(std::string const& text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Out-File: an error is shown and the script goes on.
std::string save(Session& session, std::string const& path, std::string const& text) {
  auto const error = session.files.write(path, text, session.identity);
  return error ? fmt::format("Out-File : {}\n", message_of(*error)) : std::string();
}

CommandResult decline(Session& session, Bound const& values, ServerControl const& control) {
  auto const days = values.contains("ExclusionPeriod") ? number(values.at("ExclusionPeriod")) : 0;
  DeclineRequest const request{.exclusion_period = std::chrono::days(days),
                               .last_level_only = values.contains("DeclineLastLevelOnly"),
                               .skip_decline = values.contains("SkipDecline")};
  auto const summary = control.decline_superseded ? control.decline_superseded(request) : domain::SupersedenceSummary{};
  auto const counts = counts_of(summary);
  auto const list = windows::join_path(session.cwd, "SupersededUpdates.csv");
  auto const backup = windows::join_path(session.cwd, "SupersededUpdatesBackup.csv");
  auto const csv = csv_of(summary);
  CommandResult result;
  result.output = fmt::format("{}Connected.\nGetting a list of all updates... Done\nParsing the list of updates... ",
                              connecting(values));
  result.output += save(session, list, csv);
  result.output += fmt::format("Done.\nList of superseded updates: {}\n{}{}", list, summary_text(summary, counts, days),
                               declined_text(request, counts, backup));
  bool const declined = !request.skip_decline && (request.last_level_only ? counts.old_last_level : counts.old) != 0;
  if (declined) result.output += save(session, backup, csv);
  result.output += "\nDone\n\n";
  return result;
}

std::vector<Parameter> parameters() {
  return {{.name = "UpdateServer", .is_mandatory = true, .is_positional = true},
          {.name = "UseSSL", .type = ParameterType::flag},
          {.name = "Port", .type = ParameterType::int32, .is_mandatory = true, .is_positional = true},
          {.name = "SkipDecline", .type = ParameterType::flag},
          {.name = "DeclineLastLevelOnly", .type = ParameterType::flag},
          {.name = "ExclusionPeriod", .type = ParameterType::int32}};
}

CommandResult run(Session& session, Arguments const& arguments, ServerControl const& control) {
  Callee const callee{.head = windows::join_path(session.cwd, script),
                      .category = std::string(script),
                      .exception = "ParentContainsErrorRecordException",
                      .id = std::string(script)};
  auto const bound = bind_parameters(arguments.words, parameters(), callee);
  if (auto const* mistake = std::get_if<CommandResult>(&bound)) return *mistake;
  auto const& values = std::get<Bound>(bound);
  // The script returns from here on: exit code 0, whatever it could not do.
  if (values.contains("SkipDecline") && values.contains("DeclineLastLevelOnly")) {
    return {.exit_code = 0,
            .output = "Using SkipDecline and DeclineLastLevelOnly switches together is not allowed.\n\n"};
  }
  if (!session.identity.elevated) {
    // Assumption: the sentence of GetUpdateServer for somebody who is no WSUS administrator.
    return {.exit_code = 0,
            .output = fmt::format("{}Failed to connect.\nError: Exception calling \"GetUpdateServer\" with \"3\" "
                                  "argument(s): \"Request for principal permission failed.\"\nPlease make sure that "
                                  "WSUS Admin Console is installed on this machine\n\n",
                                  connecting(values))};
  }
  return decline(session, values, control);
}

}  // namespace

windows::Command decline_superseded_updates(ServerControl const& control) {
  return {.name = script,
          .summary =
              "declines superseded updates: -UpdateServer HOST -Port 8530 [-ExclusionPeriod DAYS] [-SkipDecline]",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
