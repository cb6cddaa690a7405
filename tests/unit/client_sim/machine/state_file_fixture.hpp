// A folder that a machine is saved in, and what may happen to it there.
#pragma once

#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/state_file.hpp"
#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace wsus::machine {

namespace fs = std::filesystem;

class StateFile : public testing::Test {
protected:
  StateFile() {
    auto const* const test = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = fs::path(testing::TempDir()) / (std::string("wsus-state-") + test->name());
    fs::remove_all(directory_);
  }
  ~StateFile() override {
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
  }

  [[nodiscard]] fs::path document() const { return directory_ / "machine.json"; }
  [[nodiscard]] std::string read(fs::path const& path) const {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  void write(fs::path const& path, std::string_view text) const {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  }
  /// Replaces the first `from` in machine.json.
  void damage(std::string_view from, std::string_view to) const {
    auto text = read(document());
    auto const at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    write(document(), text.replace(at, from.size(), to));
  }
  /// What load_state says; empty when it loads.
  [[nodiscard]] std::string complaint(MachineOptions options = {}) const {
    TestMachine pc(std::move(options));
    auto const id = sus_client_id(pc.machine);
    pc.machine.data_store().registered_data = "untouched";
    try {
      static_cast<void>(load_state(pc.machine, directory_));
    } catch (std::runtime_error const& error) {
      EXPECT_EQ(sus_client_id(pc.machine), id) << "a machine is not changed by a damaged file";
      EXPECT_EQ(pc.machine.data_store().registered_data, "untouched");
      return error.what();
    }
    return {};
  }

  fs::path directory_;
};

}  // namespace wsus::machine
