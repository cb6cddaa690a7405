// One gSOAP context over memory: the request is read from a string_view, what gSOAP writes is collected and re-dressed.
#include "wsdl/wire/engine.hpp"

#include "wsdl/wire/envelope_check.hpp"
#include "wsdl/wire/envelope_dress.hpp"
#include "wsdl/wire/message_ends.hpp"
#include "wsdl/wire/plain_envelope.hpp"
#include "wsdl/wire/soap_error.hpp"

#include <fmt/format.h>
#include <soapH.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>
#include <vector>

namespace wsus::wire {
namespace {

// Why each flag: gsoap-notes 7. No SOAP_XML_STRICT: real agents send elements that no schema has (wusp-protocol 11).
constexpr soap_mode context_mode =
    SOAP_ENC_PLAIN | SOAP_IO_BUFFER | SOAP_XML_TREE | SOAP_C_UTFSTRING | SOAP_XML_DEFAULTNS;

/// What the callbacks of one context share; soap->user points here.
struct MessageState {
  std::string_view unread{};
  std::string written{};
  std::optional<SoapFault> raised{};
};

MessageState& state_of(struct soap* soap) { return *static_cast<MessageState*>(soap->user); }

size_t receive_bytes(struct soap* soap, char* buffer, size_t size) {
  std::string_view& unread = state_of(soap).unread;
  size_t const count = std::min(size, unread.size());
  std::memcpy(buffer, unread.data(), count);
  unread.remove_prefix(count);
  return count;  // 0 ends the message
}

int send_bytes(struct soap* soap, char const* bytes, size_t count) {
  state_of(soap).written.append(bytes, count);
  return SOAP_OK;
}

/// The generated table without the patterns by which gSOAP knows SOAP 1.2 again. Envelopes of 1.2 are refused before it
/// reads them; a declaration of that namespace anywhere else would make it answer in 1.2.
std::vector<struct Namespace> soap_1_1_namespaces() {
  std::vector<struct Namespace> table;
  for (struct Namespace const* entry = namespaces; entry->id != nullptr; ++entry) table.push_back(*entry);
  for (auto& entry : table)
    if (std::string_view(entry.id).starts_with("SOAP-")) entry.in = nullptr;
  table.emplace_back();  // its end
  return table;
}

SOAP_SOCKET connect_nowhere(struct soap*, char const*, char const*, int) { return SOAP_OK; }

}  // namespace

struct Engine::Context {
  struct soap* soap;
  std::vector<struct Namespace> const known_namespaces = soap_1_1_namespaces();
  MessageState state{};
  std::string action{};

  explicit Context(Limits const& limits) : soap(soap_new1(context_mode)) {
    if (!soap) throw std::bad_alloc();
    soap->user = &state;
    soap->frecv = receive_bytes;
    soap->fsend = send_bytes;
    soap->fconnect = connect_nowhere;
    soap->fopen = connect_nowhere;
    soap->fpoll = nullptr;
    soap->fclose = nullptr;
    soap->fdisconnect = nullptr;
    soap->maxlevel = std::clamp(limits.max_depth, 1U, 1000U);
    soap->maxlength = static_cast<long>(std::max<std::size_t>(limits.max_text, 1024));
  }

  ~Context() {
    reset();
    soap_free(soap);
  }

  Context(Context const&) = delete;
  Context& operator=(Context const&) = delete;

  /// Makes the context as new for a message; `in` is what it will read.
  void begin(std::string_view in) {
    state.unread = in;
    state.written.clear();
    state.raised.reset();
    soap->keep_alive = 0;
    wsus_soap_begin(soap);
    soap_set_namespaces(soap, known_namespaces.data());  // forgets the SOAP version of the message before
    soap->fault = nullptr;
    soap->header = nullptr;
  }

  void reset() {
    free_message(soap);
    soap->fault = nullptr;
    soap->action = nullptr;
  }

  /// How far gSOAP has come in a message of `size` bytes.
  [[nodiscard]] std::size_t position(std::size_t size) const {
    return size - state.unread.size() - (soap->buflen - soap->bufidx);
  }

  /// Reads up to the first child of the Body.
  int open_envelope() const {
    if (wsus_soap_begin_recv(soap) || soap_envelope_begin_in(soap) || soap_recv_header(soap) ||
        soap_body_begin_in(soap))
      return soap->error;
    return soap->error = soap_peek_element(soap);
  }

  [[nodiscard]] Malformed malformed_at(int code, std::size_t size) const {
    return malformed(soap, code, position(size));
  }
};

namespace {

/// A message that came in, and what gSOAP may read of it.
struct Checked {
  explicit Checked(std::string_view message) : text(message) {
    if (is_plain_envelope(message)) return;
    refused = check_envelope(message);
    if (!refused) rewritten = without_long_references(message);
    if (rewritten) text = *rewritten;
  }
  Checked(Checked const&) = delete;
  Checked& operator=(Checked const&) = delete;

  std::optional<Malformed> refused{};
  std::optional<std::string> rewritten{};
  std::string_view text;  ///< the message, or what it was rewritten to
};

/// Frees the arena however the call ends.
template <class Context>
class Cleanup {
public:
  explicit Cleanup(Context& context) : context_(context) {}
  ~Cleanup() { context_.reset(); }
  Cleanup(Cleanup const&) = delete;
  Cleanup& operator=(Cleanup const&) = delete;

private:
  Context& context_;
};

}  // namespace

Engine::Engine(Limits const& limits) : context_(std::make_unique<Context>(limits)) {}
Engine::~Engine() = default;

Outcome Engine::serve(std::string_view request, std::string const& soap_action, Dress dress, Dispatch const& dispatch,
                      std::string& out) {
  Checked const checked(request);
  if (checked.refused) return *checked.refused;
  auto const text = checked.text;

  Context& context = *context_;
  struct soap* const soap = context.soap;
  Cleanup const cleanup{context};
  context.begin(text);
  context.action = soap_action;
  soap->action = context.action.empty() ? nullptr : context.action.data();

  if (int const code = context.open_envelope(); code != SOAP_OK) return context.malformed_at(code, text.size());
  std::string element{local_name(soap->tag)};

  int const code = dispatch(soap);
  if (code == SOAP_OK) {
    dress_envelope(context.state.written, dress, out);
    return Answered{};
  }
  if (code == SOAP_NO_METHOD) return UnknownOperation{std::move(element)};
  if (!context.state.raised && holds_fault(soap, code)) context.state.raised = read_fault(soap);
  if (!context.state.raised) return context.malformed_at(code, text.size());
  out += fault_envelope(*context.state.raised, dress);
  return *std::move(context.state.raised);
}

std::string Engine::encode(std::function<int(struct soap*)> const& send) {
  Context& context = *context_;
  Cleanup const cleanup{context};
  context.begin({});
  if (int const code = send(context.soap); code != SOAP_OK)
    throw std::runtime_error(fmt::format("gSOAP could not write the request: code {}", code));
  std::string out;
  dress_envelope(context.state.written, Dress::agent, out);
  return out;
}

Reply Engine::decode(std::string_view reply, std::function<int(struct soap*)> const& receive) {
  Checked const checked(reply);
  if (checked.refused) return *checked.refused;
  auto const text = checked.text;

  Context& context = *context_;
  Cleanup const cleanup{context};
  context.begin(text);
  int const code = receive(context.soap);
  if (code == SOAP_OK) return Received{};
  if (holds_fault(context.soap, code)) return read_fault(context.soap);
  return context.malformed_at(code, text.size());
}

int raise(struct soap* soap, SoapFault const& fault) {
  state_of(soap).raised = fault;
  return soap->error = SOAP_FAULT;
}

}  // namespace wsus::wire
