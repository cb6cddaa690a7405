// Plain LZ77: the published vectors, every length form, and what a decoder must refuse.
#include "wsdl/xpress/lz77.hpp"

#include "tests/unit/wsdl/xpress/bytes.hpp"

#include <gmock/gmock.h>

namespace wsus::xpress {
namespace {

using test::bytes;
using test::random_text;
using test::repeated;
using test::soap_like;
using testing::HasSubstr;

std::string plain_of(std::string_view coded, std::size_t size) {
  auto const result = lz77_decompress(coded, size);
  auto const* error = std::get_if<DecodeError>(&result);
  return error == nullptr ? std::get<std::string>(result) : "error: " + error->what;
}

std::string error_of(std::string_view coded, std::size_t size) {
  auto const result = lz77_decompress(coded, size);
  auto const* error = std::get_if<DecodeError>(&result);
  return error == nullptr ? "none" : std::to_string(error->position) + ": " + error->what;
}

// MS-XCA, examples of Plain LZ77.
constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view alphabet_coded = "3f000000 6162636465666768696a6b6c6d6e6f707172737475767778797a";
constexpr std::string_view abc_coded = "ffffff1f 616263 1700 0f ff 2601";

// Conforms: xpress.lz77
TEST(Lz77, PublishedVectorsAreDecoded) {
  EXPECT_EQ(plain_of(bytes(alphabet_coded), 26), alphabet);
  EXPECT_EQ(plain_of(bytes(abc_coded), 300), repeated("abc", 100));
}

TEST(Lz77, PublishedVectorsAreWhatTheEncoderGives) {
  EXPECT_EQ(lz77_compress(alphabet), bytes(alphabet_coded));
  EXPECT_EQ(lz77_compress(repeated("abc", 100)), bytes(abc_coded));
}

// Conforms: xpress.lz77
TEST(Lz77, WhatWasCompressedComesBack) {
  for (std::size_t size = 0; size <= 600; ++size) {
    for (auto const& text :
         {random_text(size, size, 2), random_text(size, size, 256), soap_like(size, size), std::string(size, 'x')})
      ASSERT_EQ(plain_of(lz77_compress(text), size), text) << size;
  }
}

TEST(Lz77, LargestBlocksComeBack) {
  for (auto const& text : {random_text(1, 65'535, 3), random_text(2, 65'535, 256), soap_like(3, 65'535),
                           std::string(65'535, '\0'), random_text(4, 8'192, 256) + random_text(4, 8'192, 256)})
    EXPECT_EQ(plain_of(lz77_compress(text), text.size()), text);
  EXPECT_THROW(static_cast<void>(lz77_compress(std::string(65'536, 'x'))), std::invalid_argument);
}

// One literal and a match of this length: all forms of a length, at their borders.
TEST(Lz77, EveryLengthComesBack) {
  for (std::size_t length = 3; length < 700; ++length) {
    auto const text = std::string(length + 1, 'x');
    ASSERT_EQ(plain_of(lz77_compress(text), text.size()), text) << length;
  }
}

TEST(Lz77, TwoLongMatchesShareAByte) {
  auto const text = "ab" + std::string(12, 'b') + "c" + std::string(12, 'c') + "!";
  auto const coded = lz77_compress(text);
  EXPECT_EQ(plain_of(coded, text.size()), text);
  EXPECT_EQ(coded, bytes("ffffff2b 6162 0700 22 63 0700 21")) << "the high half of 0x22 is the second match's";
}

TEST(Lz77, SoapShrinks) {
  auto const text = soap_like(7, 16'352);
  EXPECT_LT(lz77_compress(text).size() * 2, text.size());
}

TEST(Lz77, AFullWordOfFlagsIsFollowedByAnother) {
  auto const text = random_text(9, 32, 256);  // 32 literals
  auto const coded = lz77_compress(text);
  EXPECT_EQ(coded.substr(coded.size() - 4), bytes("ffffffff"));
  EXPECT_EQ(plain_of(coded, 32), text);
}

TEST(Lz77, EveryBeginningOfAGoodInputIsRefused) {
  auto const coded = lz77_compress(soap_like(5, 300));
  for (std::size_t size = 0; size < coded.size(); ++size) {
    auto const result = lz77_decompress(std::string_view(coded).substr(0, size), 300);
    EXPECT_TRUE(std::holds_alternative<DecodeError>(result)) << size;
  }
}

TEST(Lz77, MistakesAreToldWithTheirPlace) {
  EXPECT_EQ(error_of("", 1), "0: the input ends in the middle of an element");
  EXPECT_THAT(error_of(bytes("ffffffff 0000"), 3), HasSubstr("6: a match that begins before the output"));
  EXPECT_THAT(error_of(bytes("ffffff7f 61 0100"), 2), HasSubstr("more bytes than the announced size"));
  EXPECT_THAT(error_of(bytes("ffffff3f 6162"), 1), HasSubstr("more bytes than the announced size"));
  EXPECT_THAT(error_of(bytes("ffffff7f 61"), 2), HasSubstr("before the announced size"));
  EXPECT_THAT(error_of(bytes("ffffff7f 61 0700 0f ff 0000"), 4), HasSubstr("too short for its form"));
}

}  // namespace
}  // namespace wsus::xpress
