// A client of your own: whatever can be pointed at a URL. This one speaks HTTP over a socket, as little as is needed.
#include <wsuslab/testing.hpp>

#include <gmock/gmock.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>

using namespace wsuslab;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

/// The bytes that a GET is answered with; the connection is closed after it.
std::string get(std::uint16_t port, std::string const& path) {
  int const socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  auto const request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  if (::connect(socket, reinterpret_cast<sockaddr const*>(&server), sizeof server) == 0 &&
      ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
    std::array<char, 4096> piece{};
    for (ssize_t got = 0; (got = ::recv(socket, piece.data(), piece.size(), 0)) > 0;)
      answer.append(piece.data(), static_cast<std::size_t>(got));
  }
  ::close(socket);
  return answer;
}

TEST(OwnClient, IsAnsweredAsByIisAndSeenInTheJournal) {
  MockWsus wsus;
  EXPECT_THAT(get(wsus.port(), "/ClientWebService/client.asmx?wsdl"), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(wsus.journal(), ElementsAre(AllOf(WithTarget(HasSubstr("?wsdl")), WithStatus(200))));
}

TEST(OwnClient, MeetsAFaultFromTheMomentItIsInjectedUntilItIsRemoved) {
  MockWsus wsus;
  auto const fault = wsus.inject(faults::http_status(503));
  EXPECT_THAT(get(wsus.port(), "/selfupdate/wuident.cab"), StartsWith("HTTP/1.1 503 "));
  wsus.remove_fault(fault);
  EXPECT_THAT(get(wsus.port(), "/selfupdate/wuident.cab"), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(wsus.counter("injected.http_status"), 1U);
}

}  // namespace
