// Reads and writes whole files.
#include "client_sim/machine/host_files.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace wsus::machine {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string_view action, fs::path const& path) {
  throw std::runtime_error(fmt::format("{} {}: {}", action, path.string(), std::generic_category().message(errno)));
}

}  // namespace

void write_host_file(fs::path const& path, std::string_view content) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) fail("cannot write", path);
}

std::string read_host_file(fs::path const& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) fail("cannot read", path);
  // In pieces: the fragments of a long-lived machine are tens of megabytes.
  constexpr std::size_t piece = 1U << 20U;
  std::string content;
  while (file) {
    auto const before = content.size();
    content.resize(before + piece);
    file.read(content.data() + before, static_cast<std::streamsize>(piece));
    content.resize(before + static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) fail("cannot read", path);
  return content;
}

}  // namespace wsus::machine
