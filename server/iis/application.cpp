// The ClientWebService application in its pool: reads web.config at start, restarts on change or on iisreset.
#include "server/iis/application.hpp"

#include <utility>

namespace wsus::iis {

Application::Application(windows::FileSystem& files, std::string web_config_path, WebConfigReload reload)
    : files_(files),
      path_(std::move(web_config_path)),
      reload_(reload),
      stamp_(files_.stamp(path_)),
      last_text_(files_.read_as_system(path_)),
      state_(start(1, last_text_)) {}

std::shared_ptr<ApplicationState const> Application::current() {
  std::lock_guard const lock(mutex_);
  if (reload_ == WebConfigReload::iisreset || files_.is_current(stamp_)) return state_;

  // Whether it has changed is told by the text: a stamp says only that it may have.
  auto stamp = files_.stamp(path_);
  auto text = files_.read_as_system(path_);
  stamp_ = std::move(stamp);
  if (text != last_text_) {
    last_text_ = std::move(text);
    state_ = start(state_->starts + 1, last_text_);
  }
  return state_;
}

void Application::iisreset() {
  std::lock_guard const lock(mutex_);
  auto stamp = files_.stamp(path_);
  last_text_ = files_.read_as_system(path_);
  stamp_ = std::move(stamp);
  state_ = start(state_->starts + 1, last_text_);
}

std::shared_ptr<ApplicationState const> Application::start(std::uint64_t starts,
                                                           std::optional<std::string> text) const {
  // Without a web.config the application runs on what machine.config gives it: the defaults, and no error.
  auto config = text ? parse_web_config(*text) : std::variant<WebConfig, ConfigurationError>(WebConfig{});
  return std::make_shared<ApplicationState const>(ApplicationState{.config = std::move(config), .starts = starts});
}

}  // namespace wsus::iis
