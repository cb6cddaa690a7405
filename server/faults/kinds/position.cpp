// Places in bodies and files: see position.hpp.
#include "server/faults/kinds/position.hpp"

#include "server/config/values.hpp"

#include <fmt/format.h>

#include <charconv>

namespace wsus::faults {

std::uint64_t Position::in(std::uint64_t size) const {
  return share ? static_cast<std::uint64_t>(static_cast<double>(size) * *share) : byte;
}

Position read_position(config::Node const& node) {
  auto const text = node.text();
  if (text.ends_with('%')) return {.share = config::read_probability(node)};
  Position position;
  auto const* const end = text.data() + text.size();
  auto const [rest, error] = std::from_chars(text.data(), end, position.byte);
  if (error != std::errc{} || rest != end)
    node.fail(fmt::format("'{}'", text), "a number of bytes, counted from 0, or a share such as 25 %");
  return position;
}

}  // namespace wsus::faults
