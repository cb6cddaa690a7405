// A mock WSUS server ready for use: state, IIS, services and listeners wired together. Used by wsus-mock and wsus-lab.
#pragma once

#include "server/app/lab_certificates.hpp"
#include "server/certificates/certificates.hpp"
#include "server/control/event_hub.hpp"
#include "server/cookies/cookie_sealer.hpp"
#include "server/cookies/node_keys.hpp"
#include "server/domain/catalogue.hpp"
#include "server/domain/settings.hpp"
#include "server/expectations/watch.hpp"
#include "server/faults/rules/rule.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/iis/application.hpp"
#include "server/iis/internet_services.hpp"
#include "server/iis/response_dress.hpp"
#include "server/iis/ssl_requirement.hpp"
#include "server/journal/journal.hpp"
#include "server/journal/redaction.hpp"
#include "server/services/wsus_state.hpp"
#include "server/susdb/susdb.hpp"
#include "windows/fs/file_system.hpp"
#include "windows/prompt/prompt.hpp"
#include "wsdl/wusp/clock.hpp"
#include "wsdl/wusp/offset_clock.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::control {
class AdminApi;
}

namespace wsus::server {

struct KeptState;

struct ServerConfig {
  std::shared_ptr<domain::Catalogue const> catalogue{};  ///< must be set
  domain::Settings settings{};
  std::uint64_t seed = 1;                     ///< of server identity and fault IDs
  std::optional<cookies::Key> cookie_key{};   ///< empty: a random one; nodes that take each other's cookies share it
  std::optional<wusp::Guid> server_id{};      ///< identity of the database; empty: from the seed
  susdb::SusDb database{};                    ///< state of SUSDB beside its catalogue
  std::vector<cookies::Key> further_nodes{};  ///< keys of nodes that answer behind the same name, beside `cookie_key`
  cookies::Balance balance = cookies::Balance::in_turn;  ///< of the requests over the nodes
  iis::WebConfigReload web_config_reload = iis::WebConfigReload::on_change;
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                     ///< 0: the system chooses
  std::optional<std::uint16_t> shown_port{};  ///< what logs call the port, where clients know another one than `port`
  std::string https_address = "127.0.0.1";
  std::optional<std::uint16_t> https_port{};        ///< empty: no HTTPS; 0: the system chooses
  std::optional<std::uint16_t> shown_https_port{};  ///< as `shown_port`
  /// Chain and key of the HTTPS listener; empty: made at start, signed by an authority made at start.
  std::optional<certificates::CertificateAndKey> https_certificate{};
  /// What has signed `https_certificate`, for certificates that faults want: with a flaw and nothing else wrong. Empty:
  /// they are signed by an authority made when it is needed, whose certificate no client has.
  std::optional<certificates::CertificateAndKey> https_authority{};
  LabNames https_names{};      ///< of certificates that are made here, beside localhost and the listener's address
  iis::ResponseDress dress{};  ///< how responses of both listeners look
  std::string admin_address = "127.0.0.1";
  std::optional<std::uint16_t> admin_port{};  ///< empty: no admin API
  std::optional<std::string> admin_token{};   ///< what calls have to bring (control::Guard); empty: none is needed
  unsigned threads = 1;
  std::chrono::milliseconds connection_timeout{120'000};  ///< how long clients may be silent (http::ServerOptions)
  std::chrono::milliseconds request_timeout{1'200'000};   ///< how long a whole request may take
  std::optional<std::filesystem::path> web_config{};      ///< real file behind web.config; empty: in memory
  std::optional<std::filesystem::path> log_directory{};   ///< real folder for the logs; empty: in memory
  std::vector<faults::Rule> faults{};                     ///< injected faults, in their order of precedence
  std::size_t journal_entries = 10'000;                   ///< the newest; 0: counters alone
  std::size_t journal_body_bytes = 0;                     ///< how much of each body the journal keeps
  bool redact = false;                            ///< what the admin API tells of exchanges has pseudonyms for names
  std::shared_ptr<journal::Redactor> redactor{};  ///< shared with others who write such texts; null: one of its own
  control::EventSettings events{};                ///< of live events
  bool xpress = true;                             ///< answers are coded for clients that offer xpress
  iis::SslRequirement require_ssl{};              ///< applications that answer over TLS only
  std::optional<std::filesystem::path> content_directory{};  ///< real folder of made content files; empty: in memory
  std::optional<std::filesystem::path> self_update{};        ///< real folder behind /SelfUpdate; empty: the lab's file
  std::shared_ptr<KeptState> state{};                        ///< of take_over (kept_state.hpp); null: nothing is kept
  /// Where deliberate waits (delays, drips, stalls) pass; must outlive the server; null: in real time.
  wusp::Timeline* timeline = nullptr;
  /// The server's clock, where the admin API may move it; must outlive the server; null: it may not.
  wusp::OffsetClock* movable_clock = nullptr;
};

/// Answers from construction until stop() or destruction.
///
/// Thread safety: journal(), fault_rules(), expectations(), state(), iisreset(), type_command() from any thread; lines
/// that are typed wait for each other. Lifetime: `clock` must outlive the server. Errors: http::ListenError;
/// http::TlsError and certificates::CertificateError for certificates, std::runtime_error for files that cannot be
/// used.
class WsusServer {
public:
  WsusServer(ServerConfig config, wusp::Clock const& clock);
  ~WsusServer();
  WsusServer(WsusServer const&) = delete;
  WsusServer& operator=(WsusServer const&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::optional<std::uint16_t> admin_port() const;
  /// What the admin API offers; null without it.
  [[nodiscard]] control::AdminApi const* admin_api() const;
  /// "http://127.0.0.1:8530"
  [[nodiscard]] std::string url() const;

  [[nodiscard]] std::optional<std::uint16_t> https_port() const;
  /// "https://127.0.0.1:8531"; empty without HTTPS.
  [[nodiscard]] std::string https_url() const;
  /// PEM of the authority that signed the certificate made at start, for clients to trust; empty when none was made. It
  /// is in the log folder too, as lab-ca.crt; one that an operator put there with its key signs instead.
  [[nodiscard]] std::string const& lab_authority() const;

  /// Types a line at the server's command prompt; elevated unless told otherwise.
  windows::CommandResult type_command(std::string_view line, bool elevated = true);
  /// The application alone: it starts anew and reads web.config. The command of this name starts sites and pools too.
  void iisreset();
  /// Finishes what is under way and closes the listeners.
  void stop();

  [[nodiscard]] journal::Journal& journal();
  /// The fault rules, which may be changed at any time.
  [[nodiscard]] faults::RuleBook& fault_rules();
  /// What is expected of the exchanges.
  [[nodiscard]] expectations::Watch& expectations();
  [[nodiscard]] services::WsusState& state();
  [[nodiscard]] iis::Application& application();
  [[nodiscard]] windows::FileSystem& files();
  /// Sites and pools, and what weighs on them.
  [[nodiscard]] iis::InternetServices& internet_services();
  /// The text of SoftwareDistribution.log and of all W3C logs, in order.
  [[nodiscard]] std::string software_distribution_log() const;
  [[nodiscard]] std::string iis_log() const;
  /// HTTPERR: what http.sys has answered by itself.
  [[nodiscard]] std::string http_error_log() const;

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace wsus::server
