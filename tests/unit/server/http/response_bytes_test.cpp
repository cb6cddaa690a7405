// Bytes of responses in pieces of every size: texts, files, turned bytes, chunks of which one is broken.
#include "server/http/response_bytes.hpp"

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <unistd.h>

#include <memory>
#include <stdexcept>

namespace wsus::http {
namespace {

std::shared_ptr<faults::OpenFile const> file_of(std::string const& content, std::uint64_t claimed) {
  int const descriptor = ::memfd_create("body", MFD_CLOEXEC);
  auto file = std::make_shared<faults::OpenFile const>(descriptor, claimed);
  if (::write(descriptor, content.data(), content.size()) != static_cast<ssize_t>(content.size()))
    throw std::runtime_error("cannot write the file of a test");
  return file;
}

faults::FileBody body_of(std::string const& content) {
  return {.file = file_of(content, content.size()), .length = content.size()};
}

/// Letters and digits that repeat after 36 bytes: a shifted piece shows.
std::string text_of(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i) text[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[i % 36];
  return text;
}

std::string all_of(ResponseParts const& parts, std::size_t most) {
  ResponseBytes bytes(parts);
  std::string all;
  for (auto piece = bytes.next(most); !piece.empty(); piece = bytes.next(most)) {
    EXPECT_LE(piece.size(), most);
    all += piece;
  }
  return all;
}

void expect_bytes(ResponseParts const& parts, std::string const& expected) {
  EXPECT_EQ(ResponseBytes(parts).size(), expected.size());
  for (std::size_t const most : {1U, 7U, 4096U, 1U << 20U}) EXPECT_TRUE(all_of(parts, most) == expected) << most;
}

TEST(ResponseBytes, AreTheHeadAndThenTheText) {
  expect_bytes({.head = "head\r\n\r\n", .text = "text"}, "head\r\n\r\ntext");
  expect_bytes({.head = "head\r\n\r\n"}, "head\r\n\r\n");
}

TEST(ResponseBytes, OfAFileAreThePartThatIsTheBody) {
  auto const content = text_of(200'000);
  expect_bytes({.head = "h", .file = body_of(content)}, "h" + content);
  auto part = body_of(content);
  part.offset = 1000;
  part.length = 70'000;
  expect_bytes({.head = "h", .file = part}, "h" + content.substr(1000, 70'000));
}

TEST(ResponseBytes, ATurnedByteIsCountedFromTheBeginningOfTheFile) {
  auto const content = text_of(200'000);
  for (std::uint64_t const at : {std::uint64_t{1000}, std::uint64_t{65'536 + 1000}, std::uint64_t{70'999}}) {
    auto part = body_of(content);
    part.offset = 1000;
    part.length = 70'000;
    part.turned_byte = at;
    auto expected = content;
    expected[at] = static_cast<char>(~expected[at]);
    expect_bytes({.head = "h", .file = part}, "h" + expected.substr(1000, 70'000));
  }
}

TEST(ResponseBytes, ATurnedByteOutsideTheBodyChangesNothing) {
  auto const content = text_of(2000);
  for (std::uint64_t const at : {std::uint64_t{999}, std::uint64_t{1500}, std::uint64_t{1} << 60U}) {
    auto part = body_of(content);
    part.offset = 1000;
    part.length = 500;
    part.turned_byte = at;
    expect_bytes({.head = "h", .file = part}, "h" + content.substr(1000, 500));
  }
}

TEST(ResponseBytes, AShortFileGivesWhatItHasAndSaysTheWholeSize) {
  auto const content = text_of(1000);
  faults::FileBody body{.file = file_of(content, 5000), .length = 5000};
  EXPECT_EQ(ResponseBytes({.head = "h", .file = body}).size(), 5001U);
  EXPECT_EQ(all_of({.head = "h", .file = body}, 300), "h" + content);
  EXPECT_EQ(all_of({.head = "h", .file = body, .bad_chunk = 9}, 300), "h1000\r\n" + content);
}

TEST(ResponseBytes, TheSizeLineOfTheBrokenChunkIsNoNumberAndOnlyThat) {
  auto const text = text_of(4096 + 4096 + 10);
  auto const first = text.substr(0, 4096);
  auto const second = text.substr(4096, 4096);
  auto const third = text.substr(8192);
  auto const chunked = [&](std::string const& a, std::string const& b, std::string const& c, std::string const& d) {
    return "h" + a + "\r\n" + first + "\r\n" + b + "\r\n" + second + "\r\n" + c + "\r\n" + third + "\r\n" + d +
           "\r\n\r\n";
  };
  std::string const bad = "no-size";
  expect_bytes({.head = "h", .text = text, .bad_chunk = 0}, chunked(bad, "1000", "a", "0"));
  expect_bytes({.head = "h", .text = text, .bad_chunk = 1}, chunked("1000", bad, "a", "0"));
  expect_bytes({.head = "h", .file = body_of(text), .bad_chunk = 2}, chunked("1000", "1000", bad, "0"));
  expect_bytes({.head = "h", .text = text, .bad_chunk = 3}, chunked("1000", "1000", "a", bad));
}

TEST(ResponseBytes, WhereThereAreFewerChunksTheLastOneIsBroken) {
  expect_bytes({.head = "h", .text = "ab", .bad_chunk = 7}, "h2\r\nab\r\nno-size\r\n\r\n");
  expect_bytes({.head = "h", .text = "", .bad_chunk = 7}, "hno-size\r\n\r\n");
  auto const text = text_of(4096);
  expect_bytes({.head = "h", .text = text, .bad_chunk = 7}, "h1000\r\n" + text + "\r\nno-size\r\n\r\n");
}

}  // namespace
}  // namespace wsus::http
