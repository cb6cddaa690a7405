// Which addresses answer over TLS only: see ssl_requirement.hpp.
#include "server/iis/ssl_requirement.hpp"

#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace wsus::iis {
namespace {

constexpr std::array<std::string_view, 5> names{"ApiRemoting30", "ClientWebService", "DssAuthWebService",
                                                "ServerSyncWebService", "SimpleAuthWebService"};

std::string_view known(std::string_view name) {
  auto const found = std::ranges::find_if(names, [&](auto one) { return windows::equal_caseless(one, name); });
  if (found == names.end()) {
    throw std::invalid_argument(fmt::format("'{}' cannot require SSL; allowed: {}", name, fmt::join(names, ", ")));
  }
  return *found;
}

}  // namespace

std::span<std::string_view const> ssl_applications() { return names; }

SslRequirement::SslRequirement(std::span<std::string const> applications) {
  applications_.reserve(applications.size());
  for (auto const& name : applications) applications_.push_back(known(name));
}

SslRequirement SslRequirement::whole_server() {
  SslRequirement all;
  all.applications_.assign(names.begin(), names.end());
  return all;
}

bool SslRequirement::covers(std::string_view path) const {
  if (!path.starts_with('/')) return false;
  auto const segment = path.substr(1, path.find('/', 1) - 1);
  return std::ranges::any_of(applications_, [&](auto name) { return windows::equal_caseless(name, segment); });
}

}  // namespace wsus::iis
