// Get-WsusComputer [-NameIncludes TEXT] [-ComputerTargetGroups NAME]: lists the computers that the server knows. A
// cmdlet of the UpdateServices module.
//
// The table's columns are those of the cmdlet's default view; widths, date format and the texts for what is missing are
// assumptions. The lab's server does not keep IP addresses: that column stays empty.
#include "server/domain/approvals.hpp"
#include "server/domain/decisions.hpp"
#include "server/domain/lower.hpp"
#include "server/domain/targeting.hpp"
#include "server/shell/commands.hpp"
#include "server/shell/powershell_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::Session;

constexpr std::string_view cmdlet = "Get-WsusComputer";

using Row = std::array<std::string, 4>;

/// "10/4/2026 3:03:36 PM": en-US, in UTC.
std::string us_time(wusp::UtcTime time) {
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const clock(std::chrono::floor<std::chrono::seconds>(time - day));
  auto const hour = clock.hours().count();
  return fmt::format("{}/{}/{} {}:{:02}:{:02} {}", static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), static_cast<int>(date.year()), hour % 12 == 0 ? 12 : hour % 12,
                     clock.minutes().count(), clock.seconds().count(), hour < 12 ? "AM" : "PM");
}

std::string operating_system(domain::ComputerInfo const& info) {
  if (!info.os_description.empty()) return info.os_description;
  return info.os_version.empty() ? std::string() : fmt::format("Windows {}", info.os_version);
}

std::string last_report(domain::Computer const& computer) {
  if (computer.events.empty()) return "Not yet reported";
  auto const newest =
      std::max_element(computer.events.begin(), computer.events.end(),
                       [](auto const& a, auto const& b) { return a.time_at_target < b.time_at_target; });
  return us_time(newest->time_at_target);
}

Row row_of(domain::Computer const& computer) {
  return {computer.dns_name, "", operating_system(computer.info), last_report(computer)};
}

/// Computers whose groups all are unknown, and those without a group, are in Unassigned Computers.
bool is_in_group(domain::Computer const& computer, std::string_view group) {
  if (domain::same_name(group, domain::all_computers)) return true;
  auto const groups = domain::target_groups(computer.target_group);
  if (domain::same_name(group, domain::unassigned_computers)) return groups.empty();
  return std::any_of(groups.begin(), groups.end(), [&](auto const& one) { return domain::same_name(one, group); });
}

bool includes(std::string_view name, std::string_view text) {
  return windows::to_lower(name).find(windows::to_lower(text)) != std::string::npos;
}

std::string table(std::vector<Row> const& rows) {
  Row const heads{"Computer", "IP Address", "Operating System", "Last Status Report"};
  std::array<std::size_t, 4> widths{};
  for (std::size_t column = 0; column < heads.size(); ++column) {
    widths[column] = heads[column].size();
    for (auto const& row : rows) widths[column] = std::max(widths[column], row[column].size());
  }
  auto const line = [&](Row const& row) {
    auto text = fmt::format("{:<{}} {:<{}} {:<{}} {}", row[0], widths[0], row[1], widths[1], row[2], widths[2], row[3]);
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
    return text;
  };
  auto text = fmt::format("\n{}", line(heads));
  Row rule;
  for (std::size_t column = 0; column < heads.size(); ++column) rule[column].assign(heads[column].size(), '-');
  text += line(rule);
  for (auto const& row : rows) text += line(row);
  text += '\n';
  return text;
}

CommandResult run(Arguments const& arguments, ServerControl const& control) {
  Callee const callee{.head = std::string(cmdlet),
                      .category = std::string(cmdlet),
                      .exception = "ParameterBindingException",
                      .id = "Microsoft.UpdateServices.Commands.GetWsusComputerCommand"};
  auto const bound = bind_parameters(
      arguments.words,
      {{.name = "NameIncludes"}, {.name = "ComputerTargetGroups"}, {.name = "All", .type = ParameterType::flag}},
      callee);
  if (auto const* mistake = std::get_if<CommandResult>(&bound)) return *mistake;
  auto const& values = std::get<Bound>(bound);
  auto const wanted = values.find(std::string_view("NameIncludes"));
  auto const group = values.find(std::string_view("ComputerTargetGroups"));
  auto const computers = control.computers ? control.computers() : std::vector<domain::Computer>{};
  std::vector<Row> rows;
  rows.reserve(computers.size());
  for (auto const& computer : computers) {
    if (wanted != values.end() && !includes(computer.dns_name, wanted->second)) continue;
    if (group == values.end() || is_in_group(computer, group->second)) rows.push_back(row_of(computer));
  }
  if (rows.empty()) return {.exit_code = 0, .output = "No computers available.\n"};
  return {.exit_code = 0, .output = table(rows)};
}

}  // namespace

windows::Command get_wsus_computer(ServerControl const& control) {
  return {.name = cmdlet,
          .summary =
              "Get-WsusComputer [-NameIncludes TEXT] [-ComputerTargetGroups NAME]: the computers that the server knows",
          .run = [control](Session&, Arguments const& arguments) { return run(arguments, control); }};
}

}  // namespace wsus::server_shell
