// Faults as values: what goes wrong, and when.
#pragma once

#include <wsuslab/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsuslab {

/// One field of `when`: which connections, requests or calls a fault is meant for.
///
/// In a pattern `*` is anything and `?` one character; letter case does not matter.
class Condition {
public:
  /// Any field of docs/FAULTS.md, "`when`"; `yaml` is its value as it stands in a file.
  Condition(std::string field, std::string yaml) : field_(std::move(field)), yaml_(std::move(yaml)) {}

  [[nodiscard]] std::string const& field() const { return field_; }
  [[nodiscard]] std::string const& yaml() const { return yaml_; }

private:
  std::string field_;
  std::string yaml_;
};

/// Local name of the SOAP body's element: "SyncUpdates".
[[nodiscard]] Condition operation(std::string_view name);
/// "SimpleAuthWebService", "ClientWebService" or "ReportingWebService", by the path of the request.
[[nodiscard]] Condition service(std::string_view name);
/// The client's id, with or without braces.
[[nodiscard]] Condition client_id(std::string_view id);
/// Pattern: the computer's full name.
[[nodiscard]] Condition dns_name(std::string_view pattern);
/// Pattern: the path of the request, without its query.
[[nodiscard]] Condition path(std::string_view pattern);
/// Pattern: "GET", "POST".
[[nodiscard]] Condition method(std::string_view pattern);
/// Pattern: the client's address, without port.
[[nodiscard]] Condition address(std::string_view pattern);
/// Status of the reply, as the server would have sent it.
[[nodiscard]] Condition reply_status(unsigned status);
/// Connections to the TLS listener alone.
[[nodiscard]] Condition over_https();

/// What goes wrong (its kind and the kind's keys), to whom, and how often. A value: every member that changes something
/// returns another fault.
///
/// It is checked whole when it is given to a server, by the reader of fault files.
/// @par Example
/// @code
/// wsus.inject(faults::soap_fault(ErrorCode::server_busy).when(operation("SyncUpdates")).first(2));
/// wsus.inject(Fault::from_yaml("missing_property: {name: MaxExtendedUpdatesPerRequest}"));
/// @endcode
/// @par Thread safety
/// That of a value: objects of their own from any thread.
class Fault {
public:
  /// A rule as docs/FAULTS.md describes it, in block form: "soap_fault: {error_code: ServerBusy}", followed, where
  /// wanted, by lines with `when`, `times` and the other keys. For all kinds of faults.
  [[nodiscard]] static Fault from_yaml(std::string text);

  /// `kind` with its keys as in a file: Fault("drip", "{bytes: 512, every: 1 s}").
  explicit Fault(std::string_view kind, std::string_view keys = "{}");

  /// For whom: all conditions must hold, beside those that were given before. Of one field the last one counts.
  [[nodiscard]] Fault when(Condition const& condition) const;

  /// The first `count` events of each client. This and the next four: of two windows the last one counts.
  [[nodiscard]] Fault first(std::uint64_t count) const;
  /// The `n`-th event of each client, from 1.
  [[nodiscard]] Fault only(std::uint64_t n) const;
  /// From the `n`-th event of each client on.
  [[nodiscard]] Fault from(std::uint64_t n) const;
  /// The first event of each client, and from there on every `n`-th.
  [[nodiscard]] Fault every(std::uint64_t n) const;
  /// The first `count` events of all clients together.
  [[nodiscard]] Fault first_of_server(std::uint64_t count) const;

  /// A share of the events, above 0 and at most 1. The same `seed` draws the same events.
  [[nodiscard]] Fault chance(double share, std::uint64_t seed = 1) const;
  /// So many injections in all; then the fault has expired.
  [[nodiscard]] Fault at_most(std::uint64_t count) const;
  /// A name for journal and counters, one line. Without one it is that of the kind, with a number.
  [[nodiscard]] Fault named(std::string_view name) const;

  /// The rule as it stands in a fault file.
  [[nodiscard]] std::string to_yaml() const;

private:
  Fault() = default;
  [[nodiscard]] Fault with(std::string key, std::string yaml) const;

  std::string kind_{};  ///< kind, and all else that was written with it
  std::vector<Condition> conditions_{};
  std::vector<Condition> settings_{};  ///< the other keys of a rule
};

/// What can be wrong with a certificate, and nothing else of it.
enum class CertificateFlaw { expired, not_yet_valid, wrong_name, unknown_authority };

/// The faults that are wanted most. The others: Fault, Fault::from_yaml(), docs/FAULTS.md.
namespace faults {

/// The call is refused with a SOAP fault of WSUS, with a new ID, in the journal and in the server's log like a natural
/// one. `message`: the text of detail/Message, one line.
[[nodiscard]] Fault soap_fault(ErrorCode code, std::string_view message = {});
/// GetAuthorizationCookie answers InternalServerError, as a real server does to a client id that it does not accept.
[[nodiscard]] Fault refuse_client();
/// A status of 200 to 599 with the page of IIS; `sub_status` 0 to 999 goes to its log.
[[nodiscard]] Fault http_status(unsigned status, unsigned sub_status = 0);
/// 404.0 of IIS, as for an address that is not there.
[[nodiscard]] Fault missing_route();
/// 200 with a page of HTML and no header of IIS, as a captive portal answers.
[[nodiscard]] Fault html_page();
/// A redirect to its own address, for ever; `status` 301, 302, 303, 307 or 308.
[[nodiscard]] Fault redirect_loop(unsigned status = 302);
/// A redirect to `location`.
[[nodiscard]] Fault redirect(std::string_view location, unsigned status = 302);

/// The first byte of the reply goes out late: 1 ms to a day, on the server's time (MockWsusOptions::time).
[[nodiscard]] Fault delay(std::chrono::milliseconds by);
/// The reply stops after so many bytes, and the connection stays open until the peer gives up.
[[nodiscard]] Fault stall(std::uint64_t after = 0);
/// The connection is reset after so many bytes of the reply.
[[nodiscard]] Fault reset(std::uint64_t after = 0);
/// The connection is ended (FIN) after so many bytes of the reply.
[[nodiscard]] Fault half_close(std::uint64_t after = 0);
/// A new connection is reset, with nothing read.
[[nodiscard]] Fault refuse();

/// The certificate of the TLS listener has a flaw.
[[nodiscard]] Fault tls_certificate(CertificateFlaw flaw);

/// The message ends early, at this byte of it, and nothing in HTTP says so.
[[nodiscard]] Fault truncated_xml(std::uint64_t at);
/// A content file is not there (404), though the metadata name it.
[[nodiscard]] Fault content_missing();
/// The first byte of a content file is another one, so its digest does not fit.
[[nodiscard]] Fault wrong_digest();

}  // namespace faults
}  // namespace wsuslab
