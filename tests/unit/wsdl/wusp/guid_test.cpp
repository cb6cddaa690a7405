// GUIDs: text in and out, order, hash, version 4 shape.
#include "wsdl/wusp/guid.hpp"

#include <gtest/gtest.h>

#include <unordered_set>

namespace wsus::wusp {
namespace {

constexpr std::string_view lower = "dd78b8a1-0b20-45c1-add6-4da72e9364cf";
constexpr std::string_view upper = "DD78B8A1-0B20-45C1-ADD6-4DA72E9364CF";

TEST(Guid, EitherCaseAndBracesAreOneValue) {
  auto const guid = parse_guid(lower);
  ASSERT_TRUE(guid);
  EXPECT_EQ(parse_guid(upper), guid);
  EXPECT_EQ(parse_guid("{" + std::string{upper} + "}"), guid);
  EXPECT_EQ(to_string(*guid), lower);
  EXPECT_EQ(to_upper_string(*guid), upper);
  EXPECT_EQ(guid->bytes.front(), 0xDD);
  EXPECT_EQ(guid->bytes.back(), 0xCF);
}

TEST(Guid, AnythingElseIsNone) {
  for (std::string_view const text :
       {"", "dd78b8a1", "dd78b8a10b2045c1add64da72e9364cf", "dd78b8a1-0b20-45c1-add6-4da72e9364c",
        "dd78b8a1-0b20-45c1-add6-4da72e9364cff", "dd78b8a1-0b20-45c1-add6-4da72e9364cg",
        "dd78b8a1+0b20-45c1-add6-4da72e9364cf", "{dd78b8a1-0b20-45c1-add6-4da72e9364cf",
        "dd78b8a1-0b20-45c1-add6-4da72e9364cf}", "(dd78b8a1-0b20-45c1-add6-4da72e9364cf)",
        " dd78b8a1-0b20-45c1-add6-4da72e9364cf", "dd78b8a-10b20-45c1-add6-4da72e9364cf"})
    EXPECT_FALSE(parse_guid(text)) << text;
}

TEST(Guid, NilIsAllZeros) {
  EXPECT_TRUE(Guid{}.is_nil());
  EXPECT_EQ(to_string(Guid{}), "00000000-0000-0000-0000-000000000000");
  EXPECT_FALSE(parse_guid(lower)->is_nil());
}

TEST(Guid, FromBitsHasTheShapeOfVersion4) {
  EXPECT_EQ(to_string(guid_from_bits(0, 0)), "00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(to_string(guid_from_bits(~0ULL, ~0ULL)), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  EXPECT_EQ(to_string(guid_from_bits(0x0123456789ABCDEF, 0x0123456789ABCDEF)), "01234567-89ab-4def-8123-456789abcdef");
}

TEST(Guid, OrderIsThatOfTheText) {
  Guid const small = *parse_guid("00000000-0000-0000-0000-0000000000ff");
  Guid const large = *parse_guid("00000001-0000-0000-0000-000000000000");
  EXPECT_LT(small, large);
}

TEST(Guid, HashSpreadsNeighbours) {
  std::unordered_set<std::size_t> hashes;
  Guid guid;
  for (int i = 0; i < 256; ++i)
    for (std::size_t const byte : {std::size_t{0}, std::size_t{7}, std::size_t{8}, std::size_t{15}}) {
      guid = Guid{};
      guid.bytes[byte] = static_cast<std::uint8_t>(i);
      hashes.insert(std::hash<Guid>{}(guid));
    }
  EXPECT_EQ(hashes.size(), 4U * 255U + 1U);
}

}  // namespace
}  // namespace wsus::wusp
