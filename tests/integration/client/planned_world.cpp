// Worlds of one PC and one planned server: see planned_world.hpp.
#include "tests/integration/client/planned_world.hpp"

#include "client_sim/machine/network.hpp"
#include "tests/unit/client_sim/app/fake_wsus.hpp"

#include <string_view>
#include <utility>

namespace wsus::test {
namespace {

constexpr char const* server_name = "wsus.lab.example";
constexpr std::uint16_t plain_port = 8530;
constexpr std::uint16_t secure_port = 8531;

std::string operation_in(std::string_view soap_action) {
  auto name = soap_action.substr(soap_action.rfind('/') + 1);
  while (name.ends_with('"')) name.remove_suffix(1);
  return std::string(name);
}

constexpr wusp::UtcTime begin_of_world{std::chrono::sys_days{std::chrono::year{2031} / 3 / 9}};

}  // namespace

PlannedWorld::PlannedWorld(PlannedTrouble trouble)
    : trouble_(std::move(trouble)),
      begin_(begin_of_world),
      timeline_(begin_),
      authority_(certificates::make_authority({.validity = days(-1, 1), .serial = certificates::random_serial()})) {
  handler_.handler = [this](faults::ExchangeView const& request) { return answer_to(request); };
  handler_.greet(trouble_.connection);
  server_.emplace(options(), handler_);
  connect_pc();
}

PlannedWorld::~PlannedWorld() = default;

std::chrono::milliseconds PlannedWorld::passed() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(timeline_.now() - begin_);
}

certificates::Validity PlannedWorld::days(int from, int until) const {
  return {begin_ + std::chrono::days(from), begin_ + std::chrono::days(until)};
}

faults::ResponsePlan PlannedWorld::answer_to(faults::ExchangeView const& request) const {
  faults::ResponsePlan plan{.headers = {{"Content-Type", "text/xml; charset=utf-8"}},
                            .body = client::test::good_body(operation_in(request.soap_action))};
  if (trouble_.answer && !mended_) trouble_.answer(plan);
  return plan;
}

http::ServerOptions PlannedWorld::options() {
  http::ServerOptions options{.threads = 1};
  options.clock = &timeline_;
  options.timeline = &timeline_;
  options.certificates = [this](auto flaw) { return flawed(flaw); };
  if (!trouble_.https) return options;
  auto const good = flawed(std::nullopt);
  options.tls.emplace(http::TlsSettings{.certificate_chain = good.chain, .private_key = good.key});
  return options;
}

http::CertificatePem PlannedWorld::flawed(std::optional<faults::CertificateFlaw> flaw) const {
  using faults::CertificateFlaw;
  certificates::ServerRequest request{
      .names = {server_name}, .validity = days(-1, 1), .serial = certificates::random_serial()};
  if (flaw == CertificateFlaw::expired) request.validity = days(-3, -2);
  if (flaw == CertificateFlaw::not_yet_valid) request.validity = days(2, 3);
  if (flaw == CertificateFlaw::wrong_name) request.names = {"other.lab.example"};
  auto signer = authority_;
  if (flaw == CertificateFlaw::unknown_authority) {
    signer = certificates::make_authority(
        {.common_name = "Stranger", .validity = days(-1, 1), .serial = certificates::random_serial()});
  }
  auto const made = certificates::make_server_certificate(request, signer);
  return {made.certificate, made.key};
}

void PlannedWorld::connect_pc() {
  auto const port = trouble_.https ? secure_port : plain_port;
  machine::MachineOptions options{.profile = trouble_.profile};
  options.server_url = std::string(trouble_.https ? "https://" : "http://") + server_name + ":" + std::to_string(port);
  transport::HttpOptions http{.trusted_certificates = authority_.certificate, .timeline = &timeline_};
  pc_ = std::make_unique<client::SimulatedPc>(options, timeline_, agent::settings_of(trouble_.agent),
                                              client::with_options(std::move(http), trouble_.agent));
  auto network = std::make_shared<machine::LabNetwork>();
  network->dns.set(server_name, {.address = "127.0.0.1"});
  for (auto const written : {plain_port, secure_port}) {
    network->listeners[{.address = "127.0.0.1", .port = written}] = {.address = "127.0.0.1", .port = server_->port()};
  }
  pc_->machine().network().outside = std::move(network);
}

}  // namespace wsus::test
