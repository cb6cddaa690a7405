// wsus-content-load: GETs of one file on several connections, whole or in ranges. tests/bench/content.py runs it
// against wsus-mock and against nginx. It drops what it reads unseen (MSG_TRUNC), so that the server is what is
// measured.
#include <CLI/CLI.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

struct Load {
  std::uint16_t port = 0;
  std::string path{};
  std::uint64_t size = 0;   ///< of the file
  std::uint64_t range = 0;  ///< bytes of a request; 0: the whole file
  unsigned connections = 7;
  std::uint64_t requests = 100;  ///< of all connections together
};

/// One connection that is kept.
class Reader {
public:
  explicit Reader(Load const& load) : load_(load), socket_(io_) {
    socket_.connect({asio::ip::address_v4::loopback(), load.port});
    socket_.set_option(tcp::no_delay(true));
  }

  /// Sends request `number` and reads its answer to the end. Throws for anything but the bytes that were asked for.
  std::uint64_t get(std::uint64_t number) {
    auto const pieces = load_.range == 0 ? 1 : std::max<std::uint64_t>(1, load_.size / load_.range);
    auto const first = number % pieces * load_.range;
    auto const last = load_.range == 0 ? load_.size - 1 : std::min(load_.size, first + load_.range) - 1;
    auto const range = load_.range == 0 ? std::string() : fmt::format("Range: bytes={}-{}\r\n", first, last);
    asio::write(socket_, asio::buffer(fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{}\r\n", load_.path,
                                                  load_.port, range)));
    auto const early = read_head(load_.range == 0 ? "200" : "206", last - first + 1);
    drop(last - first + 1 - early);
    return last - first + 1;
  }

private:
  /// How many bytes of the body came with the head.
  std::uint64_t read_head(std::string_view status, std::uint64_t length) {
    std::string head;
    std::size_t end = std::string::npos;
    while (end == std::string::npos) {
      auto const before = head.size();
      head.resize(before + 16'384);
      head.resize(before + socket_.read_some(asio::buffer(head.data() + before, 16'384)));
      end = head.find("\r\n\r\n");
    }
    if (std::string_view(head).substr(9, 3) != status)
      throw std::runtime_error("the answer is\n" + head.substr(0, end));
    if (length_in(head.substr(0, end)) != length) throw std::runtime_error("wrong length in\n" + head.substr(0, end));
    return head.size() - end - 4;
  }

  static std::uint64_t length_in(std::string head) {
    std::ranges::transform(head, head.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    constexpr std::string_view name = "\r\ncontent-length: ";
    auto const at = head.find(name);
    std::uint64_t length = 0;
    if (at != std::string::npos) std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
    return length;
  }

  void drop(std::uint64_t left) {
    constexpr std::uint64_t at_once = 1U << 20U;
    while (left > 0) {
      auto const got = ::recv(socket_.native_handle(), nullptr, std::min(left, at_once), MSG_TRUNC);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw std::system_error(errno, std::generic_category(), "reading the answer");
      if (got == 0) throw std::runtime_error("the connection ended in the middle of an answer");
      left -= static_cast<std::uint64_t>(got);
    }
  }

  Load const& load_;
  asio::io_context io_{1};
  tcp::socket socket_;
};

/// Bytes of all bodies. Throws what the first failed connection threw.
std::uint64_t run(Load const& load) {
  std::atomic<std::uint64_t> next = 0;
  std::atomic<std::uint64_t> bytes = 0;
  std::vector<std::exception_ptr> failures(load.connections);
  {
    std::vector<std::jthread> threads;
    threads.reserve(load.connections);
    for (auto& failure : failures)
      threads.emplace_back([&load, &next, &bytes, &failure] {
        try {
          Reader reader(load);
          for (auto number = next++; number < load.requests; number = next++) bytes += reader.get(number);
        } catch (...) {
          failure = std::current_exception();
        }
      });
  }
  for (auto const& failure : failures)
    if (failure) std::rethrow_exception(failure);
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  Load load;
  CLI::App app("GETs of one file of a server on 127.0.0.1; prints the bytes and the seconds.", "wsus-content-load");
  app.add_option("--port", load.port)->required();
  app.add_option("--path", load.path)->required();
  app.add_option("--size", load.size, "bytes of the file")->required()->check(CLI::PositiveNumber);
  app.add_option("--range", load.range, "bytes of one request; 0: the whole file");
  app.add_option("--connections", load.connections)->check(CLI::Range(1U, 64U))->capture_default_str();
  app.add_option("--requests", load.requests)->check(CLI::PositiveNumber)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    auto const began = std::chrono::steady_clock::now();
    auto const bytes = run(load);
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - began;
    fmt::print("{{\"bytes\": {}, \"seconds\": {:.6f}}}\n", bytes, took.count());
    return 0;
  } catch (std::exception const& error) {
    fmt::print(stderr, "wsus-content-load: {}\n", error.what());
    return 1;
  }
}
