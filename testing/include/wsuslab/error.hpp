// What the library throws for what its user wrote.
#pragma once

#include <stdexcept>

namespace wsuslab {

/// A mistake in what was asked for: a fault, a catalogue, an option, a limit.
///
/// `what()` is the whole message: where, what was found, what is allowed or known. Nothing has changed when it is
/// thrown. What the system refuses (no port, no memory) comes as another std::exception.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

}  // namespace wsuslab
