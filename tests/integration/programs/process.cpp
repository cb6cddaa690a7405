// Child processes of tests: see process.hpp.
#include "tests/integration/programs/process.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace wsus::test {
namespace {

void redirect(std::filesystem::path const& file, int flags, int descriptor) {
  int const opened = ::open(file.c_str(), flags, 0644);
  if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(126);
}

pid_t start(std::vector<std::string> const& command, std::filesystem::path const& directory) {
  auto texts = command;  // execvp wants them writable
  std::vector<char*> words;
  for (auto& word : texts) words.push_back(word.data());
  words.push_back(nullptr);
  pid_t const pid = ::fork();
  if (pid < 0) throw std::runtime_error("fork failed");
  if (pid == 0) {
    if (::chdir(directory.c_str()) != 0) ::_exit(126);
    redirect("stdin.txt", O_RDONLY | O_CREAT, 0);
    redirect("stdout.txt", O_WRONLY | O_CREAT | O_TRUNC, 1);
    redirect("stderr.txt", O_WRONLY | O_CREAT | O_TRUNC, 2);
    ::execvp(words.front(), words.data());
    ::_exit(127);
  }
  return pid;
}

Finished collect(int status, std::filesystem::path const& directory) {
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .output = read_file(directory / "stdout.txt"),
          .errors = read_file(directory / "stderr.txt")};
}

}  // namespace

Finished run(std::vector<std::string> const& command, std::filesystem::path const& directory,
             std::string const& input) {
  std::ofstream(directory / "stdin.txt") << input;
  int status = 0;
  ::waitpid(start(command, directory), &status, 0);
  return collect(status, directory);
}

Background::Background(std::vector<std::string> const& command, std::filesystem::path directory)
    : directory_(std::move(directory)), pid_(start(command, directory_)) {}

Background::~Background() {
  if (!pid_) return;
  ::kill(*pid_, SIGKILL);
  ::waitpid(*pid_, nullptr, 0);
}

void Background::wait_for(std::filesystem::path const& file) {
  auto const limit = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!std::filesystem::exists(file)) {
    int status = 0;
    if (::waitpid(*pid_, &status, WNOHANG) != 0) {
      pid_.reset();
      auto const end = collect(status, directory_);
      throw std::runtime_error(fmt::format("the program ended with {}: {}", end.exit_code, end.errors));
    }
    if (std::chrono::steady_clock::now() > limit) throw std::runtime_error("no " + file.string());
    std::this_thread::yield();
  }
}

void Background::signal(int number) const { ::kill(*pid_, number); }

Finished Background::stop() {
  signal(SIGTERM);
  int status = 0;
  ::waitpid(*pid_, &status, 0);
  pid_.reset();
  return collect(status, directory_);
}

std::filesystem::path fresh_folder(std::string const& name) {
  auto folder = std::filesystem::path(testing::TempDir()) / fmt::format("wsus-{}-{}", name, ::getpid());
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

std::string read_file(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace wsus::test
