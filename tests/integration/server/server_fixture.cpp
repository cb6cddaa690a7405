// Fixture of server tests: see server_fixture.hpp.
#include "tests/integration/server/server_fixture.hpp"

#include "server/catalogue/catalogue_file.hpp"
#include "server/catalogue/generator.hpp"

namespace wsus::test {

server::ServerConfig ServerTest::small_config() const {
  server::ServerConfig config;
  config.catalogue = std::make_shared<domain::Catalogue const>(catalogue::generate({.revisions = 120,
                                                                                    .installed_non_leaf = 12,
                                                                                    .superseded_chains = 2,
                                                                                    .content_files = 2,
                                                                                    .approved = clock_.now()}));
  config.settings.config_last_change = *wusp::parse_xsd_date_time("2026-10-04T13:17:07.59Z");
  config.journal_body_bytes = 16'000'000;
  return config;
}

server::ServerConfig ServerTest::captured_config() const {
  auto config = small_config();
  config.catalogue = std::make_shared<domain::Catalogue const>(
      catalogue::load_catalogue(golden_path("catalogues/category-scan.yaml"), {}));
  config.settings.package_server_share = R"(\\REDACTED2\UpdateServicesPackages)";
  return config;
}

WuspDriver& ServerTest::start(server::ServerConfig config) {
  server_ = std::make_unique<server::WsusServer>(std::move(config), clock_);
  driver_ = std::make_unique<WuspDriver>(server_->port());
  return *driver_;
}

std::map<std::string, std::uint64_t, std::less<>> ServerTest::faults_counted() {
  auto counters = server_->journal().counters();
  std::erase_if(counters, [](auto const& counter) {
    return counter.second == 0 || counter.first == "requests" || counter.first.starts_with("operation.") ||
           counter.first.starts_with("status.");
  });
  return counters;
}

journal::Entry ServerTest::last_entry() { return server_->journal().entries().back(); }

}  // namespace wsus::test
