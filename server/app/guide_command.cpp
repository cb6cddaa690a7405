// Printing and writing of guides: see guide_command.hpp.
#include "server/app/guide_command.hpp"

#include "server/guide/guide_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace wsus::server {
namespace {

namespace fs = std::filesystem;

void check_free(fs::path const& folder, std::vector<guide::GuideFile> const& files) {
  for (auto const& file : files) {
    if (fs::exists(fs::symlink_status(folder / file.name)))
      throw std::runtime_error(
          fmt::format("{} is there already; --force writes over it", (folder / file.name).string()));
  }
}

void write(fs::path const& path, std::string const& content) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << content;
  if (!out.flush()) throw std::runtime_error(fmt::format("{} cannot be written", path.string()));
}

std::string write_all(GuideOptions const& options, std::vector<guide::GuideFile> const& files) {
  auto const& folder = *options.output;
  if (!options.force) check_free(folder, files);
  fs::create_directories(folder);
  std::string text;
  for (auto const& warning : guide::warnings_of(options.target)) text += fmt::format("WARNING: {}\n", warning);
  text += fmt::format("a client is pointed at {} with:\n", options.target.url());
  for (auto const& file : files) {
    write(folder / file.name, file.content);
    text += fmt::format("  {}\n", (folder / file.name).string());
  }
  if (options.target.https) text += "the scripts want lab-ca.crt beside them\n";
  return text;
}

}  // namespace

std::string give_guide(GuideOptions const& options) {
  auto const files = guide::guide_files(options.target);
  if (options.output) return write_all(options, files);
  auto const chosen = std::ranges::find(files, options.format, &guide::GuideFile::format);
  if (chosen == files.end()) throw std::runtime_error(fmt::format("there is no guide as '{}'", options.format));
  return chosen->content;
}

}  // namespace wsus::server
