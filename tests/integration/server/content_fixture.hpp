// A server with one content file of a test's size, and ways to ask it for files.
#pragma once

#include "server/catalogue/content.hpp"
#include "server/catalogue/fragments.hpp"
#include "tests/integration/server/server_fixture.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

namespace wsus::test {

class ContentTest : public ServerTest {
protected:
  ContentTest() {
    auto const* const test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) / (std::string("wsus-content-server-") + test->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~ContentTest() override { std::filesystem::remove_all(folder_); }

  /// One update with one file of this size.
  server::ServerConfig config_with(std::uint64_t size, std::string name = "update.cab") {
    auto config = small_config();
    file_ = catalogue::make_file(7, std::move(name), size, *wusp::parse_xsd_date_time("2026-09-01T10:00:00Z"));
    domain::Revision revision;
    revision.id = 1;
    revision.identity.revision_number = 1;
    revision.files.push_back(file_);
    config.catalogue = std::make_shared<domain::Catalogue const>(std::vector{revision});
    path_ = catalogue::content_path(file_);
    bytes_ = catalogue::content_bytes(file_);
    return config;
  }
  RawReply ask(std::string const& method, std::string const& target, std::string extra = {}) {
    return exchange(server_->port(),
                    {.method = method, .target = target, .content_type = "", .extra_headers = std::move(extra)});
  }
  RawReply get(std::string const& target, std::string extra = {}) { return ask("GET", target, std::move(extra)); }
  /// curl's exit code; its output is in `folder_`/out.
  int curl(std::string const& arguments, std::string const& path) const {
    return std::system(fmt::format("cd '{}' && curl -sS --max-time 20 {} 'http://127.0.0.1:{}{}'", folder_.string(),
                                   arguments, server_->port(), path)
                           .c_str());
  }

  std::filesystem::path folder_;
  domain::File file_;
  std::string path_;
  std::string bytes_;
};

}  // namespace wsus::test
