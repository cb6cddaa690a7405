// The server of the benchmarks: see bench_server.hpp.
#include "tests/bench/bench_server.hpp"

#include "server/iis/server_files.hpp"

#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

namespace wsus::bench {
namespace {

wusp::UtcTime start() { return wusp::parse_xsd_date_time("2026-10-04T15:03:35.9967236Z").value(); }

/// As wsus-mock does it: web.config and logs in one real folder.
std::string prepare(windows::FileSystem& files, std::optional<TemporaryFolder> const& folder) {
  if (folder) {
    for (auto const* const name : {"web.config", "SoftwareDistribution.log"}) std::ofstream(folder->path() / name);
    files.mount(iis::client_web_config, folder->path() / "web.config");
    files.mount(iis::software_distribution_log, folder->path() / "SoftwareDistribution.log");
    files.mount(iis::iis_log_directory, folder->path());
  }
  files.write_as_system(iis::client_web_config, iis::default_web_config());
  return std::string(iis::client_web_config);
}

std::optional<TemporaryFolder> folder_for(Drives drives) {
  return drives == Drives::real ? std::optional<TemporaryFolder>(std::in_place) : std::nullopt;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::random_device chance;
  path_ = std::filesystem::temp_directory_path() / ("wsus-bench-" + std::to_string(chance()));
  if (!std::filesystem::create_directory(path_)) throw std::runtime_error(path_.string() + " is there already");
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // what cannot be removed stays in the temporary folder
  std::filesystem::remove_all(path_, ignored);
}

BenchServer::BenchServer(std::shared_ptr<domain::Catalogue const> catalogue, Drives drives,
                         domain::PageLimits const& page)
    : clock_(start()),
      folder_(folder_for(drives)),
      application_(files_, prepare(files_, folder_), iis::WebConfigReload::on_change),
      logs_(files_),
      state_(clock_, std::move(catalogue), {.page = page, .config_last_change = start()}, cookies::random_key(), 1),
      exchange_(state_, application_, logs_, journal_) {}

void BenchServer::allow_installed_prerequisites(int count) {
  std::string const setting = R"(key="maxInstalledPrerequisites" value="400")";
  auto text = iis::default_web_config();
  auto const at = text.find(setting);
  if (at == std::string::npos) throw std::runtime_error("web.config has no " + setting);
  text.replace(at, setting.size(), R"(key="maxInstalledPrerequisites" value=")" + std::to_string(count) + '"');
  files_.write_as_system(iis::client_web_config, text);
}

}  // namespace wsus::bench
