// <requestFiltering>: requests that are too long, ask for what is hidden, or look like an attack.
#pragma once

#include "server/iis/admission/request_facts.hpp"
#include "server/iis/config/path_settings.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wsus::iis {

struct FilteringObjection {
  unsigned sub_status = 0;  ///< of 404: 6 verb, 7 extension, 8 segment, 11 double escape, 13 content, 14 URL, 15 query
  std::string why{};
};
/// `url`: the path, decoded once.
[[nodiscard]] std::optional<FilteringObjection> filtering_objection(PathSettings const& settings,
                                                                    RequestFacts const& facts, std::string_view url);

/// ".cab" of "/x/y.cab"; nothing for a folder or a name without one.
[[nodiscard]] std::string_view extension_of(std::string_view url);

}  // namespace wsus::iis
