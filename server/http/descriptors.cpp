// Counting descriptors: see descriptors.hpp.
#include "server/http/descriptors.hpp"

#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <limits>

namespace wsus::http {

std::size_t descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return std::numeric_limits<std::size_t>::max();
  return limit.rlim_cur;
}

bool leaves_few(int descriptor) {
  auto const limit = descriptor_limit();
  return static_cast<std::size_t>(descriptor) >= limit - kept_for_files(limit);
}

bool few_are_left() {
  int const next = ::eventfd(0, EFD_CLOEXEC);
  if (next < 0) return true;
  ::close(next);
  return leaves_few(next);
}

}  // namespace wsus::http
