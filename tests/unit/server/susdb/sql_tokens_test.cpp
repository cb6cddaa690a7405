// SQL text as words.
#include "server/susdb/sql_tokens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::susdb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> words(std::string_view batch) {
  std::string bad;
  std::vector<std::string> list;
  for (auto const& token : sql_tokens(batch, bad).value_or(std::vector<SqlToken>{})) list.push_back(token.text);
  return list;
}

TEST(SqlTokens, TakesNamesNumbersTextsAndSignsApart) {
  EXPECT_THAT(words("UPDATE [dbo].tbX SET a=12"), ElementsAre("UPDATE", "dbo", ".", "tbX", "SET", "a", "=", "12"));
  EXPECT_THAT(words("exec sp @id = N'it''s'"), ElementsAre("exec", "sp", "@id", "=", "it's"));
  EXPECT_THAT(words("[a]]b] \"c d\""), ElementsAre("a]b", "c d"));
}

TEST(SqlTokens, LeavesCommentsOut) {
  EXPECT_THAT(words("-- USE x\nUSE /* a\nb */ SUSDB --end"), ElementsAre("USE", "SUSDB"));
  EXPECT_THAT(words("-- only this"), IsEmpty());
}

TEST(SqlTokens, CountsLines) {
  std::string bad;
  auto const tokens = sql_tokens("a\n\nb /*\n*/ c", bad);
  ASSERT_TRUE(tokens);
  EXPECT_EQ(tokens->at(1).line, 3);
  EXPECT_EQ(tokens->at(2).line, 4);
}

TEST(SqlTokens, TellsWhatHasNoEnd) {
  std::string bad;
  EXPECT_FALSE(sql_tokens("DISK = 'C:\\x", bad));
  EXPECT_EQ(bad, "'C:\\x");
  EXPECT_FALSE(sql_tokens("[name", bad));
  EXPECT_FALSE(sql_tokens("a /* b", bad));
}

TEST(SqlBatches, AreTakenApartByGo) {
  EXPECT_THAT(sql_batches("USE SUSDB\nGO\n\n go \r\nSELECT 1\n"), ElementsAre("USE SUSDB\n", "SELECT 1\n"));
  EXPECT_THAT(sql_batches(""), IsEmpty());
  EXPECT_THAT(sql_batches("GO"), IsEmpty());
}

}  // namespace
}  // namespace wsus::susdb
