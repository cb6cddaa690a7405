// Downloads content: some connections at the same time, one request at a time on each, no threads.
#pragma once

#include "client_sim/agent/content.hpp"
#include "client_sim/agent/failure.hpp"
#include "client_sim/transport/http_options.hpp"
#include "client_sim/transport/route.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace wsus::transport {

/// Any answer, also a refusal, or why there was none (numbers as in HttpExchange).
using agent::ContentReply;

/// The next request; nothing when there is none now. Asked again after each answer until nothing is under way.
using NextRequest = std::function<std::optional<agent::ContentRequest>()>;
/// Hears each answer, in the order in which they come.
using ContentAnswered = std::function<void(agent::ContentRequest const&, ContentReply)>;

struct ContentOptions {
  HttpOptions http{};  ///< max_body: of answers that are neither the range that was asked for nor the file
  /// How long a connection may wait for its next request before it is closed (wusp-protocol 7.1: about 27 to 30 s).
  std::chrono::milliseconds idle_timeout{28'000};
  std::string correlation_seed{};  ///< of MS-CV; empty: none is sent
};

/// The most connections that Delivery Optimization opens (wusp-protocol 9).
inline constexpr unsigned max_content_connections = 7;

/// Redirects and routes are those of calls (redirect.hpp, route.hpp); GET and HEAD keep their method. Headers follow
/// the user agent of each request (content_headers.hpp). A 206 may be as long as the range that was asked for and 4 KiB
/// more, a 200 as long as the request's file_size, but at least `max_body`, any other answer `max_body`; more ends with
/// 12152. Thread safety: none. Blocking: a call returns when it is over; it runs its own I/O context. With a timeline
/// the calling thread is a Running of it, and connections wait at the same time. Nothing is thrown for what a peer
/// does.
class ContentClient {
public:
  explicit ContentClient(ContentOptions options = {}, Router router = direct_route);
  ~ContentClient();
  ContentClient(ContentClient const&) = delete;
  ContentClient& operator=(ContentClient const&) = delete;

  /// One request on a connection that is kept for the next one.
  [[nodiscard]] ContentReply perform(agent::ContentRequest const& request);

  /// Takes requests from `next` and hands answers to `answered` until `next` has none and nothing is under way. Opens
  /// up to `connections` connections, each when there is a request for it, and closes them at the end. Both functions
  /// run in the caller's thread and may change what `next` gives; what they throw ends everything that is under way
  /// and leaves. Throws std::invalid_argument when `connections` is not 1 to 7.
  void fetch(NextRequest const& next, ContentAnswered const& answered, unsigned connections);

  /// Closes the connection that perform() keeps.
  void close();

private:
  struct State;
  class Fetch;
  std::unique_ptr<State> state_;
};

}  // namespace wsus::transport
