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

/// `input`: what stands at its standard input.
inline Run run(std::vector<std::string> const& arguments, std::string const& input = {},
               Surroundings const& surroundings = {}) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  int const code = run_cli(arguments, in, out, err, surroundings);
  return {code, out.str(), err.str()};
}

}  // namespace wsus::client::test
