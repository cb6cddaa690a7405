// The folder and streams of cli_fixture.hpp.
#include "tests/unit/scenarios/app/cli_fixture.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace wsus::test {

CliTest::CliTest() {
  auto name = (std::filesystem::temp_directory_path() / "wsus-lab-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
}

CliTest::~CliTest() {
  std::error_code ignored;  // what is left in a temporary folder does no harm
  std::filesystem::remove_all(folder_, ignored);
}

int CliTest::run(std::vector<std::string> const& arguments, lab::Surroundings const& surroundings) {
  std::ostringstream out;
  std::ostringstream err;
  int const code = lab::run_cli(arguments, out, err, surroundings);
  out_ = out.str();
  err_ = err.str();
  return code;
}

std::string CliTest::file(std::string const& name, std::string_view content) {
  std::filesystem::create_directories((folder_ / name).parent_path());
  std::ofstream(folder_ / name, std::ios::binary) << content;
  return path(name);
}

std::string CliTest::content(std::string const& name) const {
  std::ifstream in(folder_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace wsus::test
