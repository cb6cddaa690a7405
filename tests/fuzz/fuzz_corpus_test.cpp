// Every harness over its corpus and the deterministic mutations of it; and proof that a broken promise is seen.
#include "tests/fuzz/corpus.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/fuzz/mutations.hpp"
#include "tests/fuzz/soap_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

namespace wsus::fuzz {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::filesystem::path corpus_folder() { return std::filesystem::path(WSUS_SOURCE_DIR) / "tests/fuzz/corpus"; }

class FuzzCorpus : public testing::TestWithParam<Harness> {};

TEST_P(FuzzCorpus, KeepsItsPromiseForEveryFileAndItsMutations) {
  auto const result = run_corpus(GetParam().run, corpus_folder() / GetParam().name);
  EXPECT_GE(result.files, 3U);
  EXPECT_GT(result.inputs, result.files);
  EXPECT_THAT(result.failures, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Harness, FuzzCorpus, testing::ValuesIn(harnesses().begin(), harnesses().end()),
                         [](auto const& param) { return std::string(param.param.name); });

TEST(FuzzCorpusFolder, HoldsNothingThatNoHarnessReads) {
  std::set<std::string> folders;
  for (auto const& entry : std::filesystem::directory_iterator(corpus_folder()))
    folders.insert(entry.path().filename().string());
  std::set<std::string> names;
  for (auto const& harness : harnesses()) names.emplace(harness.name);
  EXPECT_EQ(folders, names);
}

TEST(FuzzCorpusFolder, RequestsReachEveryOperationOnOffer) {
  std::set<std::string> answered;
  for (auto const& file : read_corpus(corpus_folder() / "soap_request")) {
    auto const answer = SoapWorld().answer(static_cast<unsigned char>(file.bytes.at(0)), file.bytes.substr(1));
    if (std::holds_alternative<wire::Answered>(answer.outcome)) answered.insert(answer.record.operation);
  }
  EXPECT_THAT(answered, testing::UnorderedElementsAre(
                            "GetAuthorizationCookie", "GetConfig", "GetCookie", "RegisterComputer", "StartCategoryScan",
                            "SyncUpdates", "SyncPrinterCatalog", "RefreshCache", "GetExtendedUpdateInfo",
                            "GetExtendedUpdateInfo2", "GetFileLocations", "ReportEventBatch", "ReportEventBatch2",
                            "GetRequiredInventoryType", "ReportInventory"));
}

/// A folder with one file, gone at the end.
class OneFile {
public:
  explicit OneFile(std::string_view content) {
    auto const* const info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) / (std::string("wsus_fuzz_") + info->name());
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "seed", std::ios::binary) << content;
  }
  ~OneFile() { std::filesystem::remove_all(folder_); }
  OneFile(OneFile const&) = delete;
  OneFile& operator=(OneFile const&) = delete;
  [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }

private:
  std::filesystem::path folder_{};
};

TEST(FuzzRunner, NamesFileAndMutationOfABrokenPromise) {
  OneFile const file("0123456789abcdef");
  auto const longer_than_16 = [](std::uint8_t const*, std::size_t size) {
    require(size <= 16 || size == 32, "no input is 17 to 31 bytes long");
    require(size != 32, "no input is doubled");
    return 0;
  };
  auto const result = run_corpus(longer_than_16, file.folder());
  ASSERT_FALSE(result.failures.empty());
  EXPECT_EQ(result.failures.front(), "seed, doubled: broken promise: no input is doubled");
}

TEST(FuzzRunner, SeesWhatIsNoException) {
  OneFile const file("");
  auto const result = run_corpus([](std::uint8_t const*, std::size_t) -> int { throw 1; }, file.folder());
  EXPECT_THAT(result.failures, ElementsAre("seed, unchanged: not a std::exception"));
}

TEST(FuzzRunner, AHarnessThatKeepsItsPromiseFailsNowhere) {
  OneFile const file("0123456789abcdef");
  auto const result = run_corpus([](std::uint8_t const*, std::size_t) { return 0; }, file.folder());
  EXPECT_EQ(result.files, 1U);
  EXPECT_EQ(result.inputs, mutations("0123456789abcdef", 1).size());
  EXPECT_THAT(result.failures, IsEmpty());
}

TEST(FuzzMutations, AreTheSameOnEveryRun) {
  auto const bytes_of = [](std::uint64_t seed) {
    std::string all;
    for (auto const& input : mutations("some text to mutate", seed)) all += input.name + "=" + input.bytes + "\n";
    return all;
  };
  EXPECT_EQ(bytes_of(1), bytes_of(1));
  EXPECT_NE(bytes_of(1), bytes_of(2));
}

TEST(FuzzMutations, CutAtEverySixteenth) {
  std::vector<std::string> cuts;
  for (auto const& input : mutations("0123456789abcdef", 1))
    if (input.name.starts_with("cut")) cuts.push_back(input.bytes);
  ASSERT_EQ(cuts.size(), 16U);
  for (std::size_t i = 0; i < cuts.size(); ++i) EXPECT_EQ(cuts[i], std::string("0123456789abcdef").substr(0, i));
}

TEST(FuzzMutations, FlipDoubleAndLeaveOut) {
  std::string const seed = "0123456789abcdef";
  std::set<std::string> kinds;
  for (auto const& input : mutations(seed, 1)) {
    kinds.insert(input.name.substr(0, input.name.find(',')));
    if (input.name.starts_with("one byte")) {
      EXPECT_EQ(input.bytes.size(), seed.size());
      EXPECT_NE(input.bytes, seed);
    }
    if (input.name.starts_with("a part doubled")) {
      EXPECT_GT(input.bytes.size(), seed.size());
    }
    if (input.name.starts_with("a part left out")) {
      EXPECT_LT(input.bytes.size(), seed.size());
    }
  }
  EXPECT_THAT(kinds, testing::IsSupersetOf({"one byte flipped", "eight bytes flipped", "doubled", "a part doubled",
                                            "a part left out", "unchanged"}));
}

}  // namespace
}  // namespace wsus::fuzz
