// The command line of wsus-mock, checked whole before anything starts.
#pragma once

#include "server/app/certs_command.hpp"
#include "server/app/guide_command.hpp"
#include "server/app/observing_options.hpp"
#include "server/app/state_command.hpp"
#include "server/app/timeout_options.hpp"
#include "server/app/wsus_server.hpp"
#include "wsdl/wusp/guid.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace wsus::server {

/// What `wsus-mock` was asked to do. Defaults are the documented ones (README).
struct MockOptions {
  std::string http_address = "127.0.0.1";
  std::uint16_t http_port = 8530;
  std::optional<std::string> https_address{};  ///< empty: no HTTPS
  std::uint16_t https_port = 0;
  std::optional<std::filesystem::path> tls_certificate{};  ///< given together with tls_key, or neither
  std::optional<std::filesystem::path> tls_key{};
  std::vector<std::string> tls_names{};  ///< DNS names of the certificate made at start
  iis::ResponseDress dress{};
  std::optional<std::string> admin_address{};
  std::uint16_t admin_port = 0;
  std::optional<std::string> admin_token{};  ///< a token, or the name of a file; empty: a new one
  bool admin_needs_token = true;
  std::optional<std::filesystem::path> ports_file{};
  std::optional<std::filesystem::path> web_config{};
  std::optional<std::filesystem::path> catalogue_file{};
  std::optional<std::filesystem::path> faults_file{};
  std::filesystem::path log_directory = "wsus-mock-logs";
  std::uint64_t seed = 1;
  unsigned threads = 2;
  iis::WebConfigReload web_config_reload = iis::WebConfigReload::on_change;
  domain::Settings settings{};
  std::optional<std::string> cookie_key{};  ///< 64 hex digits, or the name of a file; empty: a random key
  std::optional<wusp::Guid> server_id{};    ///< empty: from the seed
  bool xpress = true;
  iis::SslRequirement require_ssl{};
  std::optional<std::filesystem::path> content_directory{};
  std::optional<std::filesystem::path> self_update{};
  std::optional<std::filesystem::path> state_file{};  ///< empty: nothing is kept
  ObservingOptions observing{};
  TimeoutOptions timeouts{};
};

/// The program ends here: help or version was asked for (code 0), or the command line is wrong (code 2).
struct EndProgram {
  int exit_code = 0;
  std::string text{};
};

/// What the program was asked to do.
using Request =
    std::variant<MockOptions, CertsOptions, GuideOptions, ExportStateOptions, ImportStateOptions, EndProgram>;

[[nodiscard]] Request parse_options(int argc, char const* const* argv);

/// "ADDR:PORT", "[::1]:PORT" or ":PORT"; empty when it is neither.
struct Endpoint {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
};
[[nodiscard]] std::optional<Endpoint> parse_endpoint(std::string_view text);

}  // namespace wsus::server
