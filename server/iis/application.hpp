// The ClientWebService application in its pool: it reads web.config when it starts, and restarts when told or when the
// file changes.
#pragma once

#include "server/iis/web_config.hpp"
#include "windows/fs/file_system.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

namespace wsus::iis {

/// `on_change`: ASP.NET's file change notification restarts the application (the platform's documented behaviour).
/// `iisreset`: notification is off; only iisreset reads the file again.
enum class WebConfigReload { on_change, iisreset };

/// What a request meets. Immutable; shared by all requests of one application life.
struct ApplicationState {
  std::variant<WebConfig, ConfigurationError> config{};
  std::uint64_t starts = 1;  ///< how often the application has started, this life included
};

/// Thread safety: every call from any thread.
/// Lifetime: `files` must outlive the application.
class Application {
public:
  Application(windows::FileSystem& files, std::string web_config_path, WebConfigReload reload);

  /// The state that the next request meets; re-reads first when reload is on_change and the file has changed.
  [[nodiscard]] std::shared_ptr<ApplicationState const> current();
  /// Always reads the file again.
  void iisreset();

  [[nodiscard]] std::string const& web_config_path() const { return path_; }

private:
  std::shared_ptr<ApplicationState const> start(std::uint64_t starts, std::optional<std::string> text) const;
  windows::FileSystem& files_;
  std::string path_;
  WebConfigReload reload_;
  std::mutex mutex_;
  windows::FileStamp stamp_;  ///< taken before `last_text_` was read
  std::optional<std::string> last_text_;
  std::shared_ptr<ApplicationState const> state_;
};

}  // namespace wsus::iis
