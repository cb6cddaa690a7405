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
  int exit_code;
  Hresult hresult;
  bool reboot;
};
std::ostream& operator<<(std::ostream& out, Row const& row) { return out << row.name; }

class Installer : public ::testing::TestWithParam<Row> {};

TEST_P(Installer, ReadsTheExitCodeByTheTable) {
  auto const& row = GetParam();
  machine::UpdateDetails details{.reboot_required = row.always_reboots, .default_result = row.default_result};
  if (row.table) details.return_codes = {{0, "Succeeded", false}, {3010, "Succeeded", true}, {5, "Failed", true}};
  auto const outcome = outcome_of(details, row.exit_code);
  EXPECT_EQ(outcome.hresult, row.hresult);
  EXPECT_EQ(outcome.reboot, row.reboot);
  EXPECT_EQ(outcome.what.empty(), row.hresult == hr::ok);
}

INSTANTIATE_TEST_SUITE_P(
    Codes, Installer,
    ::testing::Values(Row{"success", true, "Failed", false, 0, hr::ok, false},
                      Row{"success with restart", true, "Failed", false, 3010, hr::ok, true},
                      Row{"success of a handler that always restarts", true, "Failed", true, 0, hr::ok, true},
                      Row{"listed failure", true, "Succeeded", false, 5, 0x80070005U, false},
                      Row{"not listed", true, "Failed", false, 1603, 0x80070643U, false},
                      Row{"not listed, by default a success", true, "Succeeded", false, 7, hr::ok, false},
                      Row{"no table, success", false, "", false, 0, hr::ok, false},
                      Row{"no table, restart", false, "", false, 3010, hr::ok, true},
                      Row{"no table, failure", false, "", false, 1603, 0x80070643U, false},
                      Row{"an HRESULT as exit code", false, "", false, -2145124329, 0x80240017U, false},
                      Row{"zero that the table calls a failure", true, "Failed", false, 65536, 0x80070000U, false}));

}  // namespace
}  // namespace wsus::agent
