// broken_chunk: the body goes out in chunks, and the size line of one of them is no number.
#include "server/config/values.hpp"
#include "server/faults/kinds/http/headers.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

constexpr std::int64_t max_chunk = 1'000;

struct BrokenChunk final : ReplyFault {
  explicit BrokenChunk(std::uint32_t number) : chunk(number) {}
  std::uint32_t chunk;

  ReplyStep step() const override { return ReplyStep::delivery; }
  bool apply(Reply& reply) const override {
    auto& delivery = reply.plan.delivery;
    bool const has_body = reply.request.method != "HEAD" && body_size(reply.plan) != 0;
    if (!has_body || delivery.broken_chunk || delivery.length_error != 0) return false;
    delivery.broken_chunk = chunk;
    return true;
  }
};

}  // namespace

Fault read_broken_chunk(config::Node const& node) {
  config::allow_only(node, {"chunk"});
  std::uint32_t number = 0;
  if (auto const chunk = node.child("chunk")) number = static_cast<std::uint32_t>(chunk->integer(0, max_chunk));
  return make_fault<ReplyFault>(BrokenChunk(number));
}

}  // namespace wsus::faults
