// The server of the harness soap_request: see soap_world.hpp.
#include "tests/fuzz/soap_world.hpp"

#include "server/catalogue/generator.hpp"
#include "server/exchange/host_faults.hpp"

#include <openssl/evp.h>

#include <chrono>
#include <utility>

namespace wsus::fuzz {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view client_id = "e1da06a3-5601-43c9-bac3-52d5db701494";

/// The moment of the captures.
wusp::UtcTime captured_now() { return wusp::parse_xsd_date_time("2026-10-04T15:03:35.9967236Z").value(); }

domain::Settings settings() {
  return {.config_last_change = wusp::parse_xsd_date_time("2026-10-04T13:17:07.59Z").value()};
}

/// Made once: it is never changed, and making it would be most of the work of an input.
std::shared_ptr<domain::Catalogue const> small_catalogue() {
  static auto const catalogue =
      std::make_shared<domain::Catalogue const>(catalogue::generate({.revisions = 60,
                                                                     .installed_non_leaf = 20,
                                                                     .superseded_chains = 2,
                                                                     .content_files = 2,
                                                                     .approved = captured_now()}));
  return catalogue;
}

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  int const length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<unsigned char const*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

void replace_all(std::string& text, std::string_view placeholder, std::string_view value) {
  for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at + value.size()))
    text.replace(at, placeholder.size(), value);
}

}  // namespace

SoapWorld::SoapWorld()
    : clock_(captured_now()), state_(clock_, small_catalogue(), settings(), cookies::Key{}, /*seed=*/1) {
  state_.computers().authorise(std::string(client_id), "pc01.lab.example", "", clock_.now());
  state_.computers().register_computer(std::string(client_id), {});
}

SoapWorld::Answer SoapWorld::answer(unsigned service, std::string_view request) {
  auto const services = wusp::services();
  services::ServiceCall call{.state = state_, .service = services[service % services.size()].service};
  wire::Engine engine;
  std::string envelope;
  auto outcome =
      engine.serve(filled(request), "", exchange::dress_of(exchange::host_of(call.service, *state_.settings())),
                   services::dispatch_of(call), envelope);
  return {std::move(outcome), std::move(envelope), std::move(call.record)};
}

std::string SoapWorld::filled(std::string_view text) const {
  domain::CookieState const good{.client_id = std::string(client_id),
                                 .protocol_version = "2.90",
                                 .server_id = state_.server_id(),
                                 .expires = clock_.now() + 1h,
                                 .config_last_change = state_.settings()->config_last_change};
  auto expired = good;
  expired.expires = clock_.now() - 1h;
  domain::AuthorizationState const authorization{.client_id = good.client_id, .dns_name = "pc01.lab.example"};
  auto const& sealer = state_.sealer();
  std::string filled(text);
  replace_all(filled, "@COOKIE@", base64(sealer.seal(good)));
  replace_all(filled, "@EXPIRED@", base64(sealer.seal(expired)));
  replace_all(filled, "@AUTHORIZATION@", base64(sealer.seal(authorization)));
  return filled;
}

}  // namespace wsus::fuzz
