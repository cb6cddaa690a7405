// What the commands of WSUS and SUSDB act on.
#pragma once

#include "server/content/content_flaws.hpp"
#include "server/cookies/node_keys.hpp"
#include "server/domain/catalogue.hpp"
#include "server/domain/settings.hpp"
#include "server/susdb/database.hpp"
#include "wsdl/wusp/guid.hpp"

#include <functional>
#include <memory>
#include <string>

namespace wsus::server_shell {

/// Functions are called on the thread that runs the command. One that is not set, or a null pointer, makes the commands
/// that need it say that this server does not have the part. Lifetime: the pointers outlive the prompts.
struct WsusControl {
  std::string server_name = "WSUS";  ///< as tools print it
  std::function<wusp::UtcTime()> now{};
  std::function<wusp::Guid()> new_guid{};

  std::function<std::shared_ptr<domain::Settings const>()> settings{};
  /// As they are given: whoever changes what clients are told at the handshake sets config_last_change.
  std::function<void(domain::Settings)> replace_settings{};
  std::function<std::shared_ptr<domain::Catalogue const>()> catalogue{};
  std::function<void(std::shared_ptr<domain::Catalogue const>)> replace_catalogue{};
  /// Identity of the database; clients with cookies of another one get ServerChanged. Not set: it cannot be changed.
  std::function<wusp::Guid()> server_id{};
  std::function<void(wusp::Guid const&)> set_server_id{};
  std::function<bool()> web_services_answer{};  ///< not set: they do

  susdb::Database* database = nullptr;
  content::ContentFlaws* content = nullptr;
  cookies::NodeKeys* farm = nullptr;

  [[nodiscard]] bool is_complete() const {
    return now && new_guid && settings && replace_settings && catalogue && replace_catalogue && server_id &&
           database != nullptr && content != nullptr;
  }
};

}  // namespace wsus::server_shell
