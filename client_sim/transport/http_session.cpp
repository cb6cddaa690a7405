// Runs coroutines to their end: see http_session.hpp.
#include "client_sim/transport/http_session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>
#include <utility>

namespace wsus::transport {
namespace {

std::unique_ptr<Waits> waits_of(HttpOptions const& options) {
  return options.timeline == nullptr ? make_real_waits() : make_timeline_waits(*options.timeline);
}

/// Coroutines as participants of a timeline, in place of the thread that runs them all. Without a timeline: nothing.
class Turns {
public:
  Turns(wusp::Timeline* timeline, std::size_t count) : left_(count) {
    if (timeline == nullptr) return;
    running_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) running_.push_back(std::make_unique<wusp::Timeline::Running>(*timeline));
    thread_.emplace(*timeline);
  }
  /// The thread takes the last one's turn: time must not move between the two.
  ~Turns() { thread_.reset(); }
  Turns(Turns const&) = delete;
  Turns& operator=(Turns const&) = delete;

  void ended(std::size_t index) {
    if (--left_ > 0 && index < running_.size()) running_[index].reset();
  }

private:
  std::size_t left_;
  std::vector<std::unique_ptr<wusp::Timeline::Running>> running_;
  std::optional<wusp::Timeline::Pause> thread_;
};

}  // namespace

HttpSession::HttpSession(HttpOptions given, Router way)
    : options(std::move(given)), router(std::move(way)), waits(waits_of(options)), tls(tls_facts_of(options)) {}

void HttpSession::run_all(std::vector<boost::asio::awaitable<void>> work, std::function<void()> const& stop) {
  std::exception_ptr thrown;
  Turns turns(options.timeline, work.size());
  io.restart();
  for (std::size_t i = 0; i < work.size(); ++i) {
    boost::asio::co_spawn(io, std::move(work[i]), [&, i](std::exception_ptr error) {
      turns.ended(i);
      if (!error || thrown) return;
      thrown = std::move(error);
      stop();
    });
  }
  io.run();
  if (thrown) std::rethrow_exception(thrown);
}

void HttpSession::run_one(boost::asio::awaitable<void> work) {
  std::vector<boost::asio::awaitable<void>> one;
  one.push_back(std::move(work));
  run_all(std::move(one), [this] { connection.close(); });  // it may be in the middle of an exchange
}

}  // namespace wsus::transport
