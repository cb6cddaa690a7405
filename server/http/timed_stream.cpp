// The deadline of a connection: see timed_stream.hpp.
#include "server/http/timed_stream.hpp"

namespace wsus::http {

TimedStream::TimedStream(Socket socket) : state_(std::make_shared<State>(std::move(socket))) {
  boost::system::error_code ignored;  // of a socket that has died: the first read says so
  state_->socket.non_blocking(true, ignored);
}

void TimedStream::expires_at(Clock::time_point when) {
  state_->deadline = when;
  if (when < state_->rings) wait(state_);
}

void TimedStream::wait(std::shared_ptr<State> const& state) {
  state->rings = state->deadline;
  state->timer.expires_at(state->rings);
  state->timer.async_wait([weak = std::weak_ptr<State>(state)](boost::system::error_code const& error) {
    auto const self = weak.lock();
    if (error || self == nullptr) return;
    self->rings = Clock::time_point::max();
    if (self->deadline == Clock::time_point::max()) return;
    if (Clock::now() < self->deadline) return wait(self);
    boost::system::error_code ignored;
    self->socket.close(ignored);
  });
}

}  // namespace wsus::http
