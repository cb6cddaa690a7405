// Proves status, headers in their order, and part of one file for one request.
#include "server/content/file_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::content {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FileAnswerTest : public testing::Test {
protected:
  FileAnswerTest() {
    served_.size = file_->size();
    served_.open = [this] {
      ++opened_;
      return file_;
    };
    served_.validators = {.etag = "\"e:0\"", .modified = *wusp::parse_xsd_date_time("2026-10-04T15:03:36Z")};
  }
  static std::vector<std::string> lines(FileAnswer const& answer) {
    std::vector<std::string> text;
    for (auto const& header : answer.headers) text.push_back(header.name + ": " + header.value);
    return text;
  }
  SharedFile const file_ = memory_file([](Sink const& sink) {
    sink("0123");
    sink("456789");
  });
  ServedFile served_;
  int opened_ = 0;
};

constexpr auto* modified_line = "Last-Modified: Sun, 04 Oct 2026 15:03:36 GMT";

TEST_F(FileAnswerTest, AGetWithoutRangeIsTheWholeFile) {
  auto const answer = answer_for(served_, {.method = "GET"});
  EXPECT_EQ(answer.status, 200U);
  EXPECT_THAT(lines(answer), ElementsAre("Content-Type: application/octet-stream", modified_line,
                                         "Accept-Ranges: bytes", "ETag: \"e:0\""));
  ASSERT_TRUE(answer.body);
  EXPECT_EQ(answer.body->file, file_);
  EXPECT_EQ(answer.body->offset, 0U);
  EXPECT_EQ(answer.body->length, 10U);
  EXPECT_EQ(answer.content_range, "");
}

TEST_F(FileAnswerTest, ARangeIsAPartWithItsContentRange) {
  auto const answer = answer_for(served_, {.method = "GET", .range = "bytes=2-5"});
  EXPECT_EQ(answer.status, 206U);
  EXPECT_THAT(lines(answer), ElementsAre("Content-Type: application/octet-stream", "Content-Range: bytes 2-5/10",
                                         modified_line, "Accept-Ranges: bytes", "ETag: \"e:0\""));
  ASSERT_TRUE(answer.body);
  EXPECT_EQ(answer.body->offset, 2U);
  EXPECT_EQ(answer.body->length, 4U);
  EXPECT_EQ(answer.content_range, "bytes 2-5/10");
}

TEST_F(FileAnswerTest, ARangeOfTheWholeFileIsPartialContentAllTheSame) {
  auto const answer = answer_for(served_, {.method = "GET", .range = "bytes=0-"});
  EXPECT_EQ(answer.status, 206U);
  EXPECT_EQ(answer.content_range, "bytes 0-9/10");
}

TEST_F(FileAnswerTest, AHeadIgnoresTheRange) {
  auto const answer = answer_for(served_, {.method = "HEAD", .range = "bytes=2-5"});
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.body->length, 10U);
}

TEST_F(FileAnswerTest, IsOpenedForABodyOnly) {
  static_cast<void>(answer_for(served_, {.method = "HEAD"}));
  static_cast<void>(answer_for(served_, {.method = "GET", .if_none_match = "\"e:0\""}));
  static_cast<void>(answer_for(served_, {.method = "GET", .range = "bytes=10-"}));
  EXPECT_EQ(opened_, 0);
  static_cast<void>(answer_for(served_, {.method = "GET", .range = "bytes=9-"}));
  EXPECT_EQ(opened_, 1);
}

TEST_F(FileAnswerTest, ARangeBehindTheEndIsRefusedWithTheSize) {
  auto const answer = answer_for(served_, {.method = "GET", .range = "bytes=10-"});
  EXPECT_EQ(answer.status, 416U);
  EXPECT_EQ(answer.content_range, "bytes */10");
  EXPECT_FALSE(answer.body);
}

TEST_F(FileAnswerTest, IfRangeOfAnotherFileMakesTheRangeVoid) {
  EXPECT_EQ(answer_for(served_, {.method = "GET", .range = "bytes=2-5", .if_range = "\"old\""}).status, 200U);
  EXPECT_EQ(answer_for(served_, {.method = "GET", .range = "bytes=99-", .if_range = "\"old\""}).status, 200U);
  EXPECT_EQ(answer_for(served_, {.method = "GET", .range = "bytes=2-5", .if_range = "\"e:0\""}).status, 206U);
}

TEST_F(FileAnswerTest, AFileThatTheClientHasIsNotSentAgain) {
  auto const answer = answer_for(served_, {.method = "GET", .range = "bytes=2-5", .if_none_match = "\"e:0\""});
  EXPECT_EQ(answer.status, 304U);
  EXPECT_THAT(lines(answer), ElementsAre(modified_line, "Accept-Ranges: bytes", "ETag: \"e:0\""));
  EXPECT_FALSE(answer.body);
  EXPECT_THAT(answer.content_range, IsEmpty());
}

TEST(ContentType, IsThatOfIissMapOrOctetStream) {
  EXPECT_EQ(content_type_of("eula.TXT"), "text/plain");
  EXPECT_EQ(content_type_of("a.xml"), "text/xml");
  EXPECT_EQ(content_type_of("a.txt.cab"), "application/octet-stream");
  EXPECT_EQ(content_type_of("a.exe"), "application/octet-stream");
  EXPECT_EQ(content_type_of("noextension"), "application/octet-stream");
}

}  // namespace
}  // namespace wsus::content
