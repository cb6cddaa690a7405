// The files of the configuration as IIS sees them on the server's drive: applicationHost.config, and the web.config of
// each folder that a site shows.
#pragma once

#include "server/iis/admission/routing.hpp"
#include "server/iis/config/path_settings.hpp"
#include "windows/fs/caseless.hpp"
#include "windows/fs/file_system.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::iis {

/// Files are looked at for each question, and read again when they may have changed: an edit counts for the next
/// request, without a restart.
///
/// Thread safety: every call from any thread. Lifetime: `files` must outlive it.
class ConfigurationSystem {
public:
  using Settings = std::variant<PathSettings, MisplacedConfiguration>;

  explicit ConfigurationSystem(windows::FileSystem const& files) : files_(files) {}

  /// Pools and sites. While applicationHost.config cannot be used, what it said before: http.sys and WAS keep the
  /// sites that they have. Null before there was a usable file.
  [[nodiscard]] std::shared_ptr<ConfigurationFile const> host();
  /// Why applicationHost.config cannot be used now; empty: it can.
  [[nodiscard]] std::optional<MisplacedConfiguration> host_mistake();

  /// What counts for a request: applicationHost.config as host() found it last, the web.config of the site's root and
  /// that of the route's directory, and the locations in them. A web.config that is missing says nothing; one that the
  /// pool's account may not read, or that is wrong, is the mistake.
  [[nodiscard]] std::shared_ptr<Settings const> settings(Route const& route);

  /// Where the files are that settings() of this route may depend on, there or not.
  [[nodiscard]] static std::vector<std::string> paths_for(Route const& route);

  /// The files that speak of a folder of a site, from the top; or the first mistake in them. For appcmd.
  [[nodiscard]] std::variant<std::vector<ConfigurationLayer>, MisplacedConfiguration> layers(Site const& site,
                                                                                             Route const& route);

private:
  /// A file as it was read last.
  struct Read {
    windows::FileStamp stamp{};
    std::optional<std::string> text{};
    bool may_read = true;
    std::shared_ptr<ConfigurationFile const> file{};  ///< null: missing or wrong
    std::optional<MisplacedConfiguration> mistake{};
  };
  struct Merged {
    std::vector<std::shared_ptr<ConfigurationFile const>> of{};
    std::shared_ptr<Settings const> settings{};
  };

  Read const& read(std::string const& path, ConfigurationFileKind kind);
  Read const& read_host();
  std::variant<std::vector<ConfigurationLayer>, MisplacedConfiguration> layers_of(Read const& host, Site const& site,
                                                                                  Route const& route);

  windows::FileSystem const& files_;
  std::mutex mutex_;
  std::map<std::string, Read> read_{};
  std::shared_ptr<ConfigurationFile const> last_host_{};
  std::map<std::string, Merged, windows::CaselessLess> merged_{};
};

}  // namespace wsus::iis
