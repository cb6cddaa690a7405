// Reasons why a server is not ready: see readiness.hpp.
#include "server/control/readiness.hpp"

#include "server/iis/config/default_application_host.hpp"
#include "server/iis/server_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>

namespace wsus::control {
namespace {

using Reasons = std::vector<std::string>;

/// What a scan calls.
constexpr std::array<std::string_view, 2> services{"/ClientWebService/client.asmx",
                                                   "/SimpleAuthWebService/SimpleAuth.asmx"};

void add(Reasons& reasons, std::string reason) {
  if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(std::move(reason));
}

std::string sentence(std::string_view file, iis::ConfigurationError const& error) {
  return fmt::format("{}:{}: {}", file, error.line, error.what);
}

void ask_service(Reasons& reasons, iis::InternetServices& internet, iis::Site const& site, std::string_view path) {
  auto const route = iis::route_in(site, path);
  if (!route) return add(reasons, fmt::format("no application of the site has {}", path));
  auto const pool = internet.pool(route->application->pool);
  if (!pool)
    add(reasons, fmt::format("there is no application pool '{}'", route->application->pool));
  else if (pool->state() == iis::ApplicationPool::State::stopped)
    add(reasons, fmt::format("the application pool '{}' is stopped", route->application->pool));
  auto const settings = internet.configuration().settings(*route);
  if (auto const* wrong = std::get_if<iis::MisplacedConfiguration>(settings.get()))
    add(reasons, sentence(wrong->file, wrong->error));
}

void ask_sites(Reasons& reasons, iis::InternetServices& internet) {
  if (!internet.is_running()) return add(reasons, "the service W3SVC is stopped");
  auto const host = internet.configuration().host();
  if (auto const wrong = internet.configuration().host_mistake()) add(reasons, sentence(wrong->file, wrong->error));
  auto const* const site = host ? host->find_site(iis::wsus_site) : nullptr;
  if (site == nullptr) return add(reasons, fmt::format("there is no site '{}'", iis::wsus_site));
  if (!internet.is_site_started(site->name)) add(reasons, fmt::format("the site '{}' is stopped", site->name));
  for (auto const path : services) ask_service(reasons, internet, *site, path);
}

void ask_database(Reasons& reasons, susdb::Database const& database) {
  auto const state = database.state();
  if (state->availability == susdb::Availability::stopped)
    add(reasons, fmt::format("SUSDB does not answer: the service {} is stopped", susdb::service_name));
  if (state->availability == susdb::Availability::single_user)
    add(reasons, "SUSDB does not answer: it is in single-user mode");
  if (susdb::postinstall_is_due(*state))
    add(reasons, "SUSDB has an older schema than the web services: wsusutil postinstall /servicing is due");
}

}  // namespace

Reasons reasons_against(iis::Application& application, iis::InternetServices& internet,
                        susdb::Database const& database) {
  Reasons reasons;
  auto const state = application.current();
  if (auto const* wrong = std::get_if<iis::ConfigurationError>(&state->config))
    add(reasons, sentence(application.web_config_path(), *wrong));
  ask_sites(reasons, internet);
  ask_database(reasons, database);
  return reasons;
}

}  // namespace wsus::control
