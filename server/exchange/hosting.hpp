// What a web site has besides its services, and how it is set.
#pragma once

#include "server/content/content_store.hpp"
#include "server/content/static_files.hpp"
#include "server/cookies/node_keys.hpp"
#include "server/iis/internet_services.hpp"
#include "server/susdb/database.hpp"

#include <cstdint>
#include <string>

namespace wsus::exchange {

/// Lifetime: what the pointers name must outlive the exchange.
struct Hosting {
  content::ContentStore* content = nullptr;     ///< null: nothing below /Content
  content::StaticFiles const* files = nullptr;  ///< null: no fixed files
  bool xpress = true;                           ///< answers are coded when the request offers it (wusp-protocol 2.2)
  std::string iis_version = "10.0";             ///< as error pages name it
  /// Sites, pools and who is let in; null: everything is let in.
  iis::InternetServices* internet = nullptr;
  susdb::Database* database = nullptr;  ///< null: one that is always there and takes no time
  cookies::NodeKeys* farm = nullptr;    ///< null: one node, with the state's key
  std::uint16_t http_port = 8530;  ///< of the listeners as the site's bindings name them, whatever the system gave them
  std::uint16_t https_port = 8531;
};

}  // namespace wsus::exchange
