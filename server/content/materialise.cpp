// Files from bytes: see materialise.hpp.
#include "server/content/materialise.hpp"

#include "server/content/descriptor.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace wsus::content {
namespace {

void write_all(int descriptor, std::string_view bytes, std::string_view name) {
  while (!bytes.empty()) {
    auto const written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", name);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

SharedFile shared(Descriptor& descriptor, std::uint64_t size) {
  return std::make_shared<faults::OpenFile const>(descriptor.release(), size);
}

}  // namespace

SharedFile memory_file(Writer const& writer) {
  constexpr std::string_view name = "a content file in memory";
  Descriptor descriptor(::memfd_create("wsus-content", MFD_CLOEXEC));
  if (descriptor.get() < 0) fail("create", name);
  std::uint64_t size = 0;
  writer([&](std::string_view bytes) {
    write_all(descriptor.get(), bytes, name);
    size += bytes.size();
  });
  return shared(descriptor, size);
}

SharedFile existing_file(std::filesystem::path const& path) {
  Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (descriptor.get() < 0) return nullptr;
  struct stat facts {};
  if (::fstat(descriptor.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) return nullptr;
  return shared(descriptor, static_cast<std::uint64_t>(facts.st_size));
}

}  // namespace wsus::content
