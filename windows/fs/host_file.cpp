// The real files behind mounted paths.
#include "windows/fs/host_file.hpp"

#include "windows/fs/caseless.hpp"
#include "windows/fs/host_state.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <fstream>

namespace wsus::windows::host {
namespace {

// fstreams tell that they failed, not why; the reason is still in errno.
std::error_code last_error() { return {errno == 0 ? EIO : errno, std::generic_category()}; }

std::int64_t nanoseconds(struct timespec const& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + std::int64_t{time.tv_nsec};
}

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string match_name(std::filesystem::path const& folder, std::string_view wanted) {
  std::error_code absent;
  if (std::filesystem::exists(folder / wanted, absent)) return std::string(wanted);
  auto const names = names_in(folder);
  auto const found = std::ranges::find_if(names, [&](auto const& name) { return equal_caseless(name, wanted); });
  return found == names.end() ? std::string(wanted) : *found;
}

}  // namespace

Kind kind_of(std::filesystem::path const& path) {
  std::error_code ignored;  // the status says it all: what cannot be reached does not exist
  auto const status = std::filesystem::status(path, ignored);
  if (!std::filesystem::exists(status)) return Kind::nothing;
  return std::filesystem::is_directory(status) ? Kind::directory : Kind::file;
}

HostState state_of(std::filesystem::path const& path) {
  constexpr std::int64_t longest_tick_ns = 3'000'000'000;
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return {.is_settled = true};
  HostState state{.exists = true,
                  .device = found.st_dev,
                  .inode = found.st_ino,
                  .size = static_cast<std::uint64_t>(found.st_size),
                  .changed_ns = nanoseconds(found.st_mtim),
                  .touched_ns = nanoseconds(found.st_ctim)};
  state.is_settled = std::max(state.changed_ns, state.touched_ns) < now_ns() - longest_tick_ns;
  return state;
}

std::error_code read(std::filesystem::path const& path, std::string& content) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return last_error();
  content.clear();
  std::array<char, 8192> block;  // left as it is: what is read is all that is looked at
  while (file.read(block.data(), block.size()) || file.gcount() > 0) {
    content.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  return file.bad() ? last_error() : std::error_code{};
}

std::error_code write(std::filesystem::path const& path, std::string_view content, Mode mode) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | (mode == Mode::append ? std::ios::app : std::ios::trunc));
  if (!file) return last_error();
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();  // the last bytes leave here; only now is it known that all were taken
  return file ? std::error_code{} : last_error();
}

Match find_below(std::filesystem::path folder, std::string_view below) {
  Match match{.path = std::move(folder)};
  while (!below.empty()) {
    auto const end = below.find('\\');
    auto const name = match_name(match.path, below.substr(0, end));
    match.path /= name;
    if (!match.spelt.empty()) match.spelt += '\\';
    match.spelt += name;
    below.remove_prefix(end == std::string_view::npos ? below.size() : end + 1);
  }
  return match;
}

std::vector<std::string> names_in(std::filesystem::path const& folder) {
  std::vector<std::string> names;
  std::error_code error;  // a folder that is gone or closed has no names
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  // The host lists in no order; of two names that differ in case only, always the same one is to be found.
  std::ranges::sort(names);
  return names;
}

}  // namespace wsus::windows::host
