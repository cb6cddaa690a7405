// "Require SSL" of the site's applications: which addresses answer over TLS only (wua-behaviour 1).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::iis {

/// The five applications that may require SSL, as `wsusutil configuressl` and the documented steps of an administrator
/// set it: ApiRemoting30, ClientWebService, DssAuthWebService, ServerSyncWebService, SimpleAuthWebService. Content,
/// SelfUpdate and ReportingWebService stay plain.
[[nodiscard]] std::span<std::string_view const> ssl_applications();

/// The applications of one site that require SSL. Immutable; const access from any thread.
class SslRequirement {
public:
  /// Nothing requires SSL.
  SslRequirement() = default;
  /// Names of ssl_applications(), in any letter case. Throws std::invalid_argument that names the one that is none, and
  /// what is allowed.
  explicit SslRequirement(std::span<std::string const> applications);
  /// All five.
  [[nodiscard]] static SslRequirement whole_server();

  /// Whether `path` belongs to an application that requires SSL. Its first segment decides, in any letter case.
  [[nodiscard]] bool covers(std::string_view path) const;
  [[nodiscard]] bool empty() const { return applications_.empty(); }

private:
  std::vector<std::string_view> applications_{};  ///< views into ssl_applications()
};

}  // namespace wsus::iis
