// Waiting for bytes or a stop: see typed_input.hpp.
#include "scenarios/app/typed_input.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

namespace wsus::lab {
namespace {

int make_event() {
  int const file = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (file < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  return file;
}

}  // namespace

void TypedInput::Waker::operator()() const noexcept {
  std::uint64_t const one = 1;
  // A counter that is full wakes as well.
  [[maybe_unused]] auto const written = write(file, &one, sizeof one);
}

TypedInput::TypedInput(int file, std::stop_token stop) : file_(file), wake_(make_event()), stop_(std::move(stop)) {
  waker_.emplace(stop_, Waker{wake_});
}

TypedInput::~TypedInput() {
  waker_.reset();
  close(wake_);
}

bool TypedInput::wait() const {
  std::array<pollfd, 2> files{pollfd{.fd = file_, .events = POLLIN, .revents = 0},
                              pollfd{.fd = wake_, .events = POLLIN, .revents = 0}};
  while (!stop_.stop_requested()) {
    if (poll(files.data(), files.size(), -1) < 0 && errno != EINTR) return false;
    if (files[1].revents != 0) return false;
    if (files[0].revents != 0) return true;
  }
  return false;
}

TypedInput::int_type TypedInput::underflow() {
  if (!wait()) return traits_type::eof();
  ssize_t count = 0;
  do {
    count = read(file_, buffer_.data(), buffer_.size());
  } while (count < 0 && errno == EINTR);
  if (count <= 0) return traits_type::eof();
  setg(buffer_.data(), buffer_.data(), buffer_.data() + count);
  return traits_type::to_int_type(buffer_.front());
}

}  // namespace wsus::lab
