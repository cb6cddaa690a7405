// Which part of the web site a request is for, and what IIS says before a service sees it.
#include "server/exchange/passage.hpp"
#include "server/exchange/reception.hpp"
#include "server/exchange/wsdl_page.hpp"
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

/// Whether a service or a file is at the address of a WSUS as installed.
bool Exchange::is_there(std::string_view address) const {
  if (wusp::service_at(address)) return true;
  if (hosting_.files != nullptr && hosting_.files->find(address) != nullptr) return true;
  return hosting_.content != nullptr && hosting_.content->find(address, state_.catalogue()).has_value();
}

/// True when http.sys or IIS answers. Else the passage knows the address, and how long the pool takes.
bool Exchange::answered_by_iis(Passage& passage) {
  auto const& request = passage.request;
  auto& internet = *hosting_.internet;
  internet.set_revisions(state_.catalogue()->revisions().size());
  auto const now = state_.now();
  auto const facts = facts_for_iis(request, request.secure ? hosting_.https_port : hosting_.http_port);
  auto const reception = internet.receive(facts, now, std::chrono::milliseconds(0),
                                          [this](std::string_view address) { return is_there(address); });
  if (reception.recycled) application_.iisreset();
  passage.takes = reception.delay;
  if (auto const* const denied = std::get_if<iis::Denied>(&reception.admission)) {
    passage.refuse(plan_of(*denied), denied->why);
    if (!denied->reason.empty()) passage.http_error = http_error_entry(*denied, reception, request, now);
    return true;
  }
  if (auto const* const redirected = std::get_if<iis::Redirected>(&reception.admission)) {
    passage.refuse(plan_of(*redirected), fmt::format("the site's httpRedirect sends to {}", redirected->to.location));
    return true;
  }
  passage.address = std::get<iis::Admitted>(reception.admission).address;
  if (auto const service = wusp::service_at(passage.address)) passage.entry.service = wusp::info(*service).name;
  return false;
}

void Exchange::route(Passage& passage) {
  auto const& request = passage.request;
  passage.address = request.path();  // a fault may have changed it
  if (auto const service = wusp::service_at(passage.address)) passage.entry.service = wusp::info(*service).name;
  if (hosting_.internet != nullptr && answered_by_iis(passage)) return;

  // Each service is an application with a web.config of its own; the lab's file is that of ClientWebService.
  iis::WebConfig config;
  if (is_in_application(passage.address, "/ClientWebService")) {
    auto const application = application_.current();
    if (auto const* error = std::get_if<iis::ConfigurationError>(&application->config)) {
      passage.answer(iis::configuration_error(hosting_.iis_version, *error, application_.web_config_path()),
                     fmt::format("web.config line {}: {}", error->line, error->what));
      return;
    }
    config = std::get<iis::WebConfig>(application->config);
  }

  auto const service = wusp::service_at(passage.address);
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
