// What a fault is: what goes wrong, never when. When is its rule's business (rules/rule.hpp).
#pragma once

#include "server/faults/call_facts.hpp"
#include "server/faults/connection_plan.hpp"
#include "server/faults/exchange_view.hpp"
#include "server/faults/response_plan.hpp"

#include <memory>
#include <optional>
#include <string_view>
#include <variant>

namespace wsus::faults {

/// Where in the world a fault belongs; how docs/FAULTS.md groups them.
enum class Layer { listener, tcp, tls, http, soap, content };

/// The moments at which rules are asked, in the order in which an exchange passes them.
enum class Stage {
  connection,  ///< accepted; nothing was read
  request,     ///< a request is whole; neither IIS nor a service has seen it
  call,        ///< an operation knows its client, and has checked and changed nothing
  reply,       ///< the answer is made, and nothing of it was sent
};

// A fault takes part in one way. All of them are immutable and pure: the same facts give the same decision, from any
// thread. A fault that mentions chance, counting or matching is wrong: that belongs to its rule.

/// Changes what becomes of a connection.
class ConnectionFault {
public:
  virtual ~ConnectionFault() = default;
  /// False: nothing to change, a rule above has settled it.
  [[nodiscard]] virtual bool apply(ConnectionPlan& plan, ConnectionView const& connection) const = 0;
  /// False when some connections are served by what they are.
  [[nodiscard]] virtual bool applies_always() const { return true; }
};

/// Changes the request before the server sees it, as a middlebox does.
class RequestFault {
public:
  virtual ~RequestFault() = default;
  /// False: there is nothing to change.
  [[nodiscard]] virtual bool apply(ExchangeView& request) const = 0;
};

/// Answers instead of the server: at Stage::request, or at Stage::call when its rule asks for what is known only then.
class AnswerFault {
public:
  virtual ~AnswerFault() = default;
  /// Empty: this request is to be served.
  [[nodiscard]] virtual std::optional<ResponsePlan> answer(ExchangeView const& request) const = 0;
  /// False when some requests are let through by what they are.
  [[nodiscard]] virtual bool answers_always() const { return true; }
};

/// Refuses a call as the service itself would.
class CallFault {
public:
  virtual ~CallFault() = default;
  /// Empty: this call is to be performed.
  [[nodiscard]] virtual std::optional<InjectedSoapFault> refuse(CallFacts const& call) const = 0;
  /// False when some calls are performed by what they are.
  [[nodiscard]] virtual bool refuses_always() const { return true; }
};

/// What of a reply is changed; in this order, whatever the order of the rules. Within one step rules apply in their
/// order, each to what the one before has left.
enum class ReplyStep {
  body,      ///< the plain body, or the file
  coding,    ///< the coded body and its Content-Encoding
  head,      ///< status and headers
  delivery,  ///< how the bytes go out; the first rule that sets a member of Delivery keeps it, but delays add up
};

/// A reply on its way out.
struct Reply {
  ExchangeView const& request;
  CallFacts const* call = nullptr;  ///< null when no operation was reached
  ResponsePlan& plan;
};

/// Changes an answer that the server has made.
class ReplyFault {
public:
  virtual ~ReplyFault() = default;
  [[nodiscard]] virtual ReplyStep step() const = 0;
  /// False: there is nothing in this reply that could be changed so; the plan is as it was.
  [[nodiscard]] virtual bool apply(Reply& reply) const = 0;
};

/// One fault, by the way in which it takes part. Never null.
using Fault = std::variant<std::shared_ptr<ConnectionFault const>, std::shared_ptr<RequestFault const>,
                           std::shared_ptr<AnswerFault const>, std::shared_ptr<CallFault const>,
                           std::shared_ptr<ReplyFault const>>;

/// The earliest stage at which the fault can be asked.
[[nodiscard]] Stage stage_of(Fault const& fault);

}  // namespace wsus::faults
