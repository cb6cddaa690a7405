// Standard input that Ctrl-C ends.
#pragma once

#include <array>
#include <optional>
#include <stop_token>
#include <streambuf>

namespace wsus::lab {

/// Reads a file descriptor as a stream. A requested stop is the end of the input, also for a reader that is waiting.
///
/// Thread safety: one thread reads; stop may be requested from any.
class TypedInput : public std::streambuf {
public:
  /// `file` stays the caller's and open. Throws std::system_error where the system gives no descriptor for waking.
  TypedInput(int file, std::stop_token stop);
  ~TypedInput() override;
  TypedInput(TypedInput const&) = delete;
  TypedInput& operator=(TypedInput const&) = delete;

protected:
  int_type underflow() override;

private:
  struct Waker {
    int file;
    void operator()() const noexcept;
  };
  /// Whether there are bytes or the end of them; false: stopped.
  [[nodiscard]] bool wait() const;

  int file_;
  int wake_;
  std::stop_token stop_;
  std::array<char, 4096> buffer_{};
  std::optional<std::stop_callback<Waker>> waker_{};  ///< ends before what it wakes is closed
};

}  // namespace wsus::lab
