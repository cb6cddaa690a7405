// Downloads of one file: which pieces are asked for, what answers mean, what is checked.
#include "client_sim/agent/download.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <set>

namespace wsus::agent {
namespace {

using ::testing::SizeIs;

/// Digests that tell every content from every other one that the tests use; the real ones are the edge's.
Digests toy_digests() {
  auto const digest = [](std::size_t size) {
    return [size](std::string_view bytes) {
      std::string text = std::to_string(std::hash<std::string_view>{}(bytes));
      text.resize(size, '.');
      return text;
    };
  };
  return {digest(20), digest(32)};
}

std::string sample_content(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 23);
  return text;
}

machine::UpdateFile file_of(std::string const& content) {
  auto const digests = toy_digests();
  return {.name = "a.exe",
          .size = content.size(),
          .sha1 = digests.sha1(content),
          .sha256 = digests.sha256(content),
          .url = "http://wsus.lab.example:8530/Content/AB/a.exe"};
}

ContentAnswer part(std::string const& content, ContentRequest const& request) {
  if (request.head) return {.status = 200, .total_size = content.size(), .etag = "\"1\""};
  if (!request.range) return {.status = 200, .total_size = content.size(), .etag = "\"1\"", .body = content};
  auto const [first, last] = *request.range;
  return {.status = 206,
          .range = request.range,
          .total_size = content.size(),
          .etag = "\"1\"",
          .body = content.substr(first, last - first + 1)};
}

constexpr auto delivery_optimization = DownloadHabit::delivery_optimization;
constexpr auto bits = DownloadHabit::bits;

class Download : public ::testing::Test {
protected:
  FileDownload make(DownloadHabit habit = delivery_optimization, std::uint64_t seed = 1) {
    return {file_of(content), habit, seed, toy_digests(), {.piece_size = 10}};
  }
  /// Serves `download` one request at a time and returns the requests.
  std::vector<ContentRequest> serve(FileDownload& download) {
    std::vector<ContentRequest> requests;
    while (auto const request = download.next()) {
      requests.push_back(*request);
      download.answered(*request, server(*request));
    }
    return requests;
  }
  static Hresult code_of(FileDownload const& download) {
    if (download.failure() == nullptr) return hr::ok;
    auto const* agent = std::get_if<AgentFailure>(download.failure());
    return agent != nullptr ? agent->hresult : 1;
  }

  std::string content = sample_content(95);
  std::function<ContentReply(ContentRequest const&)> server = [this](auto const& r) { return part(content, r); };
};

// Conforms: Agent.download_do
TEST_F(Download, OfDeliveryOptimizationIsEveryClosedRangeOnceInShuffledOrder) {
  auto download = make();
  auto const requests = serve(download);
  ASSERT_THAT(requests, SizeIs(10));
  std::vector<std::uint64_t> firsts;
  for (auto const& request : requests) {
    EXPECT_FALSE(request.head);
    EXPECT_EQ(request.user_agent, "Microsoft-Delivery-Optimization/10.1");
    firsts.push_back(request.range->first);
    EXPECT_EQ(request.range->last, std::min<std::uint64_t>(request.range->first + 9, 94));
  }
  EXPECT_FALSE(std::ranges::is_sorted(firsts));
  EXPECT_THAT(std::set<std::uint64_t>(firsts.begin(), firsts.end()), SizeIs(10));
  ASSERT_TRUE(download.is_over());
  EXPECT_EQ(download.failure(), nullptr);
  EXPECT_EQ(download.take_content(), content);
}

TEST_F(Download, OrderOfThePiecesComesFromTheSeed) {
  auto order = [this](std::uint64_t seed) {
    auto download = make(delivery_optimization, seed);
    std::vector<std::uint64_t> firsts;
    for (auto const& request : serve(download)) firsts.push_back(request.range->first);
    return firsts;
  };
  EXPECT_EQ(order(1), order(1));
  EXPECT_NE(order(1), order(2));
}

// Conforms: Agent.download_bits
TEST_F(Download, OfBitsIsAHeadAndThenTheRangesInOrder) {
  auto download = make(bits);
  auto const requests = serve(download);
  ASSERT_THAT(requests, SizeIs(11));
  EXPECT_TRUE(requests[0].head);
  EXPECT_FALSE(requests[0].range);
  for (std::size_t i = 1; i < requests.size(); ++i) EXPECT_EQ(requests[i].range->first, (i - 1) * 10);
  EXPECT_EQ(download.take_content(), content);
  EXPECT_EQ(download.connections(), 1U);
}

TEST_F(Download, OfTheAgentItselfIsAHeadAndTheWhole) {
  auto download = make(DownloadHabit::agent);
  auto const requests = serve(download);
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_TRUE(requests[0].head);
  EXPECT_FALSE(requests[1].head);
  for (auto const& request : requests) {
    EXPECT_FALSE(request.range);
    EXPECT_EQ(request.user_agent, "Windows-Update-Agent");
  }
  EXPECT_EQ(download.connections(), 1U);
  EXPECT_EQ(download.take_content(), content);
}

TEST_F(Download, TellsWithEveryRequestHowLargeTheWholeFileIs) {
  for (auto const habit : {delivery_optimization, bits}) {
    auto download = make(habit);
    for (auto const& request : serve(download)) EXPECT_EQ(request.file_size, content.size());
  }
}

TEST_F(Download, OfBitsAsksForNothingBeforeTheHeadIsAnswered) {
  auto download = make(bits);
  auto const head = download.next();
  ASSERT_TRUE(head && head->head);
  EXPECT_FALSE(download.next());
  download.answered(*head, part(content, *head));
  EXPECT_TRUE(download.next());
}

TEST_F(Download, HandsOutPiecesForSevenConnectionsAtOnce) {
  auto download = make();
  EXPECT_EQ(download.connections(), 7U);
  std::vector<ContentRequest> open;
  for (int i = 0; i < 7; ++i) open.push_back(download.next().value());
  std::ranges::reverse(open);
  for (auto const& request : open) download.answered(request, part(content, request));
  serve(download);
  EXPECT_EQ(download.take_content(), content);
}

TEST_F(Download, OfBitsNeedsRangesUnlessItIsToldNotTo) {
  server = [this](ContentRequest const& request) {
    return ContentAnswer{.status = 200, .total_size = content.size(), .body = request.head ? "" : content};
  };
  auto download = make(bits);
  EXPECT_THAT(serve(download), SizeIs(2));
  EXPECT_EQ(code_of(download), hr::bg_insufficient_range_support);
}

TEST_F(Download, TakesTheWholeFileFromAServerThatIgnoresRanges) {
  for (auto const habit : {delivery_optimization, bits}) {
    server = [this](ContentRequest const& request) {
      return ContentAnswer{.status = 200, .total_size = content.size(), .body = request.head ? "" : content};
    };
    FileDownload download(file_of(content), habit, 1, toy_digests(),
                          {.piece_size = 10, .accept_ignored_ranges = habit == bits});
    EXPECT_THAT(serve(download), SizeIs(habit == bits ? 2 : 1));
    ASSERT_EQ(download.failure(), nullptr);
    EXPECT_EQ(download.take_content(), content);
  }
}

TEST_F(Download, AnswersStillOnTheWayAfterTheWholeFileCameAreIgnored) {
  auto download = make();
  auto const first = download.next().value();
  auto const second = download.next().value();
  download.answered(first, ContentAnswer{.status = 200, .body = content});
  ASSERT_TRUE(download.is_over());
  download.answered(second, ContentAnswer{.status = 404});
  EXPECT_EQ(download.failure(), nullptr);
}

TEST_F(Download, OfAnEmptyFileIsOneRequestWithoutARange) {
  content.clear();
  auto download = make();
  auto const requests = serve(download);
  ASSERT_THAT(requests, SizeIs(1));
  EXPECT_FALSE(requests[0].range);
  EXPECT_EQ(download.failure(), nullptr);
}

TEST_F(Download, PiecesThatArrivedAreNotAskedForAgainAfterAFailure) {
  int failures = 0;
  server = [&](ContentRequest const& request) -> ContentReply {
    if (request.range->first == 30 && failures++ < 2) return TransportFailure{12030, "reset"};
    return part(content, request);
  };
  auto download = make();
  auto const requests = serve(download);
  EXPECT_THAT(requests, SizeIs(12)) << "ten pieces, one of them three times";
  EXPECT_EQ(download.take_content(), content);
}

struct FailureRow {
  std::string name;
  std::function<ContentReply(std::string const&, ContentRequest const&)> server;
  std::size_t requests;  ///< how many are made, one at a time
  Hresult code;          ///< of an AgentFailure; 1: another kind
};

TEST_F(Download, EndsWithTheCodeOfWhatTheServerDid) {
  FailureRow const rows[] = {
      {"404", [](auto const&, auto const&) { return ContentAnswer{.status = 404}; }, 1, 1},
      {"403", [](auto const&, auto const&) { return ContentAnswer{.status = 403}; }, 1, 1},
      {"503 three times", [](auto const&, auto const&) { return ContentAnswer{.status = 503}; }, 3, 1},
      {"reset three times",
       [](auto const&, auto const&) {
         return TransportFailure{12030, "reset"};
       },
       3, 1},
      {"redirect failed",
       [](auto const&, auto const&) {
         return TransportFailure{12156, "loop"};
       },
       1, 1},
      {"416", [](auto const&, auto const&) { return ContentAnswer{.status = 416}; }, 1, hr::dm_bits_transfer_error},
      {"another length",
       [](auto const& whole, auto const& request) {
         auto answer = part(whole, request);
         answer.total_size = whole.size() + 1;
         return answer;
       },
       1, hr::dm_content_changed},
      {"another range",
       [](auto const& whole, auto const& request) {
         auto answer = part(whole, request);
         answer.range = ByteRange{request.range->first + 1, request.range->last + 1};
         return answer;
       },
       1, hr::dm_bits_transfer_error},
      {"a piece too short",
       [](auto const& whole, auto const& request) {
         auto answer = part(whole, request);
         answer.body.pop_back();
         return answer;
       },
       3, hr::dm_bits_transfer_error},
      {"a whole file too short",
       [](auto const& whole, auto const&) { return ContentAnswer{.status = 200, .body = whole.substr(1)}; }, 3,
       hr::dm_bits_transfer_error},
      {"wrong bytes",
       [](auto const& whole, auto const& request) {
         auto answer = part(whole, request);
         answer.body.front() = 'X';
         return answer;
       },
       10, hr::dm_incorrect_file_hash},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    server = [&](ContentRequest const& request) { return row.server(content, request); };
    auto download = make();
    EXPECT_THAT(serve(download), SizeIs(row.requests));
    ASSERT_TRUE(download.is_over());
    EXPECT_EQ(code_of(download), row.code);
    EXPECT_FALSE(download.next());
  }
}

TEST_F(Download, NoticesThatTheFileChangedBetweenPieces) {
  int answers = 0;
  server = [&](ContentRequest const& request) {
    auto answer = part(content, request);
    if (++answers == 4) answer.etag = "\"2\"";
    return answer;
  };
  auto download = make();
  EXPECT_THAT(serve(download), SizeIs(4));
  EXPECT_EQ(code_of(download), hr::dm_content_changed);
}

// Conforms: Agent.digests
TEST_F(Download, ChecksBothDigests) {
  for (bool const damage_sha1 : {true, false}) {
    auto file = file_of(content);
    (damage_sha1 ? file.sha1 : file.sha256)[0] ^= 1;
    FileDownload download(file, delivery_optimization, 1, toy_digests());
    serve(download);
    EXPECT_EQ(code_of(download), hr::dm_incorrect_file_hash);
    auto const& what = std::get<AgentFailure>(*download.failure()).what;
    EXPECT_NE(what.find(damage_sha1 ? "SHA-1" : "SHA-256"), std::string::npos) << what;
  }
}

TEST_F(Download, WithoutSha256GoesByItsSha1WhereThatIsEnough) {
  for (bool const damaged : {false, true}) {
    auto file = file_of(content);
    file.sha256.clear();
    if (damaged) file.sha1[0] ^= 1;
    FileDownload download(file, delivery_optimization, 1, toy_digests(), {.needs_sha256 = false});
    serve(download);
    EXPECT_EQ(code_of(download), damaged ? hr::dm_incorrect_file_hash : hr::ok);
  }
}

TEST_F(Download, IsOverBeforeItBeginsWithoutUrlDigestOrRoom) {
  auto const code = [](machine::UpdateFile const& file) {
    FileDownload download(file, delivery_optimization, 1, toy_digests(), {.max_file_size = 100});
    EXPECT_TRUE(download.is_over());
    EXPECT_FALSE(download.next());
    return code_of(download);
  };
  auto no_url = file_of(content);
  no_url.url.clear();
  EXPECT_EQ(code(no_url), hr::dm_url_not_available);
  auto no_digest = file_of(content);
  no_digest.sha256.clear();
  EXPECT_EQ(code(no_digest), hr::dm_unknown_algorithm);
  auto too_large = file_of(content);
  too_large.size = 101;
  EXPECT_EQ(code(too_large), hr::disk_full);
}

TEST_F(Download, CanBeGivenUpOnceAndOnlyBeforeItIsOver) {
  auto download = make();
  static_cast<void>(download.next());
  download.give_up(AgentFailure{hr::dm_not_downloaded, "no network"});
  EXPECT_EQ(code_of(download), hr::dm_not_downloaded);
  auto complete = make();
  serve(complete);
  complete.give_up(AgentFailure{hr::dm_not_downloaded, "no network"});
  EXPECT_EQ(complete.failure(), nullptr);
}

TEST(DownloadDigests, OfSha256AreNeededFromWindows8On) {
  for (auto const& profile : machine::all_profiles()) {
    EXPECT_EQ(profile.needs_sha256, profile.profile != machine::Profile::w7) << profile.name;
  }
}

TEST(DownloadHabits, AreThoseOfTheGeneration) {
  EXPECT_EQ(traits_of(machine::Profile::w7).downloads, bits);
  EXPECT_EQ(traits_of(machine::Profile::w8).downloads, bits);
  EXPECT_EQ(traits_of(machine::Profile::w10).downloads, delivery_optimization);
}

}  // namespace
}  // namespace wsus::agent
