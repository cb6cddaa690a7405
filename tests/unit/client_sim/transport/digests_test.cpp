// Digests by known vectors.
#include "client_sim/transport/digests.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace wsus::transport {
namespace {

std::string hex(std::string_view bytes) {
  std::string text;
  for (char const c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

struct Vector {
  std::string message{};
  std::string_view sha1{};
  std::string_view sha256{};
};

// FIPS 180-4 examples: no bytes, one block, two blocks, a million bytes.
TEST(ContentDigests, AreThoseOfTheStandard) {
  auto const digests = content_digests();
  for (Vector const& row : {
           Vector{"", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
           Vector{"abc", "a9993e364706816aba3e25717850c26c9cd0d89d",
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
           Vector{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                  "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
           Vector{std::string(1'000'000, 'a'), "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
                  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
       }) {
    EXPECT_EQ(hex(digests.sha1(row.message)), row.sha1) << row.message.size();
    EXPECT_EQ(hex(digests.sha256(row.message)), row.sha256) << row.message.size();
  }
}

TEST(ContentDigests, CountZeroBytes) {
  auto const digests = content_digests();
  EXPECT_EQ(digests.sha1(std::string_view("\0", 1)).size(), 20U);
  EXPECT_EQ(digests.sha256(std::string_view("\0", 1)).size(), 32U);
  EXPECT_NE(digests.sha1(std::string_view("\0", 1)), digests.sha1(""));
}

}  // namespace
}  // namespace wsus::transport
