// The checks of request filtering: see request_filtering.hpp. Sub-statuses: IIS status code reference.
#include "server/iis/admission/request_filtering.hpp"

#include "server/iis/admission/routing.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::iis {
namespace {

using windows::equal_caseless;

bool has_segment(std::string_view url, std::string_view segment) {
  while (!url.empty()) {
    auto const slash = url.find('/');
    if (equal_caseless(url.substr(0, slash), segment)) return true;
    url.remove_prefix(slash == std::string_view::npos ? url.size() : slash + 1);
  }
  return false;
}

/// Decoding again changes something, or a '+' stands in the path: what an attacker hides is shown by neither.
bool is_double_escaped(std::string_view url) {
  return url.find('+') != std::string_view::npos || canonical_url(url) != url;
}

}  // namespace

std::optional<FilteringObjection> filtering_objection(PathSettings const& settings, RequestFacts const& facts,
                                                      std::string_view url) {
  if (!settings.allow_double_escaping && is_double_escaped(url))
    return FilteringObjection{11, fmt::format("request filtering: '{}' is escaped twice", facts.path)};
  auto const verb = settings.verbs.find(facts.method);
  if (verb != settings.verbs.end() && !verb->second)
    return FilteringObjection{6, fmt::format("request filtering: the verb {} is not allowed", facts.method)};
  auto const extension = extension_of(url);
  auto const rule = settings.extensions.find(extension);
  bool const listed = !extension.empty() && rule != settings.extensions.end();
  if (listed ? !rule->second : !extension.empty() && !settings.allow_unlisted_extensions)
    return FilteringObjection{7, fmt::format("request filtering: the extension {} is not allowed", extension)};
  for (auto const& segment : settings.hidden_segments) {
    if (has_segment(url, segment))
      return FilteringObjection{8, fmt::format("request filtering: '{}' is a hidden segment", segment)};
  }
  if (facts.content_length > settings.max_content_length) {
    return FilteringObjection{13, fmt::format("request filtering: {} bytes exceed maxAllowedContentLength {}",
                                              facts.content_length, settings.max_content_length)};
  }
  if (facts.path.size() > settings.max_url)
    return FilteringObjection{14, fmt::format("request filtering: the URL is longer than {}", settings.max_url)};
  if (facts.query.size() > settings.max_query)
    return FilteringObjection{15, fmt::format("request filtering: the query is longer than {}", settings.max_query)};
  return std::nullopt;
}

std::string_view extension_of(std::string_view url) {
  auto const name = url.substr(url.rfind('/') + 1);
  auto const point = name.rfind('.');
  return point == std::string_view::npos ? std::string_view() : name.substr(point);
}

}  // namespace wsus::iis
