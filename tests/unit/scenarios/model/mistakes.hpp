// Tables of mistakes: a change of a good scenario, and the whole message that its writer gets.
#pragma once

#include "tests/unit/scenarios/model/model_fixture.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace wsus::scenario::test {

/// A good scenario with `from` replaced by `to`, and the message without "s.yaml:".
struct Mistake {
  std::string from{};
  std::string to{};
  std::string message{};
};

inline void expect_messages(std::vector<Mistake> const& mistakes, std::string_view text = good) {
  for (auto const& [from, to, message] : mistakes) {
    EXPECT_EQ(message_of_parsing(changed(from, to, text)), "s.yaml:" + message)
        << "instead of '" << from << "': '" << to << "'";
  }
}

}  // namespace wsus::scenario::test
