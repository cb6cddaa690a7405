// gSOAP on memory buffers: one request in, one reply out, nothing kept between two messages.
#pragma once

#include "wsdl/wusp/soap_fault.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

struct soap;

namespace wsus::wire {

using wusp::FaultCode;
using wusp::SoapFault;

/// Guards of one message. Sources: gsoap-notes 8 (what gSOAP guards and what it does not).
struct Limits {
  unsigned max_depth = 64;          ///< element nesting of declared types; 1..1000
  std::size_t max_text = 8u << 20;  ///< characters of one text; 1 KiB or more
};

/// How a service writes its envelopes, as captured (wusp-protocol 1.2).
/// `wcf`: prefix `s:`, no declaration (Client service). `asmx`: prefix `soap:` and a declaration (SimpleAuth,
/// Reporting). `agent`: prefix `s:`, no declaration, no xsi/xsd on the body (what the Windows agent sends).
enum class Dress { wcf, asmx, agent };

/// The message cannot be a request: what is wrong, for the journal and the reader.
/// `not_xml`: not well-formed, cut, or with a DOCTYPE. `bad_text`: not UTF-8, or not XML characters. `not_soap`: XML,
/// but no SOAP 1.1 envelope with a body of the declared types (a number that is none, a reply to another operation).
/// `too_deep`, `too_long`: beyond the Limits. `soap_1_2`: an envelope of the other version.
struct Malformed {
  enum class Kind { not_xml, bad_text, not_soap, too_deep, too_long, soap_1_2 };
  Kind kind;
  std::string what;  ///< one sentence with the place, e.g. "not well-formed XML near byte 12"
};

/// The body element is none of the service's operations.
struct UnknownOperation {
  std::string element;  ///< local name as found
};

struct Answered {};

/// What became of a request. After `Answered` and `SoapFault`, `out` holds a whole envelope.
using Outcome = std::variant<Answered, SoapFault, Malformed, UnknownOperation>;

/// What a reply turned out to be, on the calling side.
struct Received {};
using Reply = std::variant<Received, SoapFault, Malformed>;

/// One gSOAP context.
///
/// Thread safety: none; one engine a worker thread. No call suspends, so an engine is never held across a co_await.
/// Lifetime: everything a generated reader allocated dies when the call returns; callers copy out inside the callback.
/// Source: gsoap-notes 3, 4, 10.
class Engine {
public:
  explicit Engine(Limits const& limits = {});
  ~Engine();
  Engine(Engine const&) = delete;
  Engine& operator=(Engine const&) = delete;

  /// A generated service's dispatch: `service.dispatch(soap)`. May throw; the exception leaves `serve` after clean-up.
  using Dispatch = std::function<int(struct soap*)>;

  /// Answers one request. Checks the text, parses, dispatches, and appends the reply to `out` in the given dress.
  /// On Malformed and UnknownOperation nothing is written: the caller knows how its host answers these.
  /// An operation that the service does not override is unknown too. Throws std::runtime_error when a handler returns a
  /// code of its own instead of raising a fault.
  [[nodiscard]] Outcome serve(std::string_view request, std::string const& soap_action, Dress dress,
                              Dispatch const& dispatch, std::string& out);

  /// Calls a generated `send_X` and returns the envelope it wrote, in the agent's dress.
  /// Throws std::runtime_error when `send` returns anything but SOAP_OK.
  [[nodiscard]] std::string encode(std::function<int(struct soap*)> const& send);

  /// Feeds `reply` to a generated `recv_X`. `receive` gets the context and returns gSOAP's code; it copies out on
  /// SOAP_OK before it returns.
  [[nodiscard]] Reply decode(std::string_view reply, std::function<int(struct soap*)> const& receive);

private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// For service code inside a dispatch: makes `fault` the answer and returns SOAP_FAULT.
int raise(struct soap* soap, SoapFault const& fault);

/// A fault envelope in the given dress, for faults that no dispatch raised.
/// Values are escaped; what cannot stand in XML becomes U+FFFD. `FaultCode::other` is written as VersionMismatch, the
/// only other code that a host of ours has to send (SOAP 1.1, 4.4.1). Without any of the four texts there is no detail.
[[nodiscard]] std::string fault_envelope(SoapFault const& fault, Dress dress);

}  // namespace wsus::wire
