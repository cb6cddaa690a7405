// What is wrong with a state file, as a sentence that names it.
#pragma once

#include <stdexcept>

namespace wsus::state {

class StateError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

}  // namespace wsus::state
