// The command line of wua-sim as a function.
#pragma once

#include "client_sim/app/cli.hpp"

#include <sstream>
#include <string>
#include <vector>

namespace wsus::client::test {

struct Run {
  int exit_code = -1;
  std::string out{};
  std::string err{};
};

inline Run run(std::vector<std::string> const& arguments) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  int const code = run_cli(arguments, in, out, err);
  return {code, out.str(), err.str()};
}

}  // namespace wsus::client::test
