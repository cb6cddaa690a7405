// Options about waiting: see timeout_options.hpp.
#include "server/app/timeout_options.hpp"

#include "server/config/duration.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <string>

namespace wsus::server {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds shortest{1};
constexpr milliseconds longest = std::chrono::hours(24);

std::string check_duration(std::string const& text) {
  if (config::parse_duration(text, shortest, longest)) return {};
  return fmt::format("'{}' is no time to wait; allowed: {}", text, config::allowed_durations(shortest, longest));
}

void add(CLI::App& app, std::string const& name, milliseconds& value, std::string const& help) {
  auto const put = [&value](std::string const& text) {
    value = config::parse_duration(text, shortest, longest).value_or(value);
  };
  app.add_option_function<std::string>(name, put, help)
      ->type_name("DURATION")
      ->check(check_duration)
      ->default_str(config::duration_text(value));
}

}  // namespace

void add_timeouts(CLI::App& app, TimeoutOptions& options) {
  add(app, "--connection-timeout", options.connection,
      "how long a client may be silent: between requests, within a head or a body; a whole head, a TLS handshake, too");
  add(app, "--request-timeout", options.request, "how long a whole request may take, however steadily it comes");
}

}  // namespace wsus::server
