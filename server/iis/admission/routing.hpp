// http.sys's part: which site, application and virtual directory a request is for, and the file behind it.
#pragma once

#include "server/iis/admission/request_facts.hpp"
#include "server/iis/config/configuration_file.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wsus::iis {

/// Lifetime: pointers are into the configuration that was given.
struct Route {
  Site const* site = nullptr;
  SiteApplication const* application = nullptr;
  VirtualDirectory const* directory = nullptr;
  std::string url{};            ///< the path, decoded once and without "." and ".."
  std::string directory_url{};  ///< "/Content", "/ClientWebService", "" for the root
  std::string physical_path{};  ///< variables replaced
  /// Where WSUS as installed has this file: "/Content/xx/y.cab", wherever the directory is called now. Empty: no folder
  /// of the lab's lies behind it, so nothing is there. A path that is not written canonically (escapes, "..", "//")
  /// stays as it came: the lab's files have one spelling each (docs/FIDELITY.md).
  std::string address{};

  /// "WSUS Administration/Content": how <location> names the directory.
  [[nodiscard]] std::string location() const;
};

/// Why there is none.
enum class NoRoute { no_site, no_host_name, no_application };

struct Routing {
  std::optional<Route> route{};
  NoRoute why = NoRoute::no_site;
};

/// Site by binding (port, scheme, host name; a binding with the name wins over one for all names), application and
/// directory by the longest path, whole segments, in any letter case. Pure.
[[nodiscard]] Routing route_of(ConfigurationFile const& host, RequestFacts const& facts);

/// Application and directory of a path in a site; empty when no application has it.
[[nodiscard]] std::optional<Route> route_in(Site const& site, std::string_view path);

/// %XX decoded once, '\' as '/', "." and ".." resolved, "//" as "/". What cannot be decoded stays as it is.
[[nodiscard]] std::string canonical_url(std::string_view path);

/// %SystemDrive% and %windir% as the lab's server has them.
[[nodiscard]] std::string expanded_path(std::string_view physical);

}  // namespace wsus::iis
