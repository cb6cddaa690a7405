// Sending of files: see send_file.hpp.
#include "server/http/send_file.hpp"

#include "server/http/file_piece.hpp"
#include "server/http/patience.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <sys/sendfile.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <vector>

namespace wsus::http {
namespace {

namespace asio = boost::asio;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);
/// One call of sendfile: so much at most, that other sessions of the thread and a stop get their turn in between.
constexpr std::uint64_t piece_of_sendfile = 1U << 20U;
constexpr std::size_t piece_of_tls = 64U << 10U;

/// sendfile(2) with what send(2) has as MSG_NOSIGNAL: a connection that is gone is EPIPE to us, never the end of the
/// program that this library is part of. The signal goes to the calling thread, so it is held back and taken there.
ssize_t sendfile_without_signal(int socket, int file, off_t& offset, std::size_t size) {
  sigset_t broken_pipe{};
  sigset_t before{};
  sigset_t pending{};
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  sigpending(&pending);
  bool const not_ours = sigismember(&pending, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
  auto const sent = ::sendfile(socket, file, &offset, size);
  int const why = errno;
  // Not for EPIPE alone: a connection that ends in the middle of a piece raises the signal too, and what was sent of
  // the piece is still the result.
  if (!not_ours) {
    timespec const at_once{};
    while (sigtimedwait(&broken_pipe, nullptr, &at_once) < 0 && errno == EINTR) continue;
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = why;
  return sent;
}

/// What an error of sendfile says; `whole` stands for "go on". EPIPE, ECONNRESET and EBADF (closed by a stop) are the
/// connection's; whatever else is the file's.
FileSent verdict_of(int error) {
  switch (error) {
  case EINTR:
  case EAGAIN: return FileSent::whole;
  case EIO:
  case EINVAL:
  case EOVERFLOW: return FileSent::file_short;
  default: return FileSent::peer_gone;
  }
}

}  // namespace

asio::awaitable<FileSent> send_file(PlainStream& stream, faults::FileBody body, std::chrono::milliseconds patience) {
  boost::system::error_code error;
  stream.socket().native_non_blocking(true, error);
  if (error) co_return FileSent::peer_gone;
  auto offset = static_cast<off_t>(body.offset);
  for (auto left = body.length; left > 0;) {
    auto const piece = std::min(left, piece_of_sendfile);
    if (!prepare_piece(body, static_cast<std::uint64_t>(offset) - body.offset, piece)) co_return FileSent::file_short;
    auto const sent = sendfile_without_signal(stream.socket().native_handle(), body.file->descriptor(), offset,
                                              static_cast<std::size_t>(piece));
    int const why = errno;
    if (sent == 0) co_return FileSent::file_short;
    if (sent > 0) {
      left -= static_cast<std::uint64_t>(sent);
      co_await asio::post(stream.get_executor(), asio::use_awaitable);
      continue;
    }
    if (auto const verdict = verdict_of(why); verdict != FileSent::whole) co_return verdict;
    if (why != EAGAIN) continue;
    bool const writable = co_await wait_until_writable(stream, patience);
    if (!writable) co_return FileSent::peer_gone;
  }
  co_return FileSent::whole;
}

asio::awaitable<FileSent> send_file(SecureStream& stream, faults::FileBody body, std::chrono::milliseconds patience) {
  std::vector<char> buffer(piece_of_tls);
  for (std::uint64_t done = 0; done < body.length;) {
    auto const bytes = read_piece(body, done, buffer);
    if (bytes == 0) co_return FileSent::file_short;
    boost::beast::get_lowest_layer(stream).expires_after(patience);
    auto const [error, written] = co_await asio::async_write(stream, asio::buffer(buffer.data(), bytes), as_tuple);
    if (error) co_return FileSent::peer_gone;
    done += written;
  }
  co_return FileSent::whole;
}

}  // namespace wsus::http
