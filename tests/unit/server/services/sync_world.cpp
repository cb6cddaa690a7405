// SyncUpdates as text: see sync_world.hpp.
#include "tests/unit/server/services/sync_world.hpp"

#include "tests/support/golden.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <chrono>
#include <utility>

namespace wsus::services {
namespace {

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  int const length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<unsigned char const*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

/// Every text between `open` and `close`.
std::vector<std::string> all_between(std::string_view text, std::string_view open, std::string_view close) {
  std::vector<std::string> found;
  for (auto at = text.find(open); at != std::string_view::npos; at = text.find(open, at)) {
    at += open.size();
    found.emplace_back(text.substr(at, text.find(close, at) - at));
  }
  return found;
}

std::vector<int> numbers(std::vector<std::string> const& texts) {
  std::vector<int> result;
  for (auto const& text : texts) result.push_back(std::stoi(text));
  return result;
}

/// Error code and message of an outcome, into `reply`.
struct Note {
  SyncReply& reply;
  void operator()(wire::Answered const&) const {}
  void operator()(wire::SoapFault const& fault) const {
    reply.error_code = fault.error_code.value_or("");
    reply.message = fault.message.value_or("");
  }
  void operator()(wire::Malformed const& malformed) const {
    reply.error_code = "Malformed";
    reply.message = malformed.what;
  }
  void operator()(wire::UnknownOperation const& unknown) const { reply.error_code = unknown.element; }
};

void replace(std::string& text, std::string_view placeholder, std::string const& value) {
  if (auto const at = text.find(placeholder); at != std::string::npos) text.replace(at, placeholder.size(), value);
}

constexpr std::string_view skip_software = "<SkipSoftwareSync>{}</SkipSoftwareSync>";

}  // namespace

std::string SyncReply::text(std::string_view name) const { return test::element(envelope, name); }

bool SyncReply::has(std::string_view name) const {
  return envelope.find(fmt::format("<{}", name)) != std::string::npos;
}

std::vector<int> SyncReply::ints(std::string_view list) const {
  return numbers(all_between(text(list), "<int>", "</int>"));
}

std::vector<int> SyncReply::updates(std::string_view list) const {
  return numbers(all_between(text(list), "<UpdateInfo><ID>", "</ID>"));
}

std::string SyncReply::deployment(int revision_id) const {
  auto const from = envelope.find(fmt::format("<UpdateInfo><ID>{}</ID>", revision_id));
  if (from == std::string::npos) return {};
  return test::element(std::string_view(envelope).substr(from), "Deployment");
}

std::string id_list(std::string_view name, std::vector<int> const& ids) {
  std::string text = fmt::format("<{}>", name);
  for (int const id : ids) text += fmt::format("<int>{}</int>", id);
  return text + fmt::format("</{}>", name);
}

std::string category_filter(std::vector<std::string> const& ids) {
  std::string text = "<FilterCategoryIds>";
  for (auto const& id : ids) text += fmt::format("<CategoryIdentifier><Id>{}</Id></CategoryIdentifier>", id);
  return text + "</FilterCategoryIds>";
}

SyncWorld::SyncWorld(std::vector<domain::Revision> revisions, domain::Settings settings)
    : state(clock, std::make_shared<domain::Catalogue const>(std::move(revisions)), std::move(settings), cookies::Key{},
            /*seed=*/1) {
  state.computers().authorise(std::string(test_client), "pc01.lab.example", "", clock.now());
  state.computers().register_computer(std::string(test_client), {});
  cookie = {.client_id = std::string(test_client),
            .protocol_version = "2.90",
            .server_id = state.server_id(),
            .expires = clock.now() + std::chrono::hours(1),
            .config_last_change = state.settings()->config_last_change};
}

SyncReply SyncWorld::call(std::string_view operation, std::string_view children) {
  auto message = fmt::format(
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" )"
      R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Body><{0} )"
      R"(xmlns="http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService">{1}</{0}></s:Body></s:Envelope>)",
      operation, children);
  domain::AuthorizationState const authorization{.client_id = cookie.client_id, .target_group = cookie.target_group};
  replace(message, "@COOKIE@", base64(state.sealer().seal(cookie)));
  replace(message, "@AUTHORIZATION@", base64(state.sealer().seal(authorization)));
  ServiceCall call{.state = state, .service = wusp::Service::client, .limits = limits, .pages = pages};
  wire::Engine engine;
  SyncReply reply;
  auto const outcome = engine.serve(message, "", wire::Dress::wcf, dispatch_of(call), reply.envelope);
  if (std::holds_alternative<wire::Answered>(outcome)) complete_page(call, reply.envelope);
  std::visit(Note{reply}, outcome);
  reply.record = std::move(call.record);
  return reply;
}

SyncReply SyncWorld::send(std::string_view parameters) {
  return send_body(fmt::format("<cookie><Expiration>2026-10-04T16:03:35Z</Expiration><EncryptedData>@COOKIE@"
                               "</EncryptedData></cookie><parameters>{}</parameters>",
                               parameters));
}

SyncReply SyncWorld::software_pass(std::string_view before, std::string_view after) {
  return send(
      fmt::format("<ExpressQuery>false</ExpressQuery>{}{}{}", before, fmt::format(skip_software, false), after));
}

SyncReply SyncWorld::driver_pass(std::string_view before, std::string_view after) {
  return send(fmt::format("<ExpressQuery>false</ExpressQuery>{}{}{}", before, fmt::format(skip_software, true), after));
}

}  // namespace wsus::services
