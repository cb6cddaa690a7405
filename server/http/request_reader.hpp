// Reads requests of a connection into a parser. A template, so that TCP and TLS have one text. Internal to this room.
#pragma once

#include "server/http/request_view.hpp"
#include "server/http/streams.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace wsus::http {

/// Errors are those of Beast's own reading functions. These cost an operation of Asio for each step, though what is
/// read for has mostly come already: here nothing is awaited as long as the socket has bytes.
///
/// An idle plain connection has no buffer: it waits for the socket and makes one when there is something to read.
template <typename Stream>
class RequestReader {
public:
  using Error = boost::beast::error_code;

  /// Whether bytes behind the request that was read last are there already.
  [[nodiscard]] bool has_bytes() const { return buffer_.size() > 0; }

  /// Until the first bytes of a request are there.
  boost::asio::awaitable<Error> wait(Stream& stream) {
    buffer_.shrink_to_fit();
    auto const error = co_await read_more(stream, first_read, /*may_be_there=*/false);
    co_return error == boost::asio::error::eof ? Error(boost::beast::http::error::end_of_stream) : error;
  }

  /// Gives the parser what is there; when that brings it no further, what comes next.
  boost::asio::awaitable<Error> parse_some(Stream& stream, RequestParser& parser) {
    namespace bhttp = boost::beast::http;
    Error error = bhttp::error::need_more;
    if (has_bytes()) buffer_.consume(parser.put(buffer_.data(), error));
    if (error != bhttp::error::need_more) co_return error;
    co_await leave_to_others(stream);
    error = co_await read_more(stream, wanted_by(parser), /*may_be_there=*/true);
    if (error != boost::asio::error::eof) co_return error;
    if (!parser.got_some()) co_return bhttp::error::end_of_stream;
    error = {};
    parser.put_eof(error);
    co_return error;
  }

private:
  static constexpr bool is_secure = std::is_same_v<Stream, SecureStream>;
  static constexpr auto as_tuple = boost::asio::as_tuple(boost::asio::use_awaitable);
  static constexpr std::size_t first_read = (is_secure ? 4U : 16U) << 10U;  ///< TLS holds it while it is idle

  static std::size_t wanted_by(RequestParser const& parser) {
    constexpr std::size_t most = 64U << 10U;
    if (!parser.is_header_done()) return first_read;
    auto const left = parser.content_length_remaining();
    return left ? static_cast<std::size_t>(std::clamp<std::uint64_t>(*left, 1, most)) : first_read;
  }

  /// At most so many bytes, one at least unless there is an error. `may_be_there`: they are asked for before they are
  /// waited for.
  boost::asio::awaitable<Error> read_more(Stream& stream, std::size_t most, bool may_be_there) {
    if constexpr (is_secure) {
      auto const [error, bytes] = co_await stream.async_read_some(buffer_.prepare(most), as_tuple);
      buffer_.commit(bytes);
      co_return error;
    } else {
      auto& socket = stream.socket();
      for (Error error = boost::asio::error::would_block;; may_be_there = true) {
        if (may_be_there) buffer_.commit(socket.read_some(buffer_.prepare(most), error));
        if (error != boost::asio::error::would_block) co_return error;
        auto const [waited] = co_await socket.async_wait(boost::asio::socket_base::wait_read, as_tuple);
        if (waited) co_return waited;
      }
    }
  }

  /// A peer that sends as fast as we read never makes us wait: the other sessions of this thread, and a stop, get their
  /// turn all the same.
  boost::asio::awaitable<void> leave_to_others(Stream& stream) {
    constexpr unsigned reads_in_a_row = 16;
    if (++reads_ % reads_in_a_row != 0) co_return;
    co_await boost::asio::post(stream.get_executor(), boost::asio::use_awaitable);
  }

  boost::beast::flat_buffer buffer_{};
  unsigned reads_ = 0;
};

}  // namespace wsus::http
