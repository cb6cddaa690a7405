// Logs that stay open: see host_log.hpp.
#include "windows/fs/host_log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace wsus::windows::host {

HostLog::HostLog(std::filesystem::path path) : path_(std::move(path)) {
  struct stat found {};
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
  if (descriptor_ < 0) return;
  if (::fstat(descriptor_, &found) != 0 || !S_ISREG(found.st_mode)) {
    close();
    return;
  }
  device_ = found.st_dev;
  inode_ = found.st_ino;
}

HostLog::~HostLog() { close(); }

HostLog::HostLog(HostLog&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      device_(other.device_),
      inode_(other.inode_) {}

HostLog& HostLog::operator=(HostLog&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(device_, other.device_);
  std::swap(inode_, other.inode_);
  return *this;
}

void HostLog::close() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

/// A log may be moved away, deleted or replaced while it is open.
bool HostLog::is_still_there() const {
  struct stat found {};
  return ::stat(path_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == inode_;
}

bool HostLog::append(std::string_view content) {
  if (descriptor_ < 0 || !is_still_there()) return false;
  ssize_t written = 0;
  do {
    written = ::write(descriptor_, content.data(), content.size());
  } while (written < 0 && errno == EINTR);
  if (written == static_cast<ssize_t>(content.size())) return true;
  // A part of the row: the disk is full. Whoever tries again must not write it twice.
  if (written > 0) {
    auto const end = ::lseek(descriptor_, 0, SEEK_CUR);
    if (end >= written) written = ::ftruncate(descriptor_, end - written);
  }
  return false;
}

}  // namespace wsus::windows::host
