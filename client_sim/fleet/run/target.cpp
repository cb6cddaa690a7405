// Looks a server up.
#include "client_sim/fleet/run/target.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace wsus::fleet {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

bool is_loopback(asio::ip::address const& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
  return address.is_loopback();
}

/// None: `error` says why.
std::vector<asio::ip::address> addresses_of(std::string const& host, error_code& error) {
  auto const literal = asio::ip::make_address(host, error);
  if (!error) return {literal};
  asio::io_context io;
  asio::ip::tcp::resolver resolver(io);
  std::vector<asio::ip::address> addresses;
  for (auto const& entry : resolver.resolve(host, "", error)) addresses.push_back(entry.endpoint().address());
  return addresses;
}

}  // namespace

std::variant<Target, Mistake> find_target(std::string const& server_url, bool allow_remote) {
  auto const parsed = transport::parse_url(server_url);
  if (auto const* error = std::get_if<transport::UrlError>(&parsed)) return Mistake{error->what};
  Target target{.url = std::get<transport::Url>(parsed)};
  error_code error;
  auto const addresses = addresses_of(target.url.host, error);
  if (addresses.empty())
    return Mistake{fmt::format("the name {} cannot be resolved ({})", target.url.host, error.message())};
  auto const v4 = std::ranges::find_if(addresses, [](auto const& address) { return address.is_v4(); });
  auto const& chosen = v4 == addresses.end() ? addresses.front() : *v4;
  target.address = chosen.to_string();
  target.loopback = is_loopback(chosen);
  if (target.loopback || allow_remote) return target;
  return Mistake{
      fmt::format("{} is {}, which is not this machine; allowed are 127.0.0.0/8, ::1 and names of them, others "
                  "with --allow-remote: a fleet is a load that only its server's owner may want",
                  target.url.host, target.address)};
}

transport::Router router_of(Target const& target, bool allow_remote) {
  return [target, allow_remote](transport::Url const& url) -> std::variant<transport::Route, transport::RouteError> {
    if (url.host == target.url.host) return transport::Route{.host = target.address, .port = url.port};
    error_code error;
    auto const literal = asio::ip::make_address(url.host, error);
    if (allow_remote || (!error && is_loopback(literal))) return transport::direct_route(url);
    constexpr unsigned cannot_connect = 12029;
    return transport::RouteError{cannot_connect,
                                 fmt::format("{}: not followed there without --allow-remote", url.host_and_port())};
  };
}

}  // namespace wsus::fleet
