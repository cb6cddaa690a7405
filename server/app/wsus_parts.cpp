// Database, content and keys of a server: see wsus_parts.hpp.
#include "server/app/wsus_parts.hpp"

#include "wsdl/wusp/draw.hpp"

#include <utility>

namespace wsus::server {

WsusParts::WsusParts(services::WsusState& state, susdb::SusDb database, std::vector<cookies::Key> const& keys,
                     cookies::Balance balance, std::uint64_t seed)
    : state_(state), database_(std::move(database)), farm_(keys, balance), random_(wusp::draw(seed)) {}

server_shell::WsusControl WsusParts::control() {
  server_shell::WsusControl control;
  control.now = [this] { return state_.now(); };
  control.new_guid = [this] {
    auto const high = random_();
    return wusp::guid_from_bits(high, random_());
  };
  control.settings = [this] { return state_.settings(); };
  control.replace_settings = [this](domain::Settings settings) { state_.replace_settings(std::move(settings)); };
  control.catalogue = [this] { return state_.catalogue(); };
  control.replace_catalogue = [this](std::shared_ptr<domain::Catalogue const> catalogue) {
    state_.replace_catalogue(std::move(catalogue));
  };
  control.server_id = [this] { return state_.server_id(); };
  control.set_server_id = [this](wusp::Guid const& id) { state_.set_server_id(id); };
  control.database = &database_;
  control.content = content_.get();
  control.farm = &farm_;
  return control;
}

void WsusParts::web_services_started() {
  auto settings = *state_.settings();
  bool is_new = false;
  database_.change([&](susdb::SusDb& database) {
    is_new = database.unread_configuration.has_value();
    susdb::services_started(database, settings);
  });
  if (is_new) state_.replace_settings(std::move(settings));
}

}  // namespace wsus::server
