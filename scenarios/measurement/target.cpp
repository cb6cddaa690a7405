// Targets of a measurement: see target.hpp.
#include "scenarios/measurement/target.hpp"

#include "client_sim/transport/url.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace wsus::measurement {
namespace {

bool is_loopback(std::string const& host) {
  constexpr std::string_view own = "localhost";
  bool const named = std::ranges::equal(
      host, own, {}, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  boost::system::error_code error;
  auto const address = boost::asio::ip::make_address(host, error);
  return named || (!error && address.is_loopback());
}

}  // namespace

std::variant<Target, std::string> read_target(std::string_view text, bool allow_remote) {
  if (text == "mock") return Target{};
  auto const parsed = transport::parse_url(text);
  if (std::holds_alternative<transport::UrlError>(parsed))
    return fmt::format("'{}' is no address of a server; allowed: http://HOST:PORT, https://HOST:PORT, mock", text);
  auto const& url = std::get<transport::Url>(parsed);
  if (url.target != "/")
    return fmt::format("'{}' has a path; allowed: the server alone, such as http://127.0.0.1:8530", text);
  if (!allow_remote && !is_loopback(url.host))
    return fmt::format("'{}' is not on loopback, and a measurement loads the server; allowed with --allow-remote",
                       text);
  auto server = fmt::format("{}://{}", url.secure ? "https" : "http", url.host_and_port());
  return Target{.server = std::move(server), .remote = allow_remote};
}

}  // namespace wsus::measurement
