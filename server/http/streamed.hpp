// Sends a body that comes over time (faults::BodySource), over plain TCP or TLS. A template, so that both have one
// text.
#pragma once

#include "server/faults/body_source.hpp"
#include "server/http/delivery.hpp"
#include "wsdl/waiting/wake.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

namespace wsus::http {

/// Somebody waits for a source: its wake comes on the executor, and not after this has been destroyed there.
class ReadyWatch {
public:
  ReadyWatch(faults::BodySource& source, waiting::Executor const& executor, Pause& pause)
      : source_(source), gate_(std::make_shared<waiting::Gate>(executor, [&pause] { pause.wake(); })) {
    source_.when_ready([gate = gate_] { gate->pass(); });
  }
  ~ReadyWatch() {
    source_.when_ready({});
    gate_->close();
  }
  ReadyWatch(ReadyWatch const&) = delete;
  ReadyWatch& operator=(ReadyWatch const&) = delete;

private:
  faults::BodySource& source_;
  std::shared_ptr<waiting::Gate> gate_;
};

template <typename Stream>
[[nodiscard]] boost::asio::awaitable<bool> write_text(DeliveryLine<Stream> line, std::string const& text) {
  boost::beast::get_lowest_layer(line.stream).expires_after(line.patience);
  auto const [error, written] = co_await boost::asio::async_write(line.stream, boost::asio::buffer(text),
                                                                  boost::asio::as_tuple(boost::asio::use_awaitable));
  line.plain_bytes += written;
  co_return !error;
}

/// Until there is more, the peer is gone or the server stops.
template <typename Stream>
[[nodiscard]] boost::asio::awaitable<Waited> wait_for_more(DeliveryLine<Stream> line, faults::BodySource& source,
                                                           std::optional<std::chrono::milliseconds> ask_again) {
  ReadyWatch const watch(source, line.stream.get_executor(), line.pause);
  co_return co_await hold(line, ask_again);
}

/// The head first, then each piece as it comes. `chunked`: in chunks, and the last one says that it is whole; else the
/// end of the connection says it. A server that stops ends the body, in order, where its source has nothing more at the
/// moment: what has an end of its own is never cut to something that looks whole. One piece is held at a time: a peer
/// that takes nothing for the line's patience is let go, and holds up nobody but its source.
template <typename Stream>
[[nodiscard]] boost::asio::awaitable<Delivered> deliver_as_it_comes(DeliveryLine<Stream> line, std::string head,
                                                                    std::shared_ptr<faults::BodySource> source,
                                                                    bool chunked) {
  bool taken = co_await write_text(line, head);
  while (taken) {
    auto piece = source->next();
    if (!piece.bytes.empty()) {
      if (chunked) piece.bytes = fmt::format("{:x}\r\n{}\r\n", piece.bytes.size(), piece.bytes);
      taken = co_await write_text(line, piece.bytes);
    }
    if (piece.last) break;
    if (!piece.bytes.empty()) continue;
    auto const waited = co_await wait_for_more(line, *source, piece.ask_again);
    if (waited == Waited::stopped) break;
    taken = waited != Waited::peer_gone;
  }
  if (taken && chunked) taken = co_await write_text(line, std::string("0\r\n\r\n"));
  co_return taken ? Delivered::whole : Delivered::over;
}

}  // namespace wsus::http
