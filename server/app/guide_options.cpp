// Options of the guide: see guide_options.hpp.
#include "server/app/guide_options.hpp"

#include "server/guide/guide_files.hpp"

#include <CLI/CLI.hpp>

#include <variant>
#include <vector>

namespace wsus::server {
namespace {

std::string check_client_target(std::string const& text) {
  auto const read = guide::read_client_target(text);
  auto const* bad = std::get_if<guide::BadTarget>(&read);
  return bad == nullptr ? std::string() : bad->why;
}

}  // namespace

CLI::App* add_guide(CLI::App& app, GuideLine& line) {
  auto* const command =
      app.add_subcommand("guide", "tell how a real Windows client is pointed at this mock and back, and end");
  command->add_option("--server", line.server, "the mock's URL as the client is to have it")
      ->type_name("URL")
      ->check(check_client_target)
      ->required();
  std::vector<std::string> formats;
  for (auto const& file : guide::guide_files({})) formats.emplace_back(file.format);
  auto* const format = command->add_option("--format", line.format, "what is printed")
                           ->check(CLI::IsMember(formats))
                           ->capture_default_str();
  auto* const output = command->add_option("--output", line.output, "folder that gets all of them as files")
                           ->type_name("DIR")
                           ->excludes(format);
  command->add_flag("--force", line.force, "write over files that are there")->needs(output);
  return command;
}

GuideOptions guide_options(GuideLine const& line) {
  GuideOptions options;
  options.target = std::get<guide::ClientTarget>(guide::read_client_target(line.server));
  options.format = line.format;
  if (!line.output.empty()) options.output = line.output;
  options.force = line.force;
  return options;
}

}  // namespace wsus::server
