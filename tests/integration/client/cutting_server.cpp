// A server in memory between a test and an agent: see cutting_server.hpp.
#include "tests/integration/client/cutting_server.hpp"

#include "server/http/response_head.hpp"
#include "server/iis/server_files.hpp"
#include "server/iis/web_config.hpp"

#include <utility>

namespace wsus::test {
namespace {

std::string prepared(windows::FileSystem& files) {
  files.write_as_system(iis::client_web_config, iis::default_web_config());
  return std::string(iis::client_web_config);
}

/// The last part of a SOAPAction, which may be in quotes.
std::string_view operation_of(std::string_view soap_action) {
  if (soap_action.ends_with('"')) soap_action.remove_suffix(1);
  return soap_action.substr(soap_action.rfind('/') + 1);
}

}  // namespace

wusp::UtcTime captured_now() { return wusp::parse_xsd_date_time("2026-10-04T15:03:35.9967236Z").value(); }

CuttingServer::CuttingServer(std::vector<domain::Revision> revisions, domain::PageLimits const& page)
    : clock_(captured_now()),
      application_(files_, prepared(files_), iis::WebConfigReload::on_change),
      logs_(files_),
      journal_(0),
      state_(clock_, std::make_shared<domain::Catalogue const>(std::move(revisions)),
             {.page = page, .config_last_change = captured_now()}, cookies::random_key(), 1),
      exchange_(state_, application_, logs_, journal_, nullptr, {}, {.content = &content_}) {
  listener_.emplace(http::ServerOptions{.clock = &clock_}, *this);
}

CuttingServer::~CuttingServer() { listener_.reset(); }

void CuttingServer::change(std::string_view operation, Change change) {
  std::scoped_lock const lock(mutex_);
  operation_ = operation;
  change_ = std::move(change);
  seen_ = {};
}

CuttingServer::Seen CuttingServer::seen() const {
  std::scoped_lock const lock(mutex_);
  return seen_;
}

void CuttingServer::move_content() {
  auto settings = *state_.settings();
  ++settings.content_generation;
  state_.replace_settings(std::move(settings));
}

std::string CuttingServer::url() const { return "http://127.0.0.1:" + std::to_string(listener_->port()); }

faults::ResponsePlan CuttingServer::handle(faults::ExchangeView const& request) {
  auto plan = exchange_.handle(request);
  std::scoped_lock const lock(mutex_);
  if (operation_of(request.soap_action) != operation_) return plan;
  if (++seen_.count == 1) {
    seen_.plan = plan;
    auto copy = plan;
    seen_.head_bytes = http::take_head(copy, {.head_only = true, .time = clock_.now()}, {}).size();
  }
  if (change_) change_(plan);
  return plan;
}

faults::ResponsePlan CuttingServer::handle_unreadable(faults::Unreadable why, faults::ExchangeView const& request) {
  return exchange_.handle_unreadable(why, request);
}

std::unique_ptr<client::SimulatedPc> make_agent(CuttingServer const& server, agent::AgentSettings settings) {
  settings.attempts_per_call = 1;
  machine::MachineOptions options{.profile = machine::Profile::w11, .server_url = server.url()};
  return std::make_unique<client::SimulatedPc>(std::move(options), server.clock(), std::move(settings));
}

}  // namespace wsus::test
