// The order in which IIS objects: see admission.hpp.
#include "server/iis/admission/admission.hpp"

#include "server/iis/admission/authentication.hpp"
#include "server/iis/admission/handler_map.hpp"
#include "server/iis/admission/ip_security.hpp"
#include "server/iis/admission/request_filtering.hpp"
#include "server/iis/error_pages.hpp"
#include "server/iis/server_files.hpp"
#include "windows/fs/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace wsus::iis {
namespace {

using Objection = std::optional<Admission>;

/// One request's way through the modules.
class Pipeline {
public:
  Pipeline(Route const& route, RequestFacts const& facts, AdmissionGround const& ground, PathSettings const& settings)
      : route_(route),
        facts_(facts),
        ground_(ground),
        settings_(settings),
        handler_(handler_for(settings, facts.method, route.url)) {}

  [[nodiscard]] Admission run() const {
    using Module = Objection (Pipeline::*)() const;
    constexpr std::array<Module, 10> modules{&Pipeline::addresses, &Pipeline::ssl,     &Pipeline::filtering,
                                             &Pipeline::redirect,  &Pipeline::asp_net, &Pipeline::authentication,
                                             &Pipeline::folder,    &Pipeline::handler, &Pipeline::access_list,
                                             &Pipeline::file_type};
    for (auto const module : modules) {
      if (auto objection = (this->*module)()) return std::move(*objection);
    }
    return Admitted{.site = route_.site->name,
                    .site_id = route_.site->id,
                    .application = route_.application->path,
                    .pool = route_.application->pool,
                    .location = route_.location(),
                    .physical_path = route_.physical_path,
                    .address = route_.address,
                    .is_service = handler_.is_managed};
  }

private:
  [[nodiscard]] Denied page(unsigned status, unsigned sub_status, std::string why) const {
    return {.page = faults::iis_page(status, sub_status, {}, ground_.iis_version), .why = std::move(why)};
  }

  [[nodiscard]] bool is_there() const { return !ground_.is_there || ground_.is_there(route_.address); }

  [[nodiscard]] Objection addresses() const {
    if (is_address_allowed(settings_, facts_.client_address)) return std::nullopt;
    auto const why = fmt::format("ipSecurity refuses {}", facts_.client_address);
    if (settings_.deny_action == "AbortRequest")
      return Denied{.page = page(403, 6, why).page, .headers = {}, .why = why, .reason = {}, .resets = true};
    if (settings_.deny_action == "Unauthorized") return page(401, 0, why);
    if (settings_.deny_action == "NotFound") return page(404, 0, why);
    return page(403, 6, why);
  }

  [[nodiscard]] Objection ssl() const {
    if (settings_.ssl && !facts_.secure) return page(403, 4, fmt::format("'{}' requires SSL", facts_.path));
    if (settings_.ssl_require_certificate && !facts_.has_client_certificate)
      return page(403, 7, fmt::format("'{}' requires a client certificate", facts_.path));
    return std::nullopt;
  }

  [[nodiscard]] Objection filtering() const {
    auto const objection = filtering_objection(settings_, facts_, route_.url);
    if (!objection) return std::nullopt;
    return page(404, objection->sub_status, objection->why);
  }

  [[nodiscard]] Objection redirect() const {
    auto redirection = redirection_of(settings_.redirect, facts_.path, facts_.query);
    if (!redirection) return std::nullopt;
    return Redirected{.to = std::move(*redirection)};
  }

  /// What the managed pipeline of Integrated mode does not take over from classic ASP.NET.
  [[nodiscard]] Objection asp_net() const {
    bool const integrated = ground_.pool == nullptr || ground_.pool->integrated;
    if (!settings_.impersonate || !settings_.validate_integrated || !integrated) return std::nullopt;
    return page(500, 24, "identity impersonate=\"true\" does not apply in Integrated pipeline mode");
  }

  [[nodiscard]] Objection authentication() const {
    auto refusal = authentication_refusal(settings_, facts_);
    if (!refusal) return std::nullopt;
    auto denied = page(401, refusal->sub_status, std::move(refusal->why));
    for (auto& challenge : refusal->challenges) denied.headers.push_back({"WWW-Authenticate", std::move(challenge)});
    return denied;
  }

  [[nodiscard]] Objection folder() const {
    if (!route_.address.empty()) return std::nullopt;
    return page(404, 0, fmt::format("no folder of this server has '{}' ({})", facts_.path, route_.physical_path));
  }

  [[nodiscard]] Objection handler() const {
    // What is not there is missing (404), whatever the verb.
    if (handler_.outcome != HandlerChoice::Outcome::found && !is_there()) return std::nullopt;
    switch (handler_.outcome) {
    case HandlerChoice::Outcome::found: return std::nullopt;
    case HandlerChoice::Outcome::none: return page(404, 4, fmt::format("no handler takes '{}'", facts_.path));
    case HandlerChoice::Outcome::no_access:
      return page(403, 1, fmt::format("the access policy of the handlers does not let {} run", handler_.name));
    case HandlerChoice::Outcome::wrong_method: break;
    }
    auto denied = page(405, 0, fmt::format("method {} on the handler {}", facts_.method, handler_.name));
    denied.headers.push_back({"Allow", std::string(static_file_methods)});
    return denied;
  }

  [[nodiscard]] Objection access_list() const {
    auto const closed = closed_to_caller(ground_.files, settings_, route_);
    if (!closed) return std::nullopt;
    return page(401, 3, fmt::format("the access list of {} does not let {} read it", closed->path, closed->account));
  }

  [[nodiscard]] Objection file_type() const {
    auto const extension = extension_of(route_.url);
    auto const has_type = [this](std::string_view one) { return settings_.mime.find(one) != settings_.mime.end(); };
    if (!handler_.is_static || extension.empty() || has_type(extension) || has_type(".*")) return std::nullopt;
    if (!is_there()) return std::nullopt;
    return page(404, 3, fmt::format("no MIME type for '{}'", extension));
  }

  Route const& route_;
  RequestFacts const& facts_;
  AdmissionGround const& ground_;
  PathSettings const& settings_;
  HandlerChoice handler_;
};

/// `wsusutil movecontent` leads a directory to another WsusContent on the drives: what lies there is the content that
/// WSUS as installed has at /Content. Empty: the route leads to no such folder.
std::string moved_content_address(Route const& route, RequestFacts const& facts, windows::FileSystem const& files) {
  auto const folder = expanded_path(route.directory->physical_path);
  bool const is_content = windows::equal_caseless(windows::last_name(folder), windows::last_name(content_folder));
  if (!is_content || !files.is_directory(folder)) return {};
  if (route.url != facts.path) return std::string(facts.path);
  auto rest = route.physical_path.size() > folder.size() ? route.physical_path.substr(folder.size()) : std::string();
  std::replace(rest.begin(), rest.end(), '\\', '/');
  return "/Content" + rest;
}

}  // namespace

Admission admit(Route const& route, RequestFacts const& facts, AdmissionGround const& ground) {
  if (auto const* mistake = std::get_if<MisplacedConfiguration>(&ground.settings)) {
    return Denied{.page = configuration_error(ground.iis_version, mistake->error, mistake->file),
                  .why = fmt::format("{} line {}: {}", mistake->file, mistake->error.line, mistake->error.what)};
  }
  auto const& settings = std::get<PathSettings>(ground.settings);
  if (!route.address.empty()) return Pipeline(route, facts, ground, settings).run();
  auto moved = route;
  moved.address = moved_content_address(route, facts, ground.files);
  return Pipeline(moved, facts, ground, settings).run();
}

Denied denied_by_http_sys(NoRoute why, RequestFacts const& facts) {
  switch (why) {
  case NoRoute::no_host_name:
    return {.page = faults::http_sys_page(400, "Bad Request - Invalid Hostname", "The request hostname is invalid."),
            .why = fmt::format("no binding has the host name '{}'", facts.host),
            .reason = "BadRequest"};
  case NoRoute::no_application:
    return {.page = faults::http_sys_page(404, "Not Found", "The requested resource is not found."),
            .why = fmt::format("no application has '{}'", facts.path),
            .reason = "NotFound"};
  case NoRoute::no_site: break;
  }
  return {.page = faults::http_sys_page(503, "Service Unavailable", "The service is unavailable."),
          .why = fmt::format("no site has the port {}", facts.port),
          .reason = "Connection_Dropped",
          .resets = true};
}

Denied unavailable(std::string_view reason, std::string why) {
  return {.page = faults::http_sys_page(503, "Service Unavailable", "The service is unavailable."),
          .why = std::move(why),
          .reason = reason};
}

}  // namespace wsus::iis
