// Reading of file bodies: see file_piece.hpp.
#include "server/http/file_piece.hpp"

#include <spdlog/spdlog.h>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>

namespace wsus::http {
namespace {

std::size_t read_at(int descriptor, std::uint64_t offset, std::span<char> buffer) {
  for (;;) {
    auto const bytes = ::pread(descriptor, buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (bytes >= 0) return static_cast<std::size_t>(bytes);
    if (errno != EINTR) return 0;
  }
}

}  // namespace

bool prepare_piece(faults::FileBody const& body, std::uint64_t done, std::uint64_t length) {
  auto const offset = body.offset + done;
  try {
    body.file->prepare(offset, length);
    return true;
  } catch (std::exception const& e) {
    spdlog::error("bytes {} to {} of a file cannot be made: {}", offset, offset + length - 1, e.what());
    return false;
  }
}

std::size_t read_piece(faults::FileBody const& body, std::uint64_t done, std::span<char> buffer) {
  auto const wanted = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), body.length - done));
  if (wanted == 0 || !prepare_piece(body, done, wanted)) return 0;
  auto const offset = body.offset + done;
  auto const bytes = read_at(body.file->descriptor(), offset, buffer.first(wanted));
  if (body.turned_byte && *body.turned_byte >= offset && *body.turned_byte - offset < bytes) {
    auto& byte = buffer[static_cast<std::size_t>(*body.turned_byte - offset)];
    byte = static_cast<char>(~byte);
  }
  return bytes;
}

}  // namespace wsus::http
