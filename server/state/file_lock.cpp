// The lock of a state file: see file_lock.hpp. flock() and not fcntl(): it keeps out a second server of the same
// process too, and closing another descriptor of the file does not lose it.
#include "server/state/file_lock.hpp"

#include "server/state/state_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

namespace wsus::state {
namespace {

std::string reason(int error) { return std::system_category().message(error); }

/// " (process 4711)", or nothing when the holder has not written it yet.
std::string holder_text(int descriptor) {
  std::array<char, 16> digits{};
  auto const size = ::pread(descriptor, digits.data(), digits.size(), 0);
  std::string const text(digits.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  auto const end = text.find_first_not_of("0123456789");
  auto const number = text.substr(0, end);
  return number.empty() ? std::string() : fmt::format(" (process {})", number);
}

/// Beside the file itself, as its log is: a link that leads there leads to the same lock.
std::string lock_of(std::filesystem::path const& state_file) {
  std::error_code error;
  auto const itself = std::filesystem::weakly_canonical(state_file, error);
  return fmt::format("{}.lock", error ? state_file.string() : itself.string());
}

}  // namespace

FileLock::FileLock(std::filesystem::path const& state_file) {
  auto const name = state_file.string();
  auto const lock = lock_of(state_file);
  descriptor_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0)
    throw StateError(
        fmt::format("state file '{}': its lock file '{}' cannot be opened: {}", name, lock, reason(errno)));
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    auto const problem =
        errno == EWOULDBLOCK
            ? fmt::format("state file '{}': another server works with it{}", name, holder_text(descriptor_))
            : fmt::format("state file '{}': its lock file '{}' cannot be locked: {}", name, lock, reason(errno));
    ::close(descriptor_);
    throw StateError(problem);
  }
  auto const own = fmt::format("{}\n", ::getpid());
  // The number only helps people: a disk that is full must not keep the server from saying so itself.
  if (::ftruncate(descriptor_, 0) == 0) static_cast<void>(!::pwrite(descriptor_, own.data(), own.size(), 0));
}

FileLock::~FileLock() { ::close(descriptor_); }

}  // namespace wsus::state
