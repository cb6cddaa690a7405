// Which part of the web site a request is for, and what IIS says before a service sees it.
#include "server/exchange/passage.hpp"
#include "server/exchange/wsdl_page.hpp"
#include "server/faults/moved_plan.hpp"
#include "server/services/dispatch.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <variant>
#include <vector>

namespace wsus::exchange {
namespace {

/// Whether the first segment of the path is this application.
bool is_in_application(std::string_view path, std::string_view root) {
  return path.size() >= root.size() && windows::equal_caseless(path.substr(0, root.size()), root) &&
         (path.size() == root.size() || path[root.size()] == '/');
}

/// The operations of a service that this server lets in.
std::vector<std::string_view> offered(domain::Settings const& settings, wusp::Service service) {
  std::vector<std::string_view> names;
  for (auto const& operation : wusp::operations()) {
    if (operation.service == service && services::offers(settings, service, operation.name))
      names.push_back(operation.name);
  }
  return names;
}

}  // namespace

/// True when the web site itself answers: a redirect, an address that wants TLS, or a configuration that IIS cannot
/// use. No application sees the request then.
bool Exchange::answered_by_site(Passage& passage) const {
  auto const& request = passage.request;
  if (auto const service = wusp::service_at(request.path())) passage.entry.service = wusp::info(*service).name;
  if (site_ == nullptr) return refused_without_ssl(passage);
  auto const configuration = site_->current();
  if (auto const* error = std::get_if<iis::ConfigurationError>(configuration.get())) {
    passage.answer(iis::configuration_error(hosting_.iis_version, *error, site_->path()),
                   fmt::format("the site's web.config line {}: {}", error->line, error->what));
    return true;
  }
  // Before the redirect: administrators send http clients to https with an error page of 403.4 (assumption I).
  if (refused_without_ssl(passage)) return true;
  auto const redirection =
      iis::redirection_of(std::get<iis::HttpRedirect>(*configuration), request.path(), request.query());
  if (!redirection) return false;
  passage.refuse(faults::moved_plan(redirection->status, redirection->location),
                 fmt::format("the site's httpRedirect sends to {}", redirection->location));
  return true;
}

bool Exchange::refused_without_ssl(Passage& passage) const {
  auto const& request = passage.request;
  if (request.secure || !hosting_.ssl.covers(request.path())) return false;
  passage.answer(iis::ssl_required(hosting_.iis_version), fmt::format("'{}' requires SSL", request.path()));
  return true;
}

void Exchange::route(Passage& passage) {
  auto const& request = passage.request;
  if (answered_by_site(passage)) return;

  // Each service is an application with a web.config of its own; the lab's file is that of ClientWebService.
  iis::WebConfig config;
  if (is_in_application(request.path(), "/ClientWebService")) {
    auto const application = application_.current();
    if (auto const* error = std::get_if<iis::ConfigurationError>(&application->config)) {
      passage.answer(iis::configuration_error(hosting_.iis_version, *error, application_.web_config_path()),
                     fmt::format("web.config line {}: {}", error->line, error->what));
      return;
    }
    config = std::get<iis::WebConfig>(application->config);
  }

  auto const service = wusp::service_at(request.path());
  if (!service) {
    answer_without_service(passage);
  } else if ((request.method == "GET" || request.method == "HEAD") && asks_for_wsdl(request)) {
    passage.plan = wsdl_plan(host_of(*service, *passage.settings), *service, request);
  } else if (request.method == "GET" || request.method == "HEAD") {
    passage.answer(iis::service_help_page(wusp::info(*service).name, offered(*passage.settings, *service)), "");
  } else if (request.method != "POST") {
    passage.answer(iis::method_not_allowed(hosting_.iis_version),
                   fmt::format("method {} on a service", request.method));
  } else {
    answer_post(passage, *service, config);
  }
}

}  // namespace wsus::exchange
