// What a web site has besides its services, and how it is set.
#pragma once

#include "server/content/content_store.hpp"
#include "server/content/static_files.hpp"
#include "server/iis/ssl_requirement.hpp"

#include <string>

namespace wsus::exchange {

/// Lifetime: what the pointers name must outlive the exchange.
struct Hosting {
  content::ContentStore* content = nullptr;     ///< null: nothing below /Content
  content::StaticFiles const* files = nullptr;  ///< null: no fixed files
  bool xpress = true;                           ///< answers are coded when the request offers it (wusp-protocol 2.2)
  iis::SslRequirement ssl{};                    ///< applications that answer over TLS only
  std::string iis_version = "10.0";             ///< as error pages name it
};

}  // namespace wsus::exchange
