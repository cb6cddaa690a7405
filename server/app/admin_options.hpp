// The options of the command line about who may call the admin API.
#pragma once

#include "server/app/options.hpp"

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace wsus::server {

/// As CLI11 fills them.
struct AdminOptions {
  std::string token{};  ///< empty: one is made
  bool no_token = false;
};

/// Wants --admin to be there already. Lifetime: `admin` until the line is parsed.
void add_admin(CLI::App& app, AdminOptions& admin);

/// What a check of single words does not see, as a sentence; empty when all is well. `address`: where the API listens.
[[nodiscard]] std::string problem_of(AdminOptions const& admin, std::string const& address);

/// Puts them where they belong.
void apply(AdminOptions const& admin, MockOptions& options);

}  // namespace wsus::server
