// Serving of hosts: see lab_hosts.hpp.
#include "scenarios/network/lab_hosts.hpp"

#include "scenarios/network/gateway.hpp"
#include "server/http/http_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>

#include <exception>
#include <map>
#include <stdexcept>
#include <utility>

namespace wsus::lab {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::size_t first_host_number = 11;
constexpr std::size_t most_hosts = 255 - first_host_number;
/// Requests that one host can have under way while it waits for others; further ones wait their turn.
constexpr unsigned threads_of_gateway = 32;

/// Who is where for a host that passes requests on; fixed when the world starts.
struct Map {
  machine::DnsZone dns{};
  std::map<machine::Endpoint, machine::Endpoint> listeners{};

  [[nodiscard]] std::optional<machine::Endpoint> find(Destination const& wanted) const {
    auto const* const record = dns.find(wanted.host);
    auto const& address = record != nullptr ? record->address : wanted.host;
    auto const found = listeners.find({.address = address, .port = wanted.port});
    return found == listeners.end() ? std::nullopt : std::optional(found->second);
  }
};

/// A bound socket that does not listen refuses connections, and keeps the port from anybody else.
class Refusing {
public:
  explicit Refusing(std::string const& address) : acceptor_(io_) {
    tcp::endpoint const endpoint(asio::ip::make_address(address), 0);
    acceptor_.open(endpoint.protocol());
    acceptor_.bind(endpoint);
  }
  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

private:
  asio::io_context io_{1};
  tcp::acceptor acceptor_;
};

http::ServerOptions options_of(scenario::HostSpec const& spec, std::string const& address, HostSetting const& setting,
                               wusp::Clock const& clock) {
  http::ServerOptions options;
  options.address = address;
  options.shown_port = spec.port;
  options.threads = spec.answer == scenario::HostSpec::Answer::pass_on ? threads_of_gateway : 1;
  options.dress = setting.dress;
  options.clock = &clock;
  options.timeline = setting.timeline;
  options.handler_waits = true;
  if (!setting.certificates) return options;
  options.certificates = [make = setting.certificates, name = spec.name](auto flaw) { return make(name, flaw); };
  if (!spec.https) return options;
  auto const shown = setting.certificates(spec.name, std::nullopt);
  options.tls = http::TlsSettings{.certificate_chain = shown.chain, .private_key = shown.key};
  return options;
}

}  // namespace

std::string address_of_host(std::size_t position) { return fmt::format("127.8.53.{}", first_host_number + position); }

struct LabHosts::State {
  struct Host {
    std::string name{};
    std::unique_ptr<Refusing> refusing{};
    std::unique_ptr<Gateway> gateway{};
    std::unique_ptr<http::HttpServer> server{};  ///< after the gateway, which it asks
  };

  /// Where it listens.
  machine::Endpoint open(scenario::HostSpec const& spec, std::string const& address, HostSetting const& setting);

  wusp::SystemClock real_clock{};
  /// Written while the hosts are opened, one after the other; requests come when the world stands.
  std::shared_ptr<Map> map = std::make_shared<Map>();
  std::vector<Host> hosts{};
};

machine::Endpoint LabHosts::State::open(scenario::HostSpec const& spec, std::string const& address,
                                        HostSetting const& setting) {
  auto& host = hosts.emplace_back();
  host.name = spec.name;
  if (spec.answer == scenario::HostSpec::Answer::nothing) {
    host.refusing = std::make_unique<Refusing>(address);
    return {.address = address, .port = host.refusing->port()};
  }
  wusp::Clock const* clock = setting.timeline;
  if (clock == nullptr) clock = &real_clock;
  HostSurroundings surroundings{.clock = clock,
                                .timeline = setting.timeline,
                                .trusted_certificates = setting.trusted_certificates,
                                .find = [known = map](Destination const& wanted) { return known->find(wanted); },
                                .own_address = address};
  host.gateway = std::make_unique<Gateway>(spec, std::move(surroundings));
  host.server = std::make_unique<http::HttpServer>(options_of(spec, address, setting, *clock), *host.gateway);
  return {.address = address, .port = host.server->port()};
}

LabHosts::LabHosts(std::vector<scenario::HostSpec> const& hosts, machine::LabNetwork& network,
                   HostSetting const& setting)
    : state_(std::make_unique<State>()) {
  if (hosts.size() > most_hosts) throw std::runtime_error(fmt::format("a world has room for {} hosts", most_hosts));
  state_->hosts.reserve(hosts.size());
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    auto const address = address_of_host(i);
    network.dns.set(hosts[i].name, {.address = address});
    try {
      network.listeners[{.address = address, .port = hosts[i].port}] = state_->open(hosts[i], address, setting);
    } catch (std::exception const& error) {
      throw std::runtime_error(fmt::format("host {}: cannot listen at {}: {}", hosts[i].name, address, error.what()));
    }
  }
  *state_->map = {.dns = network.dns, .listeners = network.listeners};
}

LabHosts::~LabHosts() = default;

void LabHosts::change(scenario::HostSpec const& host) {
  for (auto& known : state_->hosts) {
    if (known.name == host.name && known.gateway) return known.gateway->change(host);
  }
  throw std::out_of_range(fmt::format("no host '{}' redirects or passes on", host.name));
}

}  // namespace wsus::lab
