// The digest cache: what it keeps, and that a damaged file costs time only.
#include "server/catalogue/digest_cache.hpp"

#include "tests/unit/server/catalogue/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>

namespace wsus::catalogue {
namespace {

constexpr auto file_name = "content-digests.txt";

/// Three files, one with a name that needs care.
void fill(DigestCache& cache) {
  (void)cache.digests(1, "a.exe", 100);
  (void)cache.digests(1, "a.exe", 101);
  (void)cache.digests(2, "two words\n.cab", 5);
}

std::string filled(TemporaryFolder const& folder) {
  DigestCache cache(folder.path());
  fill(cache);
  cache.save();
  return folder.read(file_name);
}

TEST(DigestCache, GivesTheDigestsOfTheBytesAndHashesAFileOnce) {
  TemporaryFolder const folder;
  DigestCache cache(folder.path());
  EXPECT_EQ(cache.digests(1, "a.exe", 100), hash_content(1, "a.exe", 100));
  EXPECT_EQ(cache.digests(1, "a.exe", 100), hash_content(1, "a.exe", 100));
  EXPECT_EQ(cache.hashed(), 1u);
}

TEST(DigestCache, KnowsWhatAnEarlierOneSaved) {
  TemporaryFolder const folder;
  (void)filled(folder);
  DigestCache cache(folder.path());
  fill(cache);
  EXPECT_EQ(cache.hashed(), 0u);
  EXPECT_EQ(cache.ignored_lines(), 0u);
  EXPECT_EQ(cache.digests(2, "two words\n.cab", 5), hash_content(2, "two words\n.cab", 5));
  (void)cache.digests(3, "a.exe", 100);
  EXPECT_EQ(cache.hashed(), 1u);
}

TEST(DigestCache, MakesFilesAsWithoutIt) {
  TemporaryFolder const folder;
  DigestCache cache(folder.path());
  auto const cached = cache.make_file(4, "x.cab", 77, {});
  auto const plain = make_file(4, "x.cab", 77, {});
  EXPECT_EQ(cached.sha1, plain.sha1);
  EXPECT_EQ(cached.sha256, plain.sha256);
  EXPECT_EQ(cached.name, plain.name);
  EXPECT_EQ(cached.content_seed, 4u);
  EXPECT_EQ(cached.size, 77u);
}

TEST(DigestCache, ByteThatIsWrongAnywhereInALineCostsThatLineOnly) {
  TemporaryFolder const folder;
  auto const good = filled(folder);
  auto const end = good.find('\n');
  for (std::size_t at = 0; at < end; ++at) {
    auto damaged = good;
    damaged[at] = damaged[at] == '0' ? '1' : '0';
    folder.write(file_name, damaged);
    DigestCache cache(folder.path());
    ASSERT_EQ(cache.ignored_lines(), 1u) << at;
    fill(cache);
    ASSERT_EQ(cache.hashed(), 1u) << at;
    ASSERT_EQ(cache.digests(1, "a.exe", 100), hash_content(1, "a.exe", 100)) << at;
    cache.save();
    ASSERT_EQ(folder.read(file_name), good) << at;
  }
}

TEST(DigestCache, ForeignTextAndACutLineAreIgnoredAndGoWithTheNextSave) {
  TemporaryFolder const folder;
  auto const good = filled(folder);
  folder.write(file_name, std::string("\x00\xff rubbish\n\n1 2 3\n", 18) + good.substr(0, good.size() - 3));
  DigestCache cache(folder.path());
  EXPECT_EQ(cache.ignored_lines(), 4u);
  EXPECT_EQ(cache.size(), 2u);
  fill(cache);
  cache.save();
  EXPECT_EQ(folder.read(file_name), good);
}

TEST(DigestCache, WritesNothingWhenNothingIsNew) {
  TemporaryFolder const folder;
  (void)filled(folder);
  auto const before = std::filesystem::last_write_time(folder.path() / file_name) - std::chrono::hours(1);
  std::filesystem::last_write_time(folder.path() / file_name, before);
  DigestCache cache(folder.path());
  fill(cache);
  cache.save();
  EXPECT_EQ(std::filesystem::last_write_time(folder.path() / file_name), before);
}

TEST(DigestCache, MakesItsFolderAndLeavesNothingBesideItsFile) {
  TemporaryFolder const folder;
  DigestCache cache(folder.path() / "new" / "cache");
  fill(cache);
  cache.save();
  auto const entries = std::filesystem::directory_iterator(folder.path() / "new" / "cache");
  EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
}

std::string message_of(auto const& action) {
  try {
    action();
  } catch (std::runtime_error const& error) {
    return error.what();
  }
  return "no error";
}

TEST(DigestCache, FileThatCannotBeWrittenIsNamedWithTheReason) {
  TemporaryFolder const folder;
  folder.write("plain", "a file, not a folder");
  DigestCache cache(folder.path() / "plain");
  fill(cache);
  EXPECT_THAT(message_of([&] { cache.save(); }),
              testing::AllOf(testing::StartsWith("the digest cache " + (folder.path() / "plain").string()),
                             testing::HasSubstr("cannot be written: ")));
}

TEST(DigestCache, APipeInPlaceOfTheFileIsRefusedAndNotWaitedFor) {
  TemporaryFolder const folder;
  ASSERT_EQ(::mkfifo((folder.path() / file_name).c_str(), 0600), 0);
  EXPECT_EQ(message_of([&] { DigestCache const cache(folder.path()); }),
            "the digest cache " + (folder.path() / file_name).string() + " cannot be read: it is no file");
}

TEST(DigestCache, FolderInPlaceOfTheFileIsRefused) {
  TemporaryFolder const folder;
  std::filesystem::create_directory(folder.path() / file_name);
  EXPECT_EQ(message_of([&] { DigestCache const cache(folder.path()); }),
            "the digest cache " + (folder.path() / file_name).string() + " cannot be read: it is no file");
}

}  // namespace
}  // namespace wsus::catalogue
