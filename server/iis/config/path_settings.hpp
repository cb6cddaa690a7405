// What counts at one address of a site: all files and locations above it, merged by IIS's rules.
#pragma once

#include "server/iis/config/configuration_file.hpp"
#include "server/iis/site_configuration.hpp"
#include "windows/fs/caseless.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::iis {

struct IpRule {
  std::string address{};
  std::string mask = "255.255.255.255";  ///< or a prefix length
  bool allowed = false;
};

struct Handler {
  std::string name{};
  std::string path{};   ///< patterns, joined by commas: "*.asmx", "*"
  std::string verbs{};  ///< joined by commas, or "*"
  std::string modules{};
  std::string requires_access{};
};

struct AuthorizationRule {
  bool allow = true;
  std::string users{};  ///< joined by commas; "*" everybody, "?" whoever is anonymous
  std::string verbs{};  ///< joined by commas; empty: every verb
};

/// Defaults as in the schema. Immutable once made.
struct PathSettings {
  bool anonymous = true;
  std::string anonymous_user = "IUSR";  ///< empty: the pool's identity
  bool windows_authentication = false;
  std::vector<std::string> providers{};  ///< of Windows authentication: "Negotiate", "NTLM"
  bool basic_authentication = false;
  std::vector<AuthorizationRule> authorization{};
  bool ssl = false;
  bool ssl_negotiate_certificate = false;
  bool ssl_require_certificate = false;
  bool allow_unlisted_addresses = true;
  std::string deny_action = "Forbidden";
  std::vector<IpRule> addresses{};
  std::uint64_t max_content_length = 30'000'000;
  std::uint64_t max_url = 4'096;
  std::uint64_t max_query = 2'048;
  bool allow_double_escaping = false;
  bool allow_unlisted_extensions = true;
  std::map<std::string, bool, windows::CaselessLess> extensions{};  ///< ".config" -> allowed
  std::vector<std::string> hidden_segments{};
  std::map<std::string, bool, windows::CaselessLess> verbs{};
  std::map<std::string, std::string, windows::CaselessLess> mime{};  ///< ".cab" -> type
  std::vector<Handler> handlers{};
  bool may_read = true;
  bool may_script = false;
  bool impersonate = false;
  bool validate_integrated = true;
  HttpRedirect redirect{};
};

/// A mistake, and the file that has it.
struct MisplacedConfiguration {
  ConfigurationError error{};
  std::string file{};
};

/// One file, and the level of the site that it speaks of: "" for applicationHost.config, the site's name and the path
/// below it for a web.config ("WSUS Administration/ClientWebService").
struct ConfigurationLayer {
  std::shared_ptr<ConfigurationFile const> file{};
  std::string level{};
  std::string name{};  ///< path of the file on the drive
};

/// Merged sections before they are looked at one by one: what appcmd lists.
struct MergedSection {
  StatedValues values{};
  std::vector<std::vector<StatedValues>> collections{};  ///< by index in the schema
};

/// Merges what the layers say of `address` ("WSUS Administration/ClientWebService"): from the root of the site
/// downwards, and at one depth the files in their order, so applicationHost.config first. Letter case does not matter.
/// Errors: an entry that a level above has already.
[[nodiscard]] std::variant<MergedSection, MisplacedConfiguration>
merge_section(std::vector<ConfigurationLayer> const& layers, std::string_view address, SectionSchema const& schema);

/// All sections of it.
[[nodiscard]] std::variant<PathSettings, MisplacedConfiguration>
settings_at(std::vector<ConfigurationLayer> const& layers, std::string_view address);

}  // namespace wsus::iis
