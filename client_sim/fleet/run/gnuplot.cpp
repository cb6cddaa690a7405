// A script in a temporary folder, and what gnuplot makes of it.
#include "client_sim/fleet/run/gnuplot.hpp"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace wsus::fleet {
namespace {

namespace fs = std::filesystem;

/// A folder of one's own, gone at the end.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::random_device random;
    path_ = fs::temp_directory_path() / fmt::format("wua-sim-{:08x}{:08x}", random(), random());
    fs::create_directory(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;  // what is left of it is the system's to clean
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

private:
  fs::path path_;
};

std::string content_of(std::string const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Empty: it has ended well. Its output and errors are in the files.
std::string run(std::string const& program, std::string const& script, std::string const& output,
                std::string const& errors) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  constexpr mode_t mine = 0600;
  constexpr int fresh = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), fresh, mine);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors.c_str(), fresh, mine);
  std::string name = program;
  std::string argument = script;
  std::array<char*, 3> arguments{name.data(), argument.data(), nullptr};
  pid_t process = 0;
  int const failed = posix_spawnp(&process, name.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed == ENOENT) return fmt::format("{} is not installed (Debian: gnuplot-nox)", program);
  if (failed != 0) return fmt::format("{} cannot be started ({})", program, std::strerror(failed));
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return fmt::format("{} was lost ({})", program, std::strerror(errno));
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  auto const said = content_of(errors);
  return fmt::format("{} failed: {}", program, said.substr(0, said.find('\n', 1)));
}

}  // namespace

DrawnPicture draw(Picture const& picture, std::string const& program) {
  DrawnPicture drawn{.title = picture.title, .description = picture.description};
  try {
    TemporaryFolder const folder;
    auto const script = folder.file("picture.gp");
    std::ofstream(script, std::ios::binary) << picture.script;
    drawn.problem = run(program, script, folder.file("picture.svg"), folder.file("errors.txt"));
    if (drawn.problem.empty()) drawn.svg = content_of(folder.file("picture.svg"));
  } catch (std::exception const& error) {  // no temporary folder
    drawn.problem = error.what();
  }
  if (drawn.problem.empty() && drawn.svg.find("</svg>") == std::string::npos) {
    drawn.svg.clear();
    drawn.problem = fmt::format("{} wrote no picture", program);
  }
  return drawn;
}

}  // namespace wsus::fleet
