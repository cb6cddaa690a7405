// Tokens on the command line: see admin_options.hpp.
#include "server/app/admin_options.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

namespace wsus::server {
namespace {

/// An empty word is a variable of a script that nobody has set: no reason to make another token than it knows.
std::string check_token(std::string const& text) {
  return text.empty() ? "it is empty; allowed: a token, or a file that holds one" : "";
}

}  // namespace

void add_admin(CLI::App& app, AdminOptions& admin) {
  auto* const listener = app.get_option("--admin");
  auto* const token = app.add_option("--admin-token", admin.token,
                                     "token that calls of the admin API bring, or a file that holds it (default: a new "
                                     "one at each start, in the ports file)")
                          ->type_name("TEXT|FILE")
                          ->check(check_token)
                          ->needs(listener);
  app.add_flag("--admin-no-token", admin.no_token, "the admin API wants no token; on loopback addresses alone")
      ->needs(listener)
      ->excludes(token);
}

std::string problem_of(AdminOptions const& admin, std::string const& address) {
  boost::system::error_code error;
  if (!admin.no_token || boost::asio::ip::make_address(address, error).is_loopback()) return {};
  return fmt::format(
      "--admin-no-token: --admin listens on {}, where others can reach it; allowed on a loopback address, "
      "as 127.0.0.1 or [::1]",
      address);
}

void apply(AdminOptions const& admin, MockOptions& options) {
  if (!admin.token.empty()) options.admin_token = admin.token;
  options.admin_needs_token = !admin.no_token;
}

}  // namespace wsus::server
