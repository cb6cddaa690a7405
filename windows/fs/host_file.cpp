// The real files behind mounted paths.
#include "windows/fs/host_file.hpp"

#include "windows/fs/caseless.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>

namespace wsus::windows::host {
namespace {

// fstreams tell that they failed, not why; the reason is still in errno.
std::error_code last_error() { return {errno == 0 ? EIO : errno, std::generic_category()}; }

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

std::error_code read(std::filesystem::path const& path, std::string& content) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return last_error();
  content.clear();
  std::array<char, 65536> block{};
  while (file.read(block.data(), block.size()) || file.gcount() > 0) {
    content.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  return file.bad() ? last_error() : std::error_code{};
}

std::error_code read_part(std::filesystem::path const& path, std::uint64_t offset, std::size_t count,
                          std::string& content) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file || !file.seekg(static_cast<std::streamoff>(offset))) return last_error();
  content.resize(count);
  file.read(content.data(), static_cast<std::streamsize>(count));
  content.resize(static_cast<std::size_t>(file.gcount()));
  return file.bad() ? last_error() : std::error_code{};
}

std::error_code size(std::filesystem::path const& path, std::uint64_t& bytes) {
  std::error_code error;
  auto const found = std::filesystem::file_size(path, error);
  bytes = error ? 0 : found;
  return error;
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
