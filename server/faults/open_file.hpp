// A file that is open for reading as long as somebody sends from it: the descriptor with its owner.
#pragma once

#include <unistd.h>

#include <cstdint>

namespace wsus::faults {

/// Owns a descriptor and closes it. Its offset is never used (pread, sendfile with an offset), so that any number of
/// connections may send from one file. Thread safety: const access from any thread.
class OpenFile {
public:
  OpenFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  virtual ~OpenFile() { ::close(descriptor_); }
  OpenFile(OpenFile const&) = delete;
  OpenFile& operator=(OpenFile const&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }  ///< bytes

  /// Called for each piece before it is read or sent: afterwards these bytes are in the file. A file that is made
  /// while it is sent (content::SparseFile) makes them here; the others have them already. Costs in proportion to
  /// `length`. Throws std::system_error when they cannot be made.
  virtual void prepare(std::uint64_t /*offset*/, std::uint64_t /*length*/) const {}

private:
  int const descriptor_;
  std::uint64_t const size_;
};

}  // namespace wsus::faults
