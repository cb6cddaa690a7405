// Files that hold secrets: see private_file.hpp.
#include "server/state/private_file.hpp"

#include "server/state/state_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace wsus::state {
namespace {

/// 0, or errno.
int write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    auto const written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0 ? 0 : errno;
}

/// 0, or errno.
int write_draft(std::filesystem::path const& draft, std::string_view content) {
  ::unlink(draft.c_str());  // one that was left behind may have other rights
  int const descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return errno;
  int const problem = write_all(descriptor, content);
  ::close(descriptor);
  return problem;
}

}  // namespace

void write_private_file(std::filesystem::path const& file, std::string_view content) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored))
    throw StateError(fmt::format("cannot write '{}': it is there and no file", file.string()));
  auto const draft = std::filesystem::path(file.string() + ".new");
  int problem = write_draft(draft, content);
  if (problem == 0 && ::rename(draft.c_str(), file.c_str()) != 0) problem = errno;
  if (problem == 0) return;
  ::unlink(draft.c_str());
  throw StateError(fmt::format("cannot write '{}': {}", file.string(), std::system_category().message(problem)));
}

}  // namespace wsus::state
