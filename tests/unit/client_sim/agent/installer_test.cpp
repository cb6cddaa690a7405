// Exit codes of handlers, with and without a table.
#include "client_sim/agent/installer.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace wsus::agent {
namespace {

struct Row {
  std::string name;
  bool table;
  std::string default_result;
  bool always_reboots;
  bool reboots_by_default;
  int exit_code;
  Hresult hresult;
  bool reboot;
};
std::ostream& operator<<(std::ostream& out, Row const& row) { return out << row.name; }

class Installer : public ::testing::TestWithParam<Row> {};

TEST_P(Installer, ReadsTheExitCodeByTheTable) {
  auto const& row = GetParam();
  machine::UpdateDetails details{.reboot_required = row.always_reboots,
                                 .reboot_by_default = row.reboots_by_default,
                                 .default_result = row.default_result};
  if (row.table) details.return_codes = {{0, "Succeeded", false}, {3010, "Succeeded", true}, {5, "Failed", true}};
  auto const outcome = outcome_of(details, row.exit_code);
  EXPECT_EQ(outcome.hresult, row.hresult);
  EXPECT_EQ(outcome.reboot, row.reboot);
  EXPECT_EQ(outcome.what.empty(), row.hresult == hr::ok);
}

INSTANTIATE_TEST_SUITE_P(
    Codes, Installer,
    ::testing::Values(
        Row{"success", true, "Failed", false, false, 0, hr::ok, false},
        Row{"success with restart", true, "Failed", false, false, 3010, hr::ok, true},
        Row{"success of a handler that always restarts", true, "Failed", true, false, 0, hr::ok, true},
        Row{"listed failure", true, "Succeeded", false, false, 5, 0x80070005U, false},
        Row{"not listed", true, "Failed", false, false, 1603, 0x80070643U, false},
        Row{"not listed, by default a success", true, "Succeeded", false, false, 7, hr::ok, false},
        Row{"no table, success", false, "", false, false, 0, hr::ok, false},
        Row{"no table, restart", false, "", false, false, 3010, hr::ok, true},
        Row{"no table, failure", false, "", false, false, 1603, 0x80070643U, false},
        Row{"an HRESULT as exit code", false, "", false, false, -2145124329, 0x80240017U, false},
        Row{"not listed, by default a success with restart", true, "Succeeded", false, true, 7, hr::ok, true},
        Row{"listed without restart, by default with one", true, "Succeeded", false, true, 0, hr::ok, false},
        Row{"listed with restart, by default with one", true, "Succeeded", false, true, 3010, hr::ok, true},
        Row{"no table, by default with restart", false, "", false, true, 0, hr::ok, true},
        Row{"by default with restart, failed", true, "Failed", false, true, 7, 0x80070007U, false},
        Row{"zero that the table calls a failure", true, "Failed", false, false, 65536, 0x80070000U, false}));

}  // namespace
}  // namespace wsus::agent
