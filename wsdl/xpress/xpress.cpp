// Blocks around LZ77: see xpress.hpp.
#include "wsdl/xpress/xpress.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <utility>

namespace wsus::xpress {
namespace {

constexpr std::size_t header_size = 8;
constexpr std::uint32_t largest_block = 65'535;

void append_number(std::string& text, std::size_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) text += static_cast<char>(number >> shift & 0xFFU);
}

std::uint32_t number_at(std::string_view text, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number |= static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i])) << 8U * i;
  return number;
}

void append_block(std::string& coded, std::string_view plain, std::string_view payload) {
  append_number(coded, plain.size());
  append_number(coded, payload.size());
  coded += payload;
}

struct Block {
  std::size_t plain_size = 0;
  std::string_view payload{};
  [[nodiscard]] bool is_stored() const { return payload.size() == plain_size; }
};

/// The block whose header is at `at`; its sizes were checked.
Block block_at(std::string_view coded, std::size_t at) {
  return {.plain_size = number_at(coded, at), .payload = coded.substr(at + header_size, number_at(coded, at + 4))};
}

/// Checks all headers before anything is decoded: nobody is made to reserve more than the limit.
std::variant<std::size_t, DecodeError> sum_of_sizes(std::string_view coded, std::size_t max_size) {
  std::size_t sum = 0;
  for (std::size_t at = 0; at < coded.size();) {
    if (coded.size() - at < header_size) return DecodeError{at, "the input ends in the header of a block"};
    auto const plain_size = number_at(coded, at);
    auto const coded_size = number_at(coded, at + 4);
    if (plain_size == 0 || plain_size > largest_block || coded_size == 0 || coded_size > largest_block)
      return DecodeError{at, "a block whose sizes are not within 1 to 65,535"};
    if (plain_size > max_size - sum) return DecodeError{at, "the body is larger than the limit"};
    at += header_size;
    if (coded.size() - at < coded_size) return DecodeError{at, "the input ends in the middle of a block"};
    at += coded_size;
    sum += plain_size;
  }
  return sum;
}

}  // namespace

std::string encode(std::string_view body, EncodeOptions options, Compressor const& compressor) {
  if (options.block_size < 1 || options.block_size > largest_block)
    throw std::invalid_argument("a block of the xpress coding has 1 to 65,535 bytes");
  std::string coded;
  while (!body.empty()) {
    auto const block = body.substr(0, options.block_size);
    body.remove_prefix(block.size());
    bool const is_tail = block.size() < options.block_size;
    auto const compressed = is_tail && options.stored_tail ? nullptr : compressor(block);
    bool const is_stored = compressed == nullptr || compressed->empty() || compressed->size() >= block.size();
    append_block(coded, block, is_stored ? block : std::string_view(*compressed));
  }
  return coded;
}

std::string encode(std::string_view body, EncodeOptions options) {
  return encode(body, options,
                [](std::string_view block) { return std::make_shared<std::string const>(lz77_compress(block)); });
}

std::variant<std::string, DecodeError> decode(std::string_view coded, std::size_t max_size) {
  auto const sizes = sum_of_sizes(coded, max_size);
  if (auto const* error = std::get_if<DecodeError>(&sizes)) return *error;
  auto const size = std::get<std::size_t>(sizes);
  std::string body(size + decode_slack, '\0');
  std::size_t done = 0;
  for (std::size_t at = 0; at < coded.size();) {
    auto const block = block_at(coded, at);
    at += header_size;
    auto const room = std::span(body).subspan(done);
    if (block.is_stored()) {
      std::ranges::copy(block.payload, room.begin());
    } else if (auto error = lz77_decompress(block.payload, block.plain_size, room)) {
      return DecodeError{at + error->position, std::move(error->what)};
    }
    done += block.plain_size;
    at += block.payload.size();
  }
  body.resize(size);
  return body;
}

}  // namespace wsus::xpress
