// Sends a response piece by piece, as its Delivery says, over plain TCP or TLS. A template, so that both have one text.
#pragma once

#include "server/faults/delivery.hpp"
#include "server/http/delivery_course.hpp"
#include "server/http/pause.hpp"
#include "server/http/response_bytes.hpp"
#include "server/http/streams.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace wsus::http {

/// The connection that a delivery goes out on. `patience`: how long a peer may take nothing.
template <typename Stream>
struct DeliveryLine {
  Stream& stream;
  Pause& pause;
  wusp::WireId const& wire;
  std::uint64_t& plain_bytes;  ///< written to the stream since the connection was opened
  std::chrono::milliseconds patience{};
};

/// Bytes that were written to the connection, as TCP carries them.
template <typename Stream>
[[nodiscard]] std::uint64_t bytes_sent(Stream& stream, std::uint64_t plain_bytes) {
  if constexpr (std::is_same_v<Stream, SecureStream>)
    return BIO_number_written(SSL_get_wbio(stream.native_handle()));
  else
    return plain_bytes;
}

/// `cut`: the bytes up to the cut are written, and how the connection ends is the caller's to do. `over`: the peer is
/// gone, or the server stops. `file_short`: as FileSent.
enum class Delivered { whole, cut, over, file_short };

/// Says nothing for so long (empty: for good); ends early when the peer goes away or the server stops.
template <typename Stream>
[[nodiscard]] boost::asio::awaitable<Waited> hold(DeliveryLine<Stream> line,
                                                  std::optional<std::chrono::milliseconds> lasting) {
  auto& tcp = boost::beast::get_lowest_layer(line.stream);
  tcp.expires_never();
  WaitPlace const place{.wire = line.wire, .sent = bytes_sent(line.stream, line.plain_bytes)};
  co_return co_await line.pause.wait(tcp.socket(), place, lasting);
}

/// `lease` is let go of before the last byte: whoever has the whole response finds it released.
template <typename Stream>
[[nodiscard]] boost::asio::awaitable<Delivered> write_piece(DeliveryLine<Stream> line, ResponseBytes& bytes,
                                                            std::uint64_t count, std::shared_ptr<void>* lease) {
  constexpr std::uint64_t most = 64U << 10U;
  while (count > 0) {
    auto const piece = bytes.next(static_cast<std::size_t>(std::min(count, most)));
    if (piece.empty()) co_return Delivered::file_short;
    count -= piece.size();
    if (count == 0 && lease != nullptr) lease->reset();
    boost::beast::get_lowest_layer(line.stream).expires_after(line.patience);
    auto const [error, written] = co_await boost::asio::async_write(line.stream, boost::asio::buffer(piece),
                                                                    boost::asio::as_tuple(boost::asio::use_awaitable));
    line.plain_bytes += written;
    if (error) co_return Delivered::over;
  }
  co_return Delivered::whole;
}

/// `lease` is held until the last byte that is sent goes out, or the connection is over.
template <typename Stream>
[[nodiscard]] boost::asio::awaitable<Delivered> deliver(DeliveryLine<Stream> line, ResponseBytes bytes,
                                                        faults::Delivery delivery, std::shared_ptr<void> lease) {
  DeliveryCourse course(delivery, bytes.size());
  for (;;) {
    auto const step = course.next();
    switch (step.act) {
    case DeliveryCourse::Act::done: co_return Delivered::whole;
    case DeliveryCourse::Act::cut: co_return Delivered::cut;
    case DeliveryCourse::Act::wait: {
      auto const waited = co_await hold(line, step.lasting);
      if (waited != Waited::elapsed) co_return Delivered::over;
      break;
    }
    case DeliveryCourse::Act::write: {
      auto const written = co_await write_piece(line, bytes, step.bytes, course.all_handed_out() ? &lease : nullptr);
      if (written != Delivered::whole) co_return written;
      break;
    }
    }
  }
}

}  // namespace wsus::http
