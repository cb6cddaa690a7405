// Runs what the command line asks for.
#include "scenarios/app/cli.hpp"

#include <exception>
#include <ostream>

namespace wsus::lab {
namespace {

/// One overload for each command.
struct Runner {
  std::ostream& out;
  std::ostream& err;
  Surroundings const& surroundings;

  int operator()(EndProgram const& end) const {
    (end.exit_code == 0 ? out : err) << end.text;
    return end.exit_code;
  }
  int operator()(RunCommand const& command) const { return run(command, out, err, surroundings); }
  int operator()(ListCommand const& command) const { return list(command, out, err, surroundings); }
  int operator()(CheckCommand const& command) const { return check(command, out, err); }
  int operator()(ExplainCommand const& command) const { return explain(command, out, err, surroundings); }
  int operator()(DocumentCommand const& command) const { return document(command, out, err, surroundings); }
  int operator()(CapacityCommand const& command) const { return compute_capacity(command, out, err, surroundings); }
  int operator()(TeachCommand const& command) const { return teach(command, out, err, surroundings); }
  int operator()(MutateCommand const& command) const { return mutate(command, out, err, surroundings); }
};

}  // namespace

int run_cli(std::vector<std::string> const& arguments, std::ostream& out, std::ostream& err,
            Surroundings const& surroundings) {
  int code = exit_code::internal;
  try {
    code = std::visit(Runner{out, err, surroundings}, parse_options(arguments));
  } catch (std::exception const& error) {
    err << "wsus-lab: internal error: " << error.what() << "\n";
    return exit_code::internal;
  }
  if (out.flush() || code != exit_code::held) return code;
  err << "wsus-lab: the output cannot be written\n";
  return exit_code::did_not_hold;
}

}  // namespace wsus::lab
