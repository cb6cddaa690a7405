// What a failed test prints.
#include "testing/fixture/transcript.hpp"

#include <gmock/gmock.h>

namespace wsuslab {
namespace {

using testing::HasSubstr;
using testing::Not;

Exchange refused_sync() {
  Exchange exchange;
  exchange.sequence = 7;
  exchange.method = "POST";
  exchange.target = "/ClientWebService/client.asmx";
  exchange.operation = "SyncUpdates";
  exchange.status = 500;
  exchange.error_code = "InvalidParameters";
  exchange.error_message = "parameters.OtherCachedUpdateIDs";
  exchange.injected = {{.name = "busy", .kind = "soap_fault"}};
  exchange.request_body = "<a/>";
  exchange.request_bytes = 4;
  exchange.response_body = "<b/>";
  exchange.response_bytes = 1'000;
  return exchange;
}

TEST(Transcript, HasExchangesWithBodiesAndTheLogsOfBothSides) {
  TranscriptParts parts;
  parts.url = "http://127.0.0.1:8530";
  parts.exchanges = {refused_sync()};
  parts.server_log = "line of the server\n";
  parts.machine_logs = {{1, {.name = "PC01", .text = "line of the agent"}}};
  EXPECT_EQ(
      transcript_of(parts),
      "=== mock WSUS server http://127.0.0.1:8530\n"
      "--- exchanges\n"
      "#7 POST /ClientWebService/client.asmx SyncUpdates -> 500 InvalidParameters (parameters.OtherCachedUpdateIDs) "
      "[injected soap_fault: busy]\n"
      "> <a/>\n"
      "< <b/>... (4 of 1000 bytes)\n"
      "--- SoftwareDistribution.log of the server\n"
      "line of the server\n"
      "--- log of the agent on PC01\n"
      "line of the agent\n"
      "===\n");
}

TEST(Transcript, SaysWhatIsNotThere) {
  TranscriptParts parts;
  parts.dropped = 3;
  auto const text = transcript_of(parts);
  EXPECT_THAT(text, HasSubstr("(3 older ones are not kept any more)"));
  EXPECT_THAT(text, HasSubstr("--- SoftwareDistribution.log of the server\n(nothing)\n"));
  EXPECT_THAT(text, Not(HasSubstr("expectations that did not hold")));
}

TEST(Transcript, NoBodyCanHarmTheTerminalOrFillIt) {
  TranscriptParts parts;
  parts.exchanges = {refused_sync()};
  parts.exchanges[0].request_body = std::string("\x1b[2Jx\0y", 7) + std::string(10'000, 'z');
  parts.exchanges[0].request_bytes = 10'007;
  auto const text = transcript_of(parts);
  EXPECT_THAT(text, HasSubstr("> ?[2Jx?yzzz"));
  EXPECT_THAT(text, HasSubstr("... (4096 of 10007 bytes)"));
}

TEST(Transcript, ASummaryOfAConnectionSaysThatItSentNothing) {
  Exchange connection;
  connection.sequence = 1;
  connection.client_address = "127.0.0.1";
  EXPECT_EQ(connection.summary(), "#1 a connection from 127.0.0.1 -> no response");
}

}  // namespace
}  // namespace wsuslab
