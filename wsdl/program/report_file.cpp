// Writing of reports: see report_file.hpp.
#include "wsdl/program/report_file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <random>
#include <system_error>
#include <utility>

namespace wsus::program {
namespace {

namespace fs = std::filesystem;

/// What a link leads to; the path itself where that cannot be told.
fs::path target_of(fs::path const& file) {
  std::error_code error;
  if (!fs::is_symlink(file, error)) return file;
  auto target = fs::weakly_canonical(file, error);
  return error ? file : target;
}

fs::path folder_of(fs::path const& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

/// Hidden, in the same folder (a rename does not leave a file system), and nobody else's.
fs::path neighbour_of(fs::path const& file) {
  std::random_device random;
  return folder_of(file) / fmt::format(".{}.{:08x}.part", file.filename().string(), random());
}

bool is_written_directly(fs::path const& file) {
  std::error_code error;
  auto const status = fs::status(file, error);
  return fs::exists(status) && !fs::is_regular_file(status);
}

bool put(fs::path const& file, std::string_view content) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << content;
  return static_cast<bool>(out.flush());
}

void remove_quietly(fs::path const& file) {
  std::error_code ignored;  // what could not be written is told; that it could not be removed helps nobody
  fs::remove(file, ignored);
}

}  // namespace

std::string ReportFile::obstacle() const {
  std::error_code error;
  auto const file = target_of(file_);
  auto const folder = folder_of(file);
  if (fs::is_directory(file, error)) return fmt::format("'{}' is a folder; allowed: a file", file_.string());
  if (!fs::is_directory(folder, error))
    return fmt::format("'{}' cannot be written: there is no folder '{}'; allowed: a file in a folder that is there",
                       file_.string(), folder.string());
  if (fs::exists(file, error)) {
    // Opening for appending finds out without harm to what is there.
    if (!std::ofstream(file, std::ios::app))
      return fmt::format("'{}' is there and cannot be written; allowed: a file that may be replaced", file_.string());
    if (is_written_directly(file)) return {};
  }
  auto const neighbour = neighbour_of(file);
  bool const works = put(neighbour, "");
  remove_quietly(neighbour);
  if (works) return {};
  return fmt::format("'{}' cannot be written: no file can be made in '{}'; allowed: a file in a folder that can be "
                     "written",
                     file_.string(), folder.string());
}

std::string ReportFile::write(std::string_view content) const {
  auto const file = target_of(file_);
  if (is_written_directly(file))
    return put(file, content) ? "" : fmt::format("the report '{}' cannot be written", file_.string());
  auto const neighbour = neighbour_of(file);
  std::error_code error;
  if (!put(neighbour, content)) {
    remove_quietly(neighbour);
    return fmt::format("the report '{}' cannot be written: its {} bytes do not fit, or its folder is gone; what was "
                       "there before is unchanged",
                       file_.string(), content.size());
  }
  fs::rename(neighbour, file, error);
  if (!error) return {};
  remove_quietly(neighbour);
  return fmt::format("the report '{}' cannot be written: {}", file_.string(), error.message());
}

}  // namespace wsus::program
