// Matching of handlers: see handler_map.hpp.
#include "server/iis/admission/handler_map.hpp"

#include "windows/fs/caseless.hpp"

#include <algorithm>

namespace wsus::iis {
namespace {

using windows::equal_caseless;

/// "*.asmx", "*", "trace.axd": one star at the most at the front.
bool matches_one(std::string_view pattern, std::string_view name) {
  if (pattern == "*") return true;
  if (!pattern.starts_with('*')) return equal_caseless(pattern, name);
  pattern.remove_prefix(1);
  return name.size() >= pattern.size() && equal_caseless(name.substr(name.size() - pattern.size()), pattern);
}

template <typename Matches>
bool any_of_list(std::string_view list, Matches matches) {
  while (!list.empty()) {
    auto const comma = list.find(',');
    if (matches(list.substr(0, comma))) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

bool takes(Handler const& handler, std::string_view method, std::string_view name) {
  bool const path = any_of_list(handler.path, [name](std::string_view pattern) { return matches_one(pattern, name); });
  return path && any_of_list(handler.verbs, [method](std::string_view verb) { return verb == "*" || verb == method; });
}

bool is_static(Handler const& handler) { return handler.modules.find("StaticFileModule") != std::string::npos; }

bool may_run(PathSettings const& settings, Handler const& handler) {
  if (handler.requires_access == "Script") return settings.may_script;
  return handler.requires_access != "Read" || settings.may_read;
}

}  // namespace

HandlerChoice handler_for(PathSettings const& settings, std::string_view method, std::string_view url) {
  // A path behind the file's name ("x.asmx/Method") still belongs to the file.
  auto name = url;
  if (auto const asmx = windows::to_lower(url).find(".asmx/"); asmx != std::string::npos)
    name = url.substr(0, asmx + 5);
  name = name.substr(name.rfind('/') + 1);
  auto const found = std::find_if(settings.handlers.begin(), settings.handlers.end(),
                                  [&](Handler const& one) { return takes(one, method, name); });
  if (found == settings.handlers.end()) return {};
  HandlerChoice choice{.name = found->name};
  bool const reads = method == "GET" || method == "HEAD";
  if (!may_run(settings, *found))
    choice.outcome = HandlerChoice::Outcome::no_access;
  else if (is_static(*found) && !reads)
    choice.outcome = HandlerChoice::Outcome::wrong_method;
  else
    choice.outcome = HandlerChoice::Outcome::found;
  choice.is_managed = found->modules == "ManagedPipelineHandler";
  choice.is_static = is_static(*found);
  return choice;
}

}  // namespace wsus::iis
