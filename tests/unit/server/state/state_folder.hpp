// State files of tests: a folder of their own, and samples of what they hold.
#pragma once

#include "server/domain/computers.hpp"
#include "server/state/snapshot.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>

namespace wsus::state {

/// A new folder for each test.
class StateFolder : public testing::Test {
protected:
  StateFolder();
  ~StateFolder() override;

  std::filesystem::path folder_;
  std::filesystem::path file_ = folder_ / "state.db";
};

/// What StateError says when `work` throws one; else a text that no test expects.
[[nodiscard]] std::string state_error_of(std::function<void()> const& work);

/// SQL run by SQLite itself, without the lab's code.
void run_sql(std::filesystem::path const& file, std::string const& sql);

[[nodiscard]] wusp::UtcTime minute(int number);
/// An event with everything set, different for each number.
[[nodiscard]] domain::ReportedEvent full_event(int number);
/// Event 156 that says these updates are installed (numbers of their GUIDs).
[[nodiscard]] domain::ReportedEvent status_event(std::vector<int> const& installed);
[[nodiscard]] wusp::Guid guid_of(int number);
/// Everything that a state can hold.
[[nodiscard]] Snapshot full_snapshot();
/// The export of a snapshot: equal texts, equal states.
[[nodiscard]] std::string text_of(Snapshot const& snapshot);

}  // namespace wsus::state
