// Connecting, and the waits of a connection: see timed_stream.hpp.
#include "client_sim/transport/timed_stream.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace wsus::transport {
namespace {

namespace asio = boost::asio;

/// As the other end names it (wusp::WireId).
std::string name_of(asio::ip::tcp::endpoint const& endpoint) {
  auto const text = endpoint.address().to_string();
  return endpoint.address().is_v6() ? fmt::format("[{}]:{}", text, endpoint.port())
                                    : fmt::format("{}:{}", text, endpoint.port());
}

}  // namespace

asio::awaitable<TimedStream::Error> TimedStream::connect(Endpoints endpoints, std::chrono::milliseconds timeout) {
  Error error = asio::error::host_not_found;
  expired_ = false;
  auto const wait = waits_.for_system(get_executor(), timeout, [this] { expire(); });
  for (auto const& endpoint : endpoints) {
    Error ignored;
    socket_.close(ignored);
    co_await socket_.async_connect(endpoint, asio::redirect_error(asio::use_awaitable, error));
    if (!error || expired_) break;
  }
  if (expired_) co_return boost::beast::error::timeout;
  if (error) co_return error;
  Error failed;  // of a peer that is gone already: the first read tells
  auto const own = socket_.local_endpoint(failed);
  auto const peer = socket_.remote_endpoint(failed);
  wire_ = {.client = name_of(own), .server = name_of(peer)};
  socket_.non_blocking(true, failed);
  socket_.set_option(asio::ip::tcp::no_delay(true), failed);  // a mere speed-up: failing does no harm
  co_return Error{};
}

void TimedStream::begin_wait() {
  auto const until = each_ ? std::min(until_, waits_.now() + *each_) : until_;
  wait_ = waits_.for_bytes(get_executor(), {.wire = wire_, .received = received_}, until, [this] { expire(); });
}

void TimedStream::expire() {
  expired_ = true;
  Error ignored;
  socket_.cancel(ignored);
}

}  // namespace wsus::transport
