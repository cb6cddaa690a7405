// A file descriptor on its way into an open file. Internal to this room.
#pragma once

#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

namespace wsus::content {

/// Throws std::system_error with errno: "cannot write 'name': No space left on device".
[[noreturn]] inline void fail(std::string_view doing, std::string_view what) {
  throw std::system_error(errno, std::generic_category(), fmt::format("cannot {} '{}'", doing, what));
}

/// Closed at the end, unless it was released. Below 0: none.
class Descriptor {
public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] int release() { return std::exchange(number_, -1); }

private:
  int number_;
};

}  // namespace wsus::content
