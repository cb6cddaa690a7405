// A WSUS server with catalogue, settings, database, content and farm, for the tests of the commands that act on them.
#pragma once

#include "server/catalogue/content.hpp"
#include "tests/unit/server/domain/sample_catalogue.hpp"
#include "tests/unit/server/shell/server_machine.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace wsus::server_shell::test {

inline constexpr wusp::UtcTime now_of_tests =
    std::chrono::sys_days(std::chrono::year(2026) / 10 / 4) + std::chrono::hours(12);

inline domain::Revision titled(int id, std::string title) {
  auto revision = domain::software(id, {domain::any_of({90}), domain::category(91)});
  revision.title = std::move(title);
  revision.files = {
      catalogue::make_file(static_cast<std::uint64_t>(id), "file" + std::to_string(id) + ".cab", 400, {})};
  return revision;
}

/// Updates 1 "Old", 2 "New" that supersedes it, 3 "Itanium thing"; a detectoid, a classification.
inline domain::Catalogue three_updates() {
  auto newer = titled(2, "New");
  newer.superseded_updates = {domain::guid(1)};
  auto critical = domain::category_revision(91, {}, domain::CategoryType::update_classification);
  critical.title = "Critical Updates";
  return domain::Catalogue({titled(1, "Old"), newer, titled(3, "Itanium thing"), domain::detectoid(90), critical});
}

struct WsusMachine : ServerMachine {
  std::shared_ptr<domain::Catalogue const> catalogue = std::make_shared<domain::Catalogue const>(three_updates());
  std::shared_ptr<domain::Settings const> settings = std::make_shared<domain::Settings const>();
  wusp::Guid server_id = domain::guid(500);
  int new_guids = 0;
  int moves = 0;
  std::vector<domain::Computer> computers{};
  susdb::Database database;
  content::ContentFlaws flaws;
  cookies::NodeKeys farm{{cookies::Key{1}, cookies::Key{2}}};

  ServerControl control() {
    ServerControl control{.iisreset = [this] { ++resets; },
                          .computers = [this] { return computers; },
                          .delete_computer =
                              [this](std::string const& id) {
                                return std::erase_if(computers, [&](auto const& one) { return one.client_id == id; }) !=
                                       0;
                              },
                          .move_content = [this] { ++moves; }};
    control.wsus.now = [] { return now_of_tests; };
    control.wsus.new_guid = [this] { return domain::guid(1'000 + ++new_guids); };
    control.wsus.settings = [this] { return settings; };
    control.wsus.replace_settings = [this](domain::Settings fresh) {
      settings = std::make_shared<domain::Settings const>(std::move(fresh));
    };
    control.wsus.catalogue = [this] { return catalogue; };
    control.wsus.replace_catalogue = [this](std::shared_ptr<domain::Catalogue const> fresh) {
      catalogue = std::move(fresh);
    };
    control.wsus.server_id = [this] { return server_id; };
    control.wsus.set_server_id = [this](wusp::Guid const& id) { server_id = id; };
    control.wsus.database = &database;
    control.wsus.content = &flaws;
    control.wsus.farm = &farm;
    return control;
  }

  windows::CommandResult type(std::string_view line, windows::Identity identity = {}) {
    windows::Session session{.files = files, .identity = std::move(identity), .cwd = std::string(folder)};
    return windows::Prompt(std::move(session), server_commands(control())).run(line);
  }

  domain::Revision const& revision(int id) const { return catalogue->at(*catalogue->find(id)); }
  std::string log() const { return files.read_as_system(iis::software_distribution_log).value_or(""); }
};

}  // namespace wsus::server_shell::test
