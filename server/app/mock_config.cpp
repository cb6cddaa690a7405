// Loads and checks the files that the command line names: see mock_config.hpp.
#include "server/app/mock_config.hpp"

#include "server/app/admin_token.hpp"
#include "server/app/kept_state.hpp"
#include "server/catalogue/catalogue_file.hpp"
#include "server/catalogue/digest_cache.hpp"
#include "server/certificates/certificates.hpp"
#include "server/cookies/key_text.hpp"
#include "server/exchange/static_addresses.hpp"
#include "server/faults/rules/rule_file.hpp"
#include "server/iis/web_config.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace wsus::server {
namespace {

std::string read_file(std::filesystem::path const& file, std::string_view option) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!std::filesystem::is_regular_file(file) || !in || !(text << in.rdbuf()))
    throw std::runtime_error(fmt::format("{} '{}': cannot be read as a file", option, file.string()));
  return std::move(text).str();
}

/// Both folders, before anything is opened.
void check_folders(MockOptions const& options, wusp::Clock const& clock) {
  if (options.content_directory && std::filesystem::exists(*options.content_directory) &&
      !std::filesystem::is_directory(*options.content_directory)) {
    throw std::runtime_error(
        fmt::format("--content-dir '{}': is there and no folder", options.content_directory->string()));
  }
  try {
    static_cast<void>(exchange::make_static_files(options.self_update, clock.now()));
  } catch (std::exception const& e) {
    throw std::runtime_error(fmt::format("--selfupdate {}", e.what()));
  }
}

/// Digests of large files are kept where the files are, or beside the logs. `approved`: time of deployments without
/// one.
catalogue::LoadedCatalogue load_catalogue(MockOptions const& options, wusp::UtcTime approved) {
  catalogue::GeneratorSizes sizes;
  sizes.seed = options.seed;
  sizes.approved = approved;
  if (!options.catalogue_file) return {.catalogue = catalogue::generate(sizes)};
  catalogue::DigestCache digests(options.content_directory.value_or(options.log_directory));
  auto loaded = catalogue::load_catalogue_with_notes(options.catalogue_file->string(), sizes, &digests);
  digests.save();
  return loaded;
}

void check_web_config(std::filesystem::path const& file) {
  auto const parsed = iis::parse_web_config(read_file(file, "web.config"));
  if (auto const* error = std::get_if<iis::ConfigurationError>(&parsed))
    throw std::runtime_error(fmt::format("{}:{}: {}", file.string(), error->line, error->what));
}

/// Chain and key as a listener can use them.
std::optional<certificates::CertificateAndKey> load_certificate(MockOptions const& options) {
  if (!options.tls_certificate || !options.tls_key) return std::nullopt;
  certificates::CertificateAndKey pair{.certificate = read_file(*options.tls_certificate, "--tls-certificate"),
                                       .key = read_file(*options.tls_key, "--tls-key")};
  if (auto const problem = certificates::problem_of(pair.certificate, pair.key))
    throw std::runtime_error(fmt::format("--tls-certificate '{}' with --tls-key '{}': {}",
                                         options.tls_certificate->string(), options.tls_key->string(), *problem));
  return pair;
}

/// The key itself, or one in a file. A text that is no key names a file: its mistakes are told as a file's.
std::optional<cookies::Key> load_cookie_key(MockOptions const& options) {
  if (!options.cookie_key) return std::nullopt;
  if (auto const key = cookies::parse_key(*options.cookie_key)) return key;
  if (auto const key = cookies::parse_key(read_file(*options.cookie_key, "--cookie-key"))) return key;
  throw std::runtime_error(fmt::format("--cookie-key '{}': does not hold 64 hex digits", *options.cookie_key));
}

void put_listeners(ServerConfig& config, MockOptions const& options) {
  config.address = options.http_address;
  config.port = options.http_port;
  if (options.https_address) {
    config.https_address = *options.https_address;
    config.https_port = options.https_port;
  }
  config.https_names.names = options.tls_names;
  config.dress = options.dress;
  if (options.admin_address) {
    config.admin_address = *options.admin_address;
    config.admin_port = options.admin_port;
    if (options.admin_needs_token)
      config.admin_token = options.admin_token ? read_admin_token(*options.admin_token) : new_admin_token();
  }
  config.threads = options.threads;
  config.connection_timeout = options.timeouts.connection;
  config.request_timeout = options.timeouts.request;
  config.journal_entries = options.observing.journal.entries;
  config.journal_body_bytes = options.observing.journal.body_bytes;
  config.redact = options.observing.redact;
}

}  // namespace

MockConfig make_config(MockOptions const& options, wusp::Clock const& clock) {
  MockConfig result;
  auto& config = result.server;
  config.settings = options.settings;
  config.settings.config_last_change = clock.now();
  put_listeners(config, options);
  config.cookie_key = load_cookie_key(options);
  config.server_id = options.server_id;
  config.https_certificate = load_certificate(options);
  if (options.https_address && !config.https_certificate) static_cast<void>(authority_in(options.log_directory));
  if (options.faults_file) config.faults = faults::load_rules(options.faults_file->string());
  result.rule_remarks = faults::remarks_on(config.faults);
  check_folders(options, clock);
  auto const load = [&](wusp::UtcTime approved) { return load_catalogue(options, approved); };
  auto const kept = options.state_file ? open_state(*options.state_file) : nullptr;
  auto loaded = kept ? load_for(*kept, clock.now(), load) : load(clock.now());
  config.catalogue = std::make_shared<domain::Catalogue const>(std::move(loaded.catalogue));
  result.catalogue_notes = std::move(loaded.notes);
  if (options.web_config) check_web_config(*options.web_config);
  config.web_config = options.web_config.value_or(options.log_directory / "web.config");
  if (!options.web_config && std::filesystem::exists(*config.web_config)) check_web_config(*config.web_config);
  config.log_directory = options.log_directory;
  config.seed = options.seed;
  config.xpress = options.xpress;
  config.require_ssl = options.require_ssl;
  config.content_directory = options.content_directory;
  config.self_update = options.self_update;
  config.web_config_reload = options.web_config_reload;
  if (kept) result.state_notes = take_over(kept, config);
  return result;
}

}  // namespace wsus::server
