// How answers look, as options: see dress_options.hpp.
#include "server/app/dress_options.hpp"

#include "server/app/words.hpp"
#include "server/iis/response_dress.hpp"
#include "windows/fs/caseless.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>

namespace wsus::server {
namespace {

std::string profile_names(std::string_view between) {
  std::string names;
  for (auto const& profile : iis::server_profiles())
    names += fmt::format("{}{}", names.empty() ? "" : between, profile.name);
  return names;
}

std::string check_profile(std::string const& text) {
  if (iis::find_server_profile(text) != nullptr) return {};
  return fmt::format("'{}' is no server profile; allowed: {}", text, profile_names(" "));
}

/// A token of RFC 9110, 5.6.2.
bool is_header_name(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~";
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

std::string check_header_name(std::string const& text) {
  if (is_header_name(text)) return {};
  return fmt::format("'{}' is no header name; allowed: letters, digits, hyphens, as in Content-Type", text);
}

}  // namespace

void add_dress(CLI::App& app, DressOptions& dress) {
  std::map<std::string, iis::HeaderCase> const cases{{"captured", iis::HeaderCase::as_captured},
                                                     {"lower", iis::HeaderCase::lower}};
  std::map<std::string, iis::KeepAliveHeader> const keep_alive{{"http_1_0", iis::KeepAliveHeader::http_1_0},
                                                               {"always", iis::KeepAliveHeader::always},
                                                               {"never", iis::KeepAliveHeader::never}};
  app.add_option("--server-profile", dress.profile,
                 "generation of the server: version headers, page size, form of answers (default: as captured on 2025)")
      ->type_name(profile_names("|"))
      ->check(check_profile);
  app.add_option("--server-header-case", dress.header_case, "letter case of header names: captured or lower")
      ->transform(words_of(cases));
  app.add_option("--server-header-order", dress.header_order,
                 "these headers come first, in this order; the others follow in theirs")
      ->type_name("NAME,...")
      ->delimiter(',')
      ->check(check_header_name);
  app.add_option("--server-keep-alive", dress.keep_alive,
                 "who gets 'Connection: keep-alive': clients of HTTP/1.0 that ask, everybody or nobody")
      ->transform(words_of(keep_alive));
  app.add_flag("--faults-keep-open", dress.faults_keep_open, "the connection stays open after a SOAP fault");
  app.add_flag("--no-powered-by", dress.no_powered_by, "answers have no X-Powered-By");
}

std::string problem_of(DressOptions const& dress) {
  std::set<std::string> names;
  for (auto const& name : dress.header_order) {
    if (!names.insert(windows::to_lower(name)).second)
      return fmt::format("--server-header-order: '{}' stands there twice", name);
  }
  return {};
}

void apply(DressOptions const& dress, bool page_updates_given, MockOptions& options) {
  if (auto const* profile = iis::find_server_profile(dress.profile)) {
    options.dress = iis::dress_of(*profile);
    if (!page_updates_given) options.settings.page.updates = profile->page_updates;
    options.settings.protocol_version = profile->protocol_version;
    options.settings.asmx_only = profile->asmx_only;
    if (profile->file_digest_algorithm) options.settings.file_digest_algorithm = true;
  }
  options.dress.header_case = dress.header_case;
  options.dress.header_order = dress.header_order;
  options.dress.keep_alive = dress.keep_alive;
  options.dress.faults_close = !dress.faults_keep_open;
  options.dress.powered_by = !dress.no_powered_by;
}

}  // namespace wsus::server
