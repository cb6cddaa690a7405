// Proves what the commands of the computers table print and do: wsuscomputer and Get-WsusComputer.
#include "tests/unit/server/shell/server_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view first_id = "e1da06a3-5601-43c9-bac3-52d5db701494";
constexpr std::string_view second_id = "0bd2c9a1-0000-4000-8000-000000000002";

struct Office : ServerMachine {
  domain::Computers computers;

  Office() {
    auto const now = *wusp::parse_xsd_date_time("2026-10-04T15:03:36Z");
    computers.authorise(std::string(first_id), "pc01.lab.example", "", now);
    computers.authorise(std::string(second_id), "server02.lab.example", "", now);
    computers.register_computer(std::string(first_id), {.os_description = "Windows 11 Pro"});
    computers.add_events(std::string(first_id), {{.time_at_target = now}});
  }
  windows::CommandResult type(std::string_view line, windows::Identity identity = {}) {
    windows::Session session{.files = files, .identity = std::move(identity)};
    return windows::Prompt(
               std::move(session),
               server_commands({.computers = [this] { return computers.all(); },
                                .delete_computer = [this](auto const& id) { return computers.erase(id); },
                                .damage_computer = [this](auto const& id) { return computers.damage(id); }}))
        .run(line);
  }
};

TEST(Wsuscomputer, ListsTheTable) {
  Office office;
  EXPECT_EQ(office.type("wsuscomputer list").output,
            "0bd2c9a1-0000-4000-8000-000000000002  server02.lab.example  not registered\n"
            "e1da06a3-5601-43c9-bac3-52d5db701494  pc01.lab.example  registered\n");
  office.computers.restore({});
  EXPECT_EQ(office.type("wsuscomputer list").output, "No computers available.\n");
}

TEST(Wsuscomputer, DeletesAndDamagesByNameOrId) {
  for (std::string const name :
       {"pc01", "PC01.lab.example", "E1DA06A3-5601-43C9-BAC3-52D5DB701494", "{e1da06a3-5601-43c9-bac3-52d5db701494}"}) {
    Office office;
    auto const damaged = office.type("wsuscomputer damage " + name);
    EXPECT_EQ(damaged.exit_code, 0) << name;
    EXPECT_EQ(damaged.output, "Damaged pc01.lab.example (e1da06a3-5601-43c9-bac3-52d5db701494).\n");
    EXPECT_THAT(office.type("wsuscomputer list").output, HasSubstr("registered, damaged"));
    auto const deleted = office.type("wsuscomputer delete " + name);
    EXPECT_EQ(deleted.exit_code, 0) << name;
    EXPECT_EQ(deleted.output, "Deleted pc01.lab.example (e1da06a3-5601-43c9-bac3-52d5db701494).\n");
    EXPECT_EQ(office.computers.all().size(), 1u);
  }
}

TEST(Wsuscomputer, RefusesWhatItCannotTell) {
  Office office;
  office.computers.authorise("twin", "pc01.other.example", "", {});
  struct Row {
    std::string_view line;
    std::string_view says;
  };
  for (auto const& row : {Row{"wsuscomputer delete pc09", "The server has no computer \"pc09\"."},
                          Row{"wsuscomputer delete pc01", "2 computers are called \"pc01\""},
                          Row{"wsuscomputer delete", "A command of the lab's own."},
                          Row{"wsuscomputer", "A command of the lab's own."}}) {
    auto const result = office.type(row.line);
    EXPECT_EQ(result.exit_code, 1) << row.line;
    EXPECT_THAT(result.output, HasSubstr(row.says)) << row.line;
  }
  auto const plain = office.type("wsuscomputer delete server02", not_elevated);
  EXPECT_EQ(plain.exit_code, 1);
  EXPECT_EQ(plain.output, "Access is denied.\n");
  EXPECT_EQ(office.computers.all().size(), 3u);
  EXPECT_EQ(office.type("wsuscomputer /?").exit_code, 0);
}

TEST(GetWsusComputer, ListsAGroupOrThoseThatAreInNone) {
  Office office;
  office.computers.authorise(std::string(second_id), "server02.lab.example", "Pilots;Servers", {});
  auto const in = [&](std::string const& group) {
    auto const output = office.type("Get-WsusComputer -ComputerTargetGroups \"" + group + "\"").output;
    return std::pair(output.find("pc01") != std::string::npos, output.find("server02") != std::string::npos);
  };
  EXPECT_EQ(in("Unassigned Computers"), std::pair(true, false));
  EXPECT_EQ(in("pilots"), std::pair(false, true));
  EXPECT_EQ(in("Servers"), std::pair(false, true));
  EXPECT_EQ(in("all computers"), std::pair(true, true));
  EXPECT_EQ(office.type("Get-WsusComputer -ComputerTargetGroups Office").output, "No computers available.\n");
}

TEST(GetWsusComputer, PrintsATable) {
  Office office;
  for (std::string_view const line :
       {"powershell Get-WsusComputer", "powershell.exe -Command Get-WsusComputer", "powershell -c get-wsuscomputer",
        "powershell -NoProfile \"Get-WsusComputer\"", "Get-WsusComputer"}) {
    auto const result = office.type(line);
    EXPECT_EQ(result.exit_code, 0) << line;
    EXPECT_EQ(result.output, "\n"
                             "Computer             IP Address Operating System Last Status Report\n"
                             "--------             ---------- ---------------- ------------------\n"
                             "server02.lab.example                             Not yet reported\n"
                             "pc01.lab.example                Windows 11 Pro   10/4/2026 3:03:36 PM\n\n")
        << line;
  }
}

TEST(GetWsusComputer, NameIncludesFiltersWithoutRegardToCase) {
  Office office;
  auto const result = office.type("powershell -Command \"Get-WsusComputer -NameIncludes 'PC0'\"");
  EXPECT_THAT(result.output, HasSubstr("pc01.lab.example"));
  EXPECT_THAT(result.output, Not(HasSubstr("server02")));
  EXPECT_EQ(office.type("powershell Get-WsusComputer -NameIncludes pc09").output, "No computers available.\n");
}

TEST(GetWsusComputer, AnUnknownParameterIsPowerShellsError) {
  Office office;
  auto const result = office.type("powershell Get-WsusComputer -Name pc01 -Color red");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output,
              HasSubstr("Get-WsusComputer : A parameter cannot be found that matches parameter name 'Color'.\n"));
  EXPECT_THAT(result.output,
              HasSubstr("NamedParameterNotFound,Microsoft.UpdateServices.Commands.GetWsusComputerCommand"));
}

}  // namespace
}  // namespace wsus::server_shell::test
