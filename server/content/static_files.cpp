// Files with fixed addresses: see static_files.hpp.
#include "server/content/static_files.hpp"

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace wsus::content {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(fs::path const& file, std::string_view why) {
  throw std::runtime_error(fmt::format("'{}': {}", file.string(), why));
}

wusp::UtcTime modified_at(fs::path const& file) {
  auto const time = std::chrono::file_clock::to_sys(fs::last_write_time(file));
  return std::chrono::time_point_cast<wusp::Ticks>(time);
}

/// In the form of IIS's: the time of the file, and a counter that is always 0 here.
std::string etag_of(wusp::UtcTime modified, std::uint64_t size) {
  return fmt::format("\"{:x}{:x}:0\"", modified.time_since_epoch().count(), size);
}

void check_name(fs::path const& file) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-";
  if (windows::to_lower(file.filename().string()).find_first_not_of(allowed) != std::string::npos)
    refuse(file, "its name cannot be served; allowed: letters, digits, '.', '_' and '-'");
}

ServedFile served(fs::path const& file) {
  auto opened = existing_file(file);
  if (!opened) refuse(file, "is no regular file that can be read (links are not followed)");
  auto const modified = modified_at(file);
  auto const size = opened->size();
  return {.size = size,
          .open = [opened] { return opened; },
          .validators = {.etag = etag_of(modified, size), .modified = modified},
          .content_type = std::string(content_type_of(file.filename().string()))};
}

}  // namespace

void StaticFiles::add(std::string const& address, ServedFile file) {
  if (!files_.try_emplace(address, std::move(file)).second)
    throw std::runtime_error(fmt::format("two files for '{}' (letter case makes no difference)", address));
}

void StaticFiles::add_text(std::string const& address, std::string_view text, wusp::UtcTime modified) {
  auto made = memory_file([&](Sink const& sink) { sink(text); });
  ServedFile file{.size = text.size(),
                  .open = [made] { return made; },
                  .validators = {.etag = etag_of(modified, text.size()), .modified = modified},
                  .content_type = std::string(content_type_of(address))};
  add(address, std::move(file));
}

void StaticFiles::add_folder(std::string_view prefix, fs::path const& directory) {
  if (!fs::is_directory(directory)) refuse(directory, "is no folder");
  std::size_t count = 0;
  for (auto const& entry : fs::recursive_directory_iterator(directory)) {
    check_name(entry.path());
    if (entry.is_directory() && !entry.is_symlink()) continue;
    if (++count > max_folder_files)
      refuse(directory, fmt::format("has more files than the {} that can be served", max_folder_files));
    add(fmt::format("{}{}", prefix, entry.path().lexically_relative(directory).generic_string()), served(entry.path()));
  }
}

ServedFile const* StaticFiles::find(std::string_view path) const {
  auto const found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace wsus::content
