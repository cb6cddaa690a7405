// A whole WSUS server without sockets, for benchmarks.
#pragma once

#include "server/exchange/exchange.hpp"
#include "wsdl/wusp/clock.hpp"

#include <filesystem>
#include <memory>
#include <optional>

namespace wsus::bench {

/// A folder of its own below the system's temporary one, gone at the end.
class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
  std::filesystem::path path_;
};

/// Where web.config and the logs are: on real files, as wsus-mock has them, or in memory.
enum class Drives { real, memory };

/// Settings and limits are the defaults but for the page; the clock stands still.
class BenchServer {
public:
  BenchServer(std::shared_ptr<domain::Catalogue const> catalogue, Drives drives, domain::PageLimits const& page = {});

  /// Writes maxInstalledPrerequisites of web.config, as an administrator would.
  void allow_installed_prerequisites(int count);

  [[nodiscard]] exchange::Exchange& exchange() { return exchange_; }
  [[nodiscard]] services::WsusState& state() { return state_; }
  [[nodiscard]] wusp::ManualClock const& clock() const { return clock_; }

private:
  wusp::ManualClock clock_;
  std::optional<TemporaryFolder> folder_;
  windows::FileSystem files_{};
  iis::Application application_;
  iis::LogWriter logs_;
  journal::Journal journal_{};
  services::WsusState state_;
  exchange::Exchange exchange_;
};

}  // namespace wsus::bench
