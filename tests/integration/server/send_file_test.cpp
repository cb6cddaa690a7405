// Files into connections that are gone: an error for the session, never a signal for the program.
#include "server/http/send_file.hpp"
#include "tests/integration/server/file_handler.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <gtest/gtest.h>

#include <csignal>
#include <exception>
#include <optional>

namespace wsus::http::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// A connection whose near end is a stream; SIGPIPE does what it does to a program that never thought of it.
class SendFile : public testing::Test {
protected:
  SendFile() : before_(std::signal(SIGPIPE, SIG_DFL)) {
    tcp::acceptor acceptor(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    far_.connect(acceptor.local_endpoint());
    near_.socket() = acceptor.accept();
  }
  ~SendFile() override { std::signal(SIGPIPE, before_); }

  FileSent send(std::size_t bytes) {
    std::optional<FileSent> sent;
    faults::FileBody body{.file = file_of(pattern(bytes)), .offset = 0, .length = bytes};
    asio::co_spawn(context_, send_file(near_, std::move(body), std::chrono::seconds(10)),
                   [&sent](std::exception_ptr const& failure, FileSent how) {
                     if (failure) std::rethrow_exception(failure);
                     sent = how;
                   });
    context_.restart();
    context_.run();
    return sent.value();
  }
  static bool held_back(int signal) {
    sigset_t mask{};
    pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    return sigismember(&mask, signal) == 1;
  }
  static bool pending(int signal) {
    sigset_t set{};
    sigpending(&set);
    return sigismember(&set, signal) == 1;
  }

  void (*before_)(int);
  asio::io_context context_{};
  PlainStream near_{context_};
  tcp::socket far_{context_};
};

TEST_F(SendFile, ThatCannotBeWrittenAnyMoreEndsWithoutTheSignal) {
  near_.socket().shutdown(tcp::socket::shutdown_send);  // every write is EPIPE from now on
  EXPECT_EQ(send(1000), FileSent::peer_gone);
  EXPECT_FALSE(pending(SIGPIPE));
  EXPECT_FALSE(held_back(SIGPIPE));
}

TEST_F(SendFile, ASignalHeldBackByTheProgramItselfIsLeftToIt) {
  sigset_t set{};
  sigset_t mask{};
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, &mask);
  std::raise(SIGPIPE);
  near_.socket().shutdown(tcp::socket::shutdown_send);
  EXPECT_EQ(send(1000), FileSent::peer_gone);
  EXPECT_TRUE(pending(SIGPIPE));
  EXPECT_TRUE(held_back(SIGPIPE));
  timespec const at_once{};
  sigtimedwait(&set, nullptr, &at_once);
  pthread_sigmask(SIG_SETMASK, &mask, nullptr);
}

TEST_F(SendFile, AConnectionThatTakesEverythingIsWhole) {
  EXPECT_EQ(send(1000), FileSent::whole);
  std::string got(1000, '\0');
  asio::read(far_, asio::buffer(got));
  EXPECT_EQ(got, pattern(1000));
}

}  // namespace
}  // namespace wsus::http::test
